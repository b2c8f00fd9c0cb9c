"""A B1 table goes into the store whole and checked, or not at all; results follow when a round is scored."""

import pytest
from store.book import contents, count

from app.rules.book import book
from app.rules.points import sample_points
from app.services import scoring, surveys
from app.store import undo
from tests.exchange.taking import OFFICER, by_head, counts, founded, line, select, sheet, take

HEADS = ["standard", "region", "area", "item", "option", "points"]


@pytest.fixture
def commune(store):
    return founded(store)


def sample_rows():
    table = sample_points(book("vn-2021"))
    return [
        ["vn-2021", region, area, item, row.option, row.points]
        for (region, area, item), options in table.rows.items()
        for row in options
    ]


@pytest.fixture
def table(workbook):
    def make(rows, name="bang-diem.xlsx"):
        return workbook({"Bảng điểm": [HEADS, *rows]}, name)

    return make


def test_a_table_goes_in_once_and_names_its_file(commune, table):
    rows = sample_rows()
    assert counts(take(commune, table(rows))) == {"new": len(rows)}
    told = select(commune, "SELECT * FROM b1_point WHERE deleted = 0")
    assert (len(told), {row["source"] for row in told}) == (len(rows), {"bang-diem.xlsx"})
    acts = count(commune, "act")
    assert counts(take(commune, table(rows))) == {"equal": len(rows)}
    assert count(commune, "act") == acts


def test_a_corrected_table_takes_the_place_of_the_one_before(commune, table):
    rows = sample_rows()
    take(commune, table(rows))
    rows[0][-1] += 1
    assert counts(take(commune, table(rows, "bang-diem-2.xlsx"))) == {"new": len(rows)}
    told = select(commune, "SELECT * FROM b1_point WHERE deleted = 0")
    assert (len(told), {row["source"] for row in told}) == (len(rows), {"bang-diem-2.xlsx"})
    undo.undo(commune, commune.done.act, OFFICER)
    told = select(commune, "SELECT * FROM b1_point WHERE deleted = 0")
    assert {row["source"] for row in told} == {"bang-diem.xlsx"}


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda rows: rows[1:], "hở|thiếu"),
        (lambda rows: [*rows, rows[0]], "trùng"),
        (lambda rows: [[*rows[0][:3], "yacht", *rows[0][4:]], *rows[1:]], "yacht|thiếu"),
        (lambda rows: [[*rows[0][:5], "nhiều"], *rows[1:]], "không phải"),
    ],
)
def test_a_table_with_a_fault_is_refused_whole_and_every_fault_told(commune, table, spoil, said):
    before = contents(commune)
    rows = spoil(sample_rows())
    taken = take(commune, table(rows))
    assert counts(taken) == {"refused": len(rows)}
    assert any(part in problem.reason for problem in taken.problems for part in said.split("|"))
    assert contents(commune) == before


def test_a_dry_run_writes_nothing(commune, table):
    before = contents(commune)
    assert counts(take(commune, table(sample_rows()), dry=True)) == {"new": len(sample_rows())}
    assert contents(commune) == before


def test_results_change_only_when_the_round_is_scored(commune, table, workbook):
    take(commune, workbook({"Bản Hua Khắt": sheet(line(1, "Giàng A Páo", size=1, deprived=5))}), 2026)
    home = by_head(commune)["Giàng A Páo"]
    before = home["cases"][2026]["result"]
    take(commune, table(sample_rows()))
    assert by_head(commune)["Giàng A Páo"]["cases"][2026]["result"] == before
    _answer_all(commune, home)
    now = by_head(commune)["Giàng A Páo"]["cases"][2026]["result"]
    assert (before["side"], now["side"]) == ("b1_typed", "b1_table")
    assert scoring.score_round(commune, 2026, OFFICER) == 0


def _answer_all(store, home):
    """The first option of every question that the points ask."""
    rules, case = book("vn-2021"), home["cases"][2026]["id"]
    asked = {item.question for item in rules.score_items}
    told = {"household": {}, "member": {}}
    for question in rules.survey.questions:
        if question.key in asked:
            empty = {"number": 0, "amounts": {}, "yesno": False}
            told[question.subject][question.key] = (
                question.list.entries[0].code if question.kind == "choice" else empty[question.kind]
            )
    (member,) = select(store, "SELECT person FROM membership WHERE household = ?", home["id"])
    surveys.answer(store, case, told["household"], OFFICER)
    surveys.answer_member(store, case, member["person"], told["member"], OFFICER)
