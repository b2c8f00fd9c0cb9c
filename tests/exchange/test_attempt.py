"""A file led in step by step: read, pointed at, tried, decided, compared, taken in, taken back."""

from __future__ import annotations

from datetime import date

import pytest
from sqlmodel import select

from app.errors import InputFault
from app.exchange.intake import attempt, beside
from app.exchange.intake.attempt import Step, spot
from app.exchange.sheets import pointing
from app.models.household import Household, HouseholdFields
from app.models.person import PersonFields
from app.services import choices, households, intakes, listing, places
from app.store import undo
from app.store.listing import Rounds

TODAY = date(2026, 11, 20)
ACTOR = "An"
HEAD = ["STT", "Họ và tên chủ hộ", "Năm sinh", "Giới tính", "Dân tộc", "Số CCCD", "Số khẩu", "Điểm B1",
        "Điểm B2", "Kết quả"]  # fmt: skip
UN = [1, "Lò Văn Ún", "15/3/1980", "Nam", "Thái", "", 4, 120, 30, "Hộ nghèo"]
PAO = [2, "Giàng A Páo", "", "Nam", "Mông", "", 5, 140, 20, "Hộ cận nghèo"]
HEN = [3, "Hen Thị Niê", 1985, "Nữ", "Ê đê", "", "bảy", 200, 0, "Không nghèo"]
TITLES = [["SỔ RÀ SOÁT NĂM 2026"], []]


@pytest.fixture
def commune(store):
    places.found(store, "Xã Thử", "commune", ACTOR, province="Tỉnh Thử", year=2026)
    return store


@pytest.fixture
def village(commune):
    return places.establish(commune, "Bản Mơ", "village", commune.place, ACTOR)


@pytest.fixture
def home(commune, village):
    def make(name, born, size, code):
        fields = HouseholdFields(place=village, declared_size=size, code=code)
        return households.add(
            commune, fields, PersonFields(name=name, sex="male", birth=born, ethnic="08"), ACTOR
        )

    return make


@pytest.fixture
def look(workbook):
    def read(*rows, kept=None, kind=None, head=HEAD, name="sổ.xlsx"):
        path = workbook({"Bản Mơ": [*TITLES, head, *rows]}, name)
        return attempt.look(path, TODAY, kind, kept)

    return read


def tried(store, one):
    return attempt.run(store, one, ACTOR, dry=True)


def test_a_file_is_recognised_with_its_year(look):
    one = look(UN)
    assert (one.step, one.kind, one.year, len(one.reading.lines)) == (Step.LOOK, "commune_book", 2026, 1)
    assert one.counts == dict.fromkeys(attempt.STATUSES, 0)
    assert one.going_in == one.staying_out == 0


def test_an_unknown_file_may_be_named(workbook):
    path = workbook({"A": [["một", "hai", "ba"], ["x", "y", "z"]]})
    with pytest.raises(InputFault):
        attempt.look(path, TODAY)
    assert attempt.look(path, TODAY, "commune_book").kind == "commune_book"


def test_a_dry_run_counts_and_writes_nothing(commune, village, home, look):
    home("Giàng A Páo", "1990", 6, "M-1")
    one = tried(commune, look(UN, PAO, HEN))
    assert one.step is Step.TRY
    assert one.counts == {"new": 1, "changed": 0, "equal": 0, "doubtful": 1, "refused": 1}
    assert (one.going_in, one.staying_out) == (1, 2)
    with commune.session() as session:
        assert len(session.exec(select(Household)).all()) == 1
        assert intakes.recent(session) == []


def test_decisions_are_made_and_taken_back_in_order(commune, home, look):
    known = home("Giàng A Páo", "1990", 6, "M-1")
    home("Sùng A Tủa", "1991", 3, "M-2")
    tua = [4, "Sùng A Tủa", "", "Nam", "Mông", "", 3, 100, 20, "Hộ nghèo"]
    one = tried(commune, look(PAO, tua))
    first, second = (spot(outcome) for outcome in one.outcomes("doubtful"))
    assert one.next_open(first) == second
    assert one.next_open(second) == first
    one = one.decide(first, known)
    assert (one.going_in, one.staying_out, one.next_open(second)) == (1, 1, second)
    one = one.decide(second, "skip")
    assert (one.going_in, one.staying_out, one.next_open(first)) == (1, 1, None)
    one, back = one.take_back()
    assert (back, list(one.decisions)) == (second, [first])
    one, back = one.take_back()
    assert (back, one.decisions) == (first, {})
    assert one.take_back() == (one, None)


def test_a_decision_made_again_becomes_the_last(commune, home, look):
    home("Giàng A Páo", "1990", 6, "M-1")
    home("Sùng A Tủa", "1991", 3, "M-2")
    tua = [4, "Sùng A Tủa", "", "Nam", "Mông", "", 3, 100, 20, "Hộ nghèo"]
    one = tried(commune, look(PAO, tua))
    first, second = (spot(outcome) for outcome in one.outcomes("doubtful"))
    one = one.decide(first, "new").decide(second, "new").decide(first, "skip")
    assert one.take_back()[1] == first


def test_a_household_is_given_to_one_line_only(commune, home, look):
    known = home("Giàng A Páo", "1990", 6, "M-1")
    one = tried(commune, look(PAO, [5, *PAO[1:6], 7, *PAO[7:]]))
    first, second = (spot(outcome) for outcome in one.outcomes("doubtful"))
    one = one.decide(first, known)
    with pytest.raises(InputFault, match="dòng 4"):
        one.decide(second, known)
    assert one.decide(first, known).decisions == {first: known}


def test_a_household_that_a_line_surely_is_cannot_be_chosen(commune, home, look):
    sure = home("Lò Văn Ún", "1980-03-15", 4, "M-3")
    home("Giàng A Páo", "1990", 6, "M-1")
    one = tried(commune, look(UN, PAO))
    (doubtful,) = one.outcomes("doubtful")
    with pytest.raises(InputFault):
        one.decide(spot(doubtful), sure)


def test_the_good_rows_go_in_and_the_whole_comes_out_again(commune, home, look):
    known = home("Giàng A Páo", "1990", 6, "M-1")
    one = tried(commune, look(UN, PAO, HEN))
    (doubtful,) = one.outcomes("doubtful")
    done = attempt.run(commune, one.decide(spot(doubtful), known), ACTOR, dry=False)
    assert (done.step, done.counts["new"], done.counts["changed"], done.counts["refused"]) == (
        Step.DONE,
        1,
        1,
        1,
    )
    with commune.session() as session:
        (taken,) = intakes.recent(session)
        assert (taken.file, taken.year, taken.counts["new"]) == ("sổ.xlsx", 2026, 1)
    again = tried(commune, look(UN, PAO, HEN))
    assert again.counts == {"new": 0, "changed": 0, "equal": 2, "doubtful": 0, "refused": 1}
    undo.undo(commune, done.act, ACTOR)
    assert done.undone().step is Step.LOOK
    with commune.session() as session:
        assert intakes.recent(session) == []


def test_what_an_import_changes_is_told_before_and_after(commune, home, look):
    home("Lò Văn Ún", "1980-03-15", 6, "M-3")
    one = tried(commune, look(UN))
    (changed,) = one.outcomes("changed")
    told = {field.name: (field.before, field.after) for field in beside.altered(changed.changes)}
    assert told["Số khẩu khai"] == ("6", "4")
    assert one.fields_changed == len(told)


def test_a_line_beside_its_candidates(commune, home, look):
    known = home("Giàng A Páo", "1990", 6, "M-1")
    (doubtful,) = tried(commune, look(PAO)).outcomes("doubtful")
    compared = beside.beside(doubtful.line, listing.entries(commune, Rounds(), [known]), 2026)
    by_name = {one.name: one for one in compared}
    assert by_name["Số khẩu"].stated == "5"
    assert by_name["Số khẩu"].cells[0] == beside.Cell("6", differs=True)
    assert not by_name["Dân tộc"].cells[0].differs
    assert by_name["Ngày sinh"].cells[0] == beside.Cell("1990", differs=False)
    same, stated = beside.agreeing(compared, 0)
    assert same < stated
    assert ("Số khẩu", "6", "5") in beside.differing(compared, 0)


def test_villages_and_control_totals(commune, home, look):
    home("Giàng A Páo", "1990", 6, "M-1")
    one = tried(commune, look(UN, PAO, HEN))
    (village,) = one.villages()
    assert (village.name, village.lines, village.going_in, village.waiting) == ("Bản Mơ", 3, 1, 2)
    assert one.compared() == ()
    one = one.with_controls(attempt.typed_controls({"Bản Mơ": {"households": 3, "persons": 10}, "": {}}))
    told = {comparison.key: (comparison.counted, comparison.equal) for comparison in one.compared()}
    assert told == {"households": (3, True), "persons": (9, False)}


def test_control_totals_come_from_a_file_and_only_from_one_that_has_some(workbook):
    path = workbook({"Đối chiếu": [["Thôn, bản", "Số hộ", "Số khẩu"], ["Bản Mơ", 3, 9], ["Tổng cộng", 3, 9]]})
    assert [(one.place, one.counts["households"]) for one in attempt.read_controls(path, TODAY)] == [
        ("Bản Mơ", 3),
        ("", 3),
    ]
    empty = workbook({"Đối chiếu": [["Thôn, bản", "Số hộ", "Số khẩu"]]}, "trống.xlsx")
    with pytest.raises(InputFault):
        attempt.read_controls(empty, TODAY)


def test_a_file_of_control_totals_is_no_list(commune, workbook):
    path = workbook({"Đối chiếu": [["Thôn, bản", "Số hộ", "Số khẩu"], ["Bản Mơ", 3, 9]]})
    with pytest.raises(InputFault, match="đối chiếu"):
        tried(commune, attempt.look(path, TODAY))


def test_columns_are_pointed_at_and_remembered(commune, look):
    odd = ["Số", "Người đứng đầu", "Sinh", *HEAD[3:]]
    one = look(UN, head=odd, kind="commune_book").pointing()
    assert (one.step, one.reading.lines) == (Step.POINT, ())
    (head,) = attempt.heads(one)
    columns = pointing.pointed(pointing.columns_of(head), "name", 2)
    columns = pointing.pointed(columns, "birth", 3)
    mapping = pointing.made(one.kind, head, columns)
    read = one.mapped(mapping, TODAY)
    assert [(line.name, line.birth.year) for line in read.reading.lines] == [("Lò Văn Ún", 1980)]
    choices.keep(commune, f"mapping.{mapping.signature}", mapping.to_json(), "Ghép cột", ACTOR)
    with commune.session() as session:
        kept = choices.kept(session, "mapping.")
    later = look(UN, head=odd, kept=kept, kind="commune_book", name="sau.xlsx")
    assert [line.name for line in later.reading.lines] == ["Lò Văn Ún"]


def test_a_column_holds_one_field():
    assert pointing.pointed({"name": 2, "birth": 3}, "sex", 3) == {"name": 2, "sex": 3}
    assert pointing.pointed({"name": 2}, "name", 0) == {}
    assert pointing.pointed({"name": 2}, "name", 5) == {"name": 5}


def test_every_kind_that_can_be_pointed_at_names_its_fields_apart():
    for kind in ("commune_book", "member_list", "national_export", "poor_list", "budget_plan", "b1_table"):
        assert pointing.can_point(kind)
        names = [name for _key, name in pointing.fields(kind)]
        assert names
        assert all(names)
        assert len(set(names)) == len(names)
    assert not pointing.can_point("survey_book")


def test_the_workbook_goes_back_with_reasons(commune, look, tmp_path):
    one = tried(commune, look(UN, HEN))
    target = attempt.give_back(one, tmp_path / "trả lại")
    assert target.suffix == ".xlsx"
    assert target.exists()
    assert any("bảy" in problem.reason for problem in one.problems())


def test_another_year_or_kind_forgets_the_dry_run(commune, look):
    one = tried(commune, look(UN))
    assert one.of_year(2026) is one
    assert one.of_year(2025).result is None
    assert one.as_kind("poor_list", TODAY).result is None
