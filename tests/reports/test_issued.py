"""What stands around a table: who issues it, which lines it has, why it is a draft; and the catalogue."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.errors import InputFault
from app.reports import catalogue
from app.reports.as_data import as_data
from app.reports.scope import Scope
from app.services import places

from .commune import STANDARD, Commune, values

DECISION = "Chưa có quyết định công nhận."


def test_a_report_names_its_issuer_and_its_review(commune):
    commune.household("Vàng A Páo")
    commune.case("Vàng A Páo", 2026, "poor")
    for report in (commune.report("2"), commune.report("2", village="Bản A")):
        assert report.unit == ("ỦY BAN NHÂN DÂN", "XÃ NÀ MÂY")
        assert (report.where, report.year) == ("Nà Mây", 2026)
        assert report.subtitle == (
            "(Kèm theo báo cáo kết quả rà soát hộ nghèo, hộ cận nghèo năm 2026 của Ủy ban nhân dân xã Nà Mây)"
        )


def test_a_report_of_a_village_has_its_own_line_alone(commune):
    for village in ("Bản A", "Bản B"):
        commune.household(f"Hộ {village}", village)
        commune.case(f"Hộ {village}", 2026, "poor")
    rows = as_data(commune.report("1", village="Bản A"))["rows"]
    assert [(row["place"], row["level"], row["values"]["3"]) for row in rows] == [("Bản A", 0, 1)]


def test_lines_are_numbered_and_the_scope_is_in_capitals(commune):
    commune.household("Vàng A Páo", None)
    commune.case("Vàng A Páo", 2026, "poor")
    rows = commune.report("1").rows
    assert [(row.values["A"], row.values["B"], row.level) for row in rows] == [
        ("1", "XÃ NÀ MÂY", 0),
        ("1.1", "Bản A", 1),
        ("1.2", "Bản B", 1),
        ("1.3", "(chưa rõ bản)", 1),
    ]


@pytest.fixture
def province(store):
    """Two communes below a province, one household in each village, and one commune that sent nothing."""
    with store.write("Lập tỉnh", "Thử") as act:
        key = places.add(act, "Tỉnh Yên Bái", places.PROVINCE)
    names = ("Xã Nà Mây", "Xã Púng Luông")
    communes = [Commune(store, name, (f"Bản {name}",), above=key) for name in names]
    Commune(store, "Xã Dế Xu", (), above=key)
    for each in communes:
        (village,) = each.villages
        each.household("Vàng A Páo", village)
        each.case("Vàng A Páo", 2025, "poor")
        each.case("Vàng A Páo", 2026, "poor", 5)
    return Scope(key, 2026, STANDARD)


def test_a_level_above_sees_its_communes(store, province):
    with store.session() as session:
        report = catalogue.make(session, "1", province)
        members = catalogue.make(session, "15", province)
    found = [(row.place, row.level, row.values["3"]) for row in report.rows]
    assert found == [("Tỉnh Yên Bái", 0, 2), ("Xã Nà Mây", 1, 1), ("Xã Púng Luông", 1, 1), ("Xã Dế Xu", 1, 0)]
    assert report.unit[1] == "TỈNH YÊN BÁI"
    assert "Chưa có đợt rà soát năm 2026 của Xã Dế Xu." in report.draft
    assert [(row.place, row.level) for row in members.rows if row.heading] == [
        ("Xã Nà Mây", 1),
        ("Bản Xã Nà Mây", 2),
        ("Xã Púng Luông", 1),
        ("Bản Xã Púng Luông", 2),
    ]


def test_districts_stand_between_where_there_are_any(store):
    with store.write("Lập tỉnh", "Thử") as act:
        top = places.add(act, "Tỉnh Yên Bái", places.PROVINCE)
        district = places.add(act, "Huyện Mù Cang Chải", places.ABOVE, top)
    commune = Commune(store, above=district)
    commune.household("Vàng A Páo")
    commune.case("Vàng A Páo", 2026, "poor")
    with store.session() as session:
        rows = catalogue.make(session, "1", Scope(top, 2026, STANDARD)).rows
    assert [(row.place, row.level, row.values["A"], row.values["3"]) for row in rows] == [
        ("Tỉnh Yên Bái", 0, "1", 1),
        ("Huyện Mù Cang Chải", 1, "1.1", 1),
        ("Xã Nà Mây", 2, "1.1.1", 1),
    ]


def test_what_keeps_a_report_a_draft_is_said_in_sentences(commune):
    assert commune.report("1").draft == ("Chưa có đợt rà soát năm 2026.", DECISION)
    commune.round(2026, state="open")
    for name, village, klass, state in (
        ("Hộ A", "Bản A", None, "not_begun"),
        ("Hộ B", "Bản A", None, "to_check"),
        ("Hộ C", "Bản B", None, "done"),
    ):
        commune.household(name, village)
        commune.case(name, 2026, klass, None if name == "Hộ C" else 4, state=state)
    assert commune.report("1").draft == (
        "Đợt rà soát của Xã Nà Mây chưa khóa sổ.",
        "2 hộ chưa rà soát xong: Bản A 2.",
        "1 hộ đã rà soát nhưng chưa có kết quả theo chuẩn này: Bản B 1.",
        "1 hộ chưa rõ số khẩu nên nhân khẩu đếm thiếu: Bản B 1.",
        DECISION,
    )
    assert as_data(commune.report("1"))["state"] == "draft"


def decide(commune, **more):
    """A decision about the round of 2026 of a commune, without what led to it."""
    fields = {
        "year": 2026,
        "number": 7,
        "on_day": "2026-12-10",
        "signer": "Lò Văn Ún",
        "signer_title": "CHỦ TỊCH",
    }
    return commune.insert(
        "decision", place=commune.place, round=commune.rounds[2026, "periodic"], **fields, **more
    )


def test_a_decision_makes_a_report_official_until_it_is_revoked(commune):
    commune.household("Vàng A Páo")
    commune.round(2026, standards=f"{STANDARD} vn-2027")
    commune.case("Vàng A Páo", 2026, "poor")
    assert commune.report("1").draft == (DECISION,)
    key = decide(commune)
    assert as_data(commune.report("1"))["state"] == "official"
    assert commune.report("1", standard="vn-2027").draft[-1] == DECISION
    with commune.writing() as act:
        act.update("decision", key, {"revoked": "2026-12-12", "revoked_why": "sai căn cứ"})
    assert commune.report("1").draft == (DECISION,)


def test_the_level_above_names_the_communes_without_a_decision(store):
    with store.write("Lập tỉnh", "Thử") as act:
        key = places.add(act, "Tỉnh Yên Bái", places.PROVINCE)
    communes = [Commune(store, name, above=key) for name in ("Xã Nà Mây", "Xã Púng Luông")]
    for each in communes:
        each.round(2026, standards=STANDARD)
    decide(communes[0])
    with store.session() as session:
        report = catalogue.make(session, "1", Scope(key, 2026, STANDARD))
    assert report.draft == ("Chưa có quyết định công nhận của Xã Púng Luông.",)


def test_a_standard_has_its_own_results_and_indicators(commune):
    commune.household("Vàng A Páo")
    commune.case(
        "Vàng A Páo", 2026, "poor", standard="vn-2027", result={"deprived": {"domestic_waste": True}}
    )
    assert values(commune.report("1"), "Bản A")["3"] == 0
    assert values(commune.report("1", standard="vn-2027"), "Bản A")["3"] == 1
    assert values(commune.report("4", standard="vn-2027"), "Bản A")["deprivations"] == 1


def test_an_unknown_report_or_standard_is_refused_in_words(commune):
    with pytest.raises(InputFault, match="Không có biểu “16”"):
        commune.report("16")
    with pytest.raises(InputFault, match="Không có bộ quy tắc “vn-1999”"):
        commune.report("4", standard="vn-1999")


def test_the_data_of_a_report_have_their_shape(commune):
    commune.household("Vàng A Páo")
    commune.case("Vàng A Páo", 2026, "poor")
    data = as_data(commune.report("2"))
    assert list(data) == ["report", "title", "round", "state", "rows"]
    assert (data["report"], data["round"]) == ("2", 2026)
    assert list(data["rows"][1]) == ["place", "level", "line", "values"]
    assert list(data["rows"][1]["values"]) == list("123456789")
    assert list(as_data(commune.report("10"))["rows"][0]["values"]) == ["households", *"12345678"]


def test_the_catalogue_has_the_fifteen_and_forgets_no_file():
    assert tuple(str(at) for at in range(1, 16)) == catalogue.OFFICIAL
    assert len({entry.key for entry in catalogue.REPORTS}) == len(catalogue.REPORTS)
    assert all(entry.name() for entry in catalogue.REPORTS)
    makers = {entry.make.__module__.rpartition(".")[2] for entry in catalogue.REPORTS}
    folder = Path(catalogue.__file__).parent
    with_maker = {path.stem for path in folder.glob("*.py") if "\ndef make(" in path.read_text("utf-8")}
    assert with_maker - {"catalogue", "support_lists"} <= makers


def test_several_reports_are_made_from_one_reading(commune):
    commune.household("Vàng A Páo")
    commune.case("Vàng A Páo", 2026, "poor")

    steps = []

    class Steps:
        def step(self, done: int, total: int, doing: str) -> None:
            steps.append((done, total))

    with commune.store.session() as session:
        made = list(catalogue.make_all(session, commune.scope(), ("1", "posting"), Steps()))
    assert [report.key for report in made] == ["1", "posting"]
    assert steps == [(0, 2), (1, 2), (2, 2)]
