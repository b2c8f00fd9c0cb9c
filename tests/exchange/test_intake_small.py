"""Small books made for one oddity each: what goes in, what is told, what waits for a person."""

import json

import openpyxl
import pytest
from store.book import contents, count

from app.errors import InputFault
from app.exchange.intake import rows
from app.models.person import PersonFields
from app.services import households as verbs
from app.services import members, places, rounds
from app.store import undo
from tests.exchange.taking import (
    OFFICER,
    TODAY,
    by_head,
    counts,
    founded,
    households,
    klass,
    line,
    reasons,
    select,
    sheet,
    take,
)

VILLAGE, OTHER = "Bản Hua Khắt", "Bản Nậm Mơ"


@pytest.fixture
def commune(store):
    return founded(store)


@pytest.fixture
def given(commune, workbook):
    """Take a book of one village's lines (or of sheets by name) in."""

    def take_lines(*lines, year=2026, name="sổ.xlsx", sheets=None, **asked):
        told = sheets or {VILLAGE: sheet(*lines)}
        return take(commune, workbook(told, name), year, **asked)

    return take_lines


# What a sheet states -------------------------------------------------------------------------------------


def test_a_stated_class_other_than_the_computed_one_is_kept_listed_and_counted(commune, given):
    taken = given(
        line(1, "Giàng A Páo", b1=120, deprived=4, stated="Hộ cận nghèo"),
        line(2, "Lò Văn Ún", b1=120, deprived=4, stated="Hộ nghèo"),
    )
    assert "Tệp ghi “Hộ cận nghèo”, tính theo điểm là “Hộ nghèo”; giữ theo tệp, cần xem lại." in reasons(
        taken
    )
    result = by_head(commune)["Giàng A Páo"]["cases"][2026]["result"]
    assert (result["final_class"], result["computed_class"], result["agreed_class"]) == (
        "near_poor",
        "poor",
        "near_poor",
    )
    assert "sổ.xlsx" in result["agreed_why"] and VILLAGE in result["agreed_why"]
    with commune.session() as session:
        assert rounds.status(session, commune.place, 2026).disagreeing == 1


def test_last_years_class_that_contradicts_the_book_is_told_and_not_written(commune, given):
    given(line(1, "Giàng A Páo", before="Hộ nghèo", stated="Hộ nghèo", deprived=4))
    taken = given(line(1, "Giàng A Páo", before="Hộ cận nghèo", stated="Hộ nghèo", deprived=4, size=5))
    assert "Tệp ghi năm 2025 là “Hộ cận nghèo”, sổ đang ghi “Hộ nghèo”; sổ được giữ nguyên." in reasons(taken)
    assert klass(by_head(commune)["Giàng A Páo"], 2025) == "poor"


def test_a_line_without_points_and_marks_keeps_the_class_that_it_states(commune, workbook):
    heads = ["STT", "Họ và tên chủ hộ", "Năm sinh", "Số khẩu", "Kết quả rà soát"]
    book = workbook({VILLAGE: [["NĂM 2026"], heads, [1, "Giàng A Páo", "1980", 4, "Hộ nghèo"]]})
    take(commune, book, 2026)
    result = by_head(commune)["Giàng A Páo"]["cases"][2026]["result"]
    assert (result["final_class"], result["computed_class"], result["source"]) == ("poor", None, "imported")


def test_causes_and_groups_come_in(commune, given):
    given(line(1, "Giàng A Páo", causes="thiếu vốn; ốm đau", note="hộ có người có công"))
    home = by_head(commune)["Giàng A Páo"]
    assert home["cases"][2026]["causes"] == {"capital": True, "illness": True}
    assert json.loads(home["groups"]) == {"merit": True}


# A corrected sheet ---------------------------------------------------------------------------------------


def test_a_corrected_sheet_changes_exactly_what_was_corrected_and_is_scored_again(commune, given):
    lines = [line(1, "Giàng A Páo", deprived=4), line(2, "Lò Văn Ún", deprived=4)]
    given(*lines)
    before = {home["head"]: home for home in households(commune)}
    taken = given(line(1, "Giàng A Páo", deprived=2, b1=130), lines[1])
    assert counts(taken) == {"changed": 1, "equal": 1}
    now = by_head(commune)
    assert (klass(before["Giàng A Páo"]), klass(now["Giàng A Páo"])) == ("poor", "near_poor")
    assert now["Giàng A Páo"]["cases"][2026]["b1_total"] == 130
    assert now["Lò Văn Ún"] == before["Lò Văn Ún"]
    changed = {
        row["tab"] for row in select(commune, "SELECT tab FROM change WHERE act = (SELECT max(id) FROM act)")
    }
    assert changed == {"review_case", "result", "intake", "intake_row"}


def test_a_corrected_class_is_taken_over_with_the_file_as_the_reason(commune, given):
    given(line(1, "Giàng A Páo", deprived=4, stated="Hộ nghèo"))
    taken = given(line(1, "Giàng A Páo", deprived=4, stated="Hộ cận nghèo"))
    assert counts(taken) == {"changed": 1}
    assert klass(by_head(commune)["Giàng A Páo"]) == "near_poor"
    assert any("giữ theo tệp" in reason for reason in reasons(taken))


def test_causes_that_were_struck_out_are_gone(commune, given):
    given(line(1, "Giàng A Páo", causes="thiếu vốn; thiếu đất"))
    given(line(1, "Giàng A Páo", causes="thiếu đất"))
    assert by_head(commune)["Giàng A Páo"]["cases"][2026]["causes"] == {"land": True}


def test_a_corrected_size_and_ethnic_group_of_this_year_are_taken_over(commune, given):
    given(line(1, "Giàng A Páo", size=4))
    taken = given(line(1, "Giàng A Páo", size=5, cccd="015080000011", ethnic="Dao"))
    assert counts(taken) == {"changed": 1}
    home = by_head(commune)["Giàng A Páo"]
    assert (home["declared_size"], home["cccd"], home["cases"][2026]["size"]) == (5, "015080000011", 5)


def test_a_birth_date_is_made_more_exact_and_never_less(commune, given):
    given(line(1, "Giàng A Páo", birth="1980"))
    given(line(1, "Giàng A Páo", birth="15/3/1980", size=5))
    assert by_head(commune)["Giàng A Páo"]["birth"] == "1980-03-15"
    given(line(1, "Giàng A Páo", birth="1980", size=6))
    assert by_head(commune)["Giàng A Páo"]["birth"] == "1980-03-15"


def test_an_older_file_overwrites_neither_size_nor_name_of_today(commune, given):
    given(line(1, "Giàng A Páo", size=4, cccd="015080000011", ethnic="Mông"))
    old = line(1, "Giàng A Pao", size=7, cccd="015080000011", ethnic="Dao", note="hộ có người có công")
    taken = given(old, year=2024, name="so-2024.xlsx")
    (home,) = households(commune)
    assert (home["head"], home["declared_size"], home["groups"]) == ("Giàng A Páo", 4, "{}")
    assert counts(taken) == {"changed": 1}
    assert home["cases"][2024]["size"] == 7
    given(line(1, "Giàng A Páo", size=7), year=2023, name="so-2023.xlsx")
    (home,) = households(commune)
    assert (home["declared_size"], home["cases"][2023]["size"]) == (4, 7)


def test_an_older_file_makes_a_birth_exact_but_never_another_one(commune, given):
    given(line(1, "Giàng A Páo", birth="1980", cccd="015080000011"))
    given(line(1, "Giàng A Páo", birth="1979", cccd="015080000011"), year=2024, name="so-2024.xlsx")
    assert by_head(commune)["Giàng A Páo"]["birth"] == "1980"
    given(line(1, "Giàng A Páo", birth="3/1980", cccd="015080000011"), year=2023, name="so-2023.xlsx")
    assert by_head(commune)["Giàng A Páo"]["birth"] == "1980-03"


def test_an_older_file_fills_in_what_nobody_knew(commune, given):
    given(line(1, "Giàng A Páo", ethnic="", sex=""))
    given(line(1, "Giàng A Páo", ethnic="Mông", sex="Nam"), year=2024, name="so-2024.xlsx")
    (person,) = select(commune, "SELECT * FROM person")
    assert (person["ethnic"], person["sex"]) == ("08", "male")


# Who is who ----------------------------------------------------------------------------------------------


def test_two_lines_that_fit_one_household_are_both_doubtful(commune, given):
    given(line(1, "Giàng A Páo", size=4))
    taken = given(line(1, "Giàng A Páo", size=5), line(2, "Giàng A Páo", size=6))
    assert counts(taken) == {"doubtful": 2}
    assert len(households(commune)) == 1


def test_the_line_that_a_household_came_from_keeps_it(commune, given):
    given(line(1, "Giàng A Páo", size=4))
    taken = given(line(1, "Giàng A Páo", size=4), line(2, "Giàng A Páo", size=6))
    assert counts(taken) == {"equal": 1, "doubtful": 1}


def test_two_families_of_nearly_one_name_are_two_families(commune, given):
    assert counts(given(line(1, "Lò Văn Ún"), line(2, "Lờ Văn Ún"))) == {"new": 2}
    taken = given(line(1, "Lò Văn Ún", size=5), line(2, "Lờ Văn Ún", size=6))
    assert counts(taken) == {"changed": 2}
    assert {home["head"]: home["declared_size"] for home in households(commune)} == {
        "Lò Văn Ún": 5,
        "Lờ Văn Ún": 6,
    }


def test_other_accents_alone_are_a_doubt(commune, given):
    given(line(1, "Lò Văn Ún"))
    taken = given(line(1, "Lờ Văn Ún", size=5))
    assert counts(taken) == {"doubtful": 1}
    assert "Cùng bản, cùng năm sinh, tên chủ hộ chỉ khác dấu." in reasons(taken)


def test_one_number_and_another_name_is_a_doubt(commune, given):
    given(line(1, "Giàng A Páo", cccd="015080000011"))
    taken = given(line(1, "Lò Văn Ún", cccd="015080000011"))
    assert counts(taken) == {"doubtful": 1}
    assert any("CCCD" in reason for reason in reasons(taken))
    assert taken.doubtful[0]["candidates"][0]["head"] == "Giàng A Páo"


def test_one_number_and_one_name_is_one_household_even_in_another_village(commune, given):
    given(line(1, "Giàng A Páo", cccd="015080000011"))
    moved = {OTHER: sheet(line(1, "Giàng A Páo", cccd="015080000011"))}
    taken = given(sheets=moved)
    assert counts(taken) == {"equal": 1}
    assert "Tệp ghi hộ ở “Bản Nậm Mơ”, sổ ghi “Bản Hua Khắt”; sổ được giữ nguyên." in reasons(taken)[0]
    assert by_head(commune)["Giàng A Páo"]["village"] == VILLAGE


def test_a_namesake_of_another_sex_or_age_is_another_household(commune, given):
    given(line(1, "Giàng A Páo", birth="1980", sex="Nam"))
    taken = given(line(1, "Giàng A Páo", birth="1975"), line(2, "Giàng A Páo", birth="1980", sex="Nữ"))
    assert counts(taken) == {"new": 2}


def test_without_a_birth_year_nothing_is_sure(commune, given):
    given(line(1, "Giàng A Páo", birth="1980"))
    taken = given(line(1, "Giàng A Páo", birth=""))
    assert counts(taken) == {"doubtful": 1}
    assert any("thiếu năm sinh" in reason for reason in reasons(taken))


def test_one_of_a_name_and_age_in_another_village_may_have_moved(commune, given):
    given(line(1, "Giàng A Páo"))
    taken = given(sheets={OTHER: sheet(line(1, "Giàng A Páo"))})
    assert counts(taken) == {"doubtful": 1}
    assert any("đã chuyển bản" in reason for reason in reasons(taken))
    assert places_named(commune) == [VILLAGE]


def places_named(store):
    return [
        row["name"] for row in select(store, "SELECT * FROM place WHERE level = 'village' AND deleted = 0")
    ]


def test_a_member_who_heads_the_household_in_the_file_is_a_doubt(commune, given):
    given(line(1, "Giàng A Páo"))
    (home,) = households(commune)
    wife = PersonFields(name="Sùng Thị Dê", birth="1983", sex="female")
    members.join(commune, home["id"], wife, "spouse", "", "", OFFICER)
    taken = given(line(1, "Sùng Thị Dê", birth="1983", sex="Nữ"))
    assert counts(taken) == {"doubtful": 1}
    assert any("đã đổi chủ hộ hoặc tách" in reason for reason in reasons(taken))


def test_a_former_head_in_the_file_is_a_doubt_and_a_stranger_is_new(commune, given):
    given(line(1, "Giàng A Páo", birth="1950"))
    (home,) = households(commune)
    wife = PersonFields(name="Sùng Thị Dê", birth="1953")
    heir = members.join(commune, home["id"], wife, "spouse", "", "", OFFICER)
    (head,) = select(commune, "SELECT person FROM membership WHERE head = 1 AND until = ''")
    members.die(commune, head["person"], "2026", OFFICER, heir=heir)
    taken = given(line(1, "Giàng A Páo", birth="1950", size=6), line(2, "Lò Văn Ún"))
    assert counts(taken) == {"new": 1, "doubtful": 1}


def test_a_household_that_ended_does_not_come_back_by_itself(commune, given):
    given(line(1, "Giàng A Páo"))
    (home,) = households(commune)
    verbs.dissolve(commune, home["id"], "2026-03", "moved_away", OFFICER)
    taken = given(line(1, "Giàng A Páo"))
    assert counts(taken) == {"doubtful": 1}
    assert any("không còn trong danh sách đang ở" in reason for reason in reasons(taken))


def test_a_household_that_moved_stays_where_it_is_when_its_file_comes_again(commune, given):
    given(line(1, "Giàng A Páo"))
    (home,) = households(commune)
    village = places.establish(commune, OTHER, "village", commune.place, OFFICER)
    verbs.move(commune, home["id"], village, "2026-03", OFFICER)
    taken = given(line(1, "Giàng A Páo"))
    assert counts(taken) == {"equal": 1}
    assert by_head(commune)["Giàng A Páo"]["village"] == OTHER


# Decisions -----------------------------------------------------------------------------------------------


@pytest.fixture
def in_doubt(commune, given, tmp_path):
    """A household, a line that may be it, and a way to decide."""
    given(line(1, "Lò Văn Ún"))
    (home,) = households(commune)

    def decide(what):
        path = tmp_path / "quyet-dinh.json"
        path.write_text(json.dumps({f"{VILLAGE}!4": what}), "utf-8")
        return given(line(1, "Lờ Văn Ún", size=6), decisions=path)

    return home["id"], decide


def test_a_doubtful_line_is_decided_to_be_new(commune, in_doubt):
    _home, decide = in_doubt
    assert counts(decide("new")) == {"new": 1}
    assert sorted(by_head(commune)) == ["Lò Văn Ún", "Lờ Văn Ún"]


def test_a_doubtful_line_is_decided_to_be_a_household(commune, in_doubt, given):
    home, decide = in_doubt
    assert counts(decide(home.hex())) == {"changed": 1}
    assert {h["head"]: h["declared_size"] for h in households(commune)} == {"Lờ Văn Ún": 6}
    assert counts(given(line(1, "Lờ Văn Ún", size=6))) == {"equal": 1}


def test_a_doubtful_line_is_decided_to_wait(commune, in_doubt):
    _home, decide = in_doubt
    assert counts(decide("skip")) == {"doubtful": 1}
    assert len(households(commune)) == 1


def test_a_sure_line_may_be_left_out_too(commune, given, tmp_path):
    path = tmp_path / "quyet-dinh.json"
    path.write_text(json.dumps({f"{VILLAGE}!4": "skip"}), "utf-8")
    assert counts(given(line(1, "Lò Văn Ún"), decisions=path)) == {"doubtful": 1}


def test_a_household_that_moved_is_moved_by_the_decision(commune, given, tmp_path):
    given(line(1, "Giàng A Páo"))
    (home,) = households(commune)
    path = tmp_path / "quyet-dinh.json"
    path.write_text(json.dumps({f"{OTHER}!4": home["id"].hex()}), "utf-8")
    taken = given(sheets={OTHER: sheet(line(1, "Giàng A Páo"))}, decisions=path)
    assert counts(taken) == {"changed": 1}
    assert by_head(commune)["Giàng A Páo"]["village"] == OTHER


@pytest.mark.parametrize("content", ["[]", "{", '{"Bản!x": "new"}', '{"Bản!4": "maybe"}', '{"Bản!4": 7}'])
def test_decisions_that_cannot_be_read_are_refused(commune, given, tmp_path, content):
    path = tmp_path / "quyet-dinh.json"
    path.write_text(content, "utf-8")
    with pytest.raises(InputFault, match="Không hiểu tệp quyết định"):
        given(line(1, "Giàng A Páo"), decisions=path)
    assert households(commune) == []


def test_a_decision_for_a_household_that_is_not_there_keeps_all_out(commune, in_doubt):
    _home, decide = in_doubt
    before = contents(commune)
    with pytest.raises(InputFault, match="không có trong sổ"):
        decide("00" * 16)
    assert contents(commune) == before


# Villages ------------------------------------------------------------------------------------------------


def test_a_village_spelled_otherwise_is_the_same_village(commune, given):
    given(line(1, "Giàng A Páo"))
    taken = given(sheets={"BẢN HUA KHĂT": sheet(line(1, "Giàng A Páo", size=5))})
    assert (counts(taken), taken.villages) == ({"changed": 1}, ())
    assert places_named(commune) == [VILLAGE]


def test_a_village_without_accents_is_understood_and_told(commune, given):
    given(line(1, "Giàng A Páo"))
    taken = given(sheets={"Bản Hua Khat": sheet(line(1, "Giàng A Páo", size=5))})
    assert counts(taken) == {"changed": 1}
    assert "Tên bản khác dấu với sổ; đã hiểu là “Bản Hua Khắt”." in reasons(taken)


def test_new_villages_are_named(commune, given):
    taken = given(sheets={VILLAGE: sheet(line(1, "Giàng A Páo")), OTHER: sheet(line(1, "Lò Văn Ún"))})
    assert taken.villages == (VILLAGE, OTHER)
    assert taken.as_data()["villages"] == (VILLAGE, OTHER)


def test_a_village_whose_lines_are_all_refused_is_not_founded(commune, given):
    given(sheets={"Bản Sai": sheet(line(1, ""))})
    assert places_named(commune) == []


# What is refused -----------------------------------------------------------------------------------------


def test_refused_lines_come_back_with_reasons_and_go_in_when_corrected(commune, given, tmp_path):
    back = tmp_path / "tra-lai.xlsx"
    taken = given(line(1, "Giàng A Páo", size="bốn"), line(2, "Lò Văn Ún"), errors=back)
    assert counts(taken) == {"new": 1, "refused": 1}
    (kept,) = select(commune, "SELECT * FROM intake_row WHERE status = 'refused'")
    assert "“bốn” không phải là số." in kept["reason"] and "Giàng A Páo" in kept["raw"]
    book = openpyxl.load_workbook(back)
    red = book[VILLAGE]["G4"]
    assert red.fill.start_color.rgb == "FFFF9C8F" and "không phải là số" in red.comment.text
    red.value = 4
    corrected = tmp_path / "sua-2026.xlsx"
    book.save(corrected)
    assert counts(take(commune, corrected, 2026)) == {"new": 1, "equal": 1}
    assert sorted(by_head(commune)) == ["Giàng A Páo", "Lò Văn Ún"]


def test_good_lines_go_in_without_the_bad_ones_and_a_second_time_nothing(commune, given):
    lines = [line(1, "Giàng A Páo", b1="cao"), line(2, "Lò Văn Ún")]
    assert counts(given(*lines)) == {"new": 1, "refused": 1}
    acts = count(commune, "act")
    assert counts(given(*lines)) == {"equal": 1, "refused": 1}
    assert count(commune, "act") == acts


def test_a_file_of_which_nothing_goes_in_founds_no_round(commune, given):
    assert counts(given(line(1, "Giàng A Páo", size="?"))) == {"refused": 1}
    assert select(commune, "SELECT * FROM review_round") == []


# The round -----------------------------------------------------------------------------------------------


def test_a_file_without_a_year_asks_for_one(commune, workbook):
    book = workbook({VILLAGE: [list(sheet()[2]), line(1, "Giàng A Páo")]})
    with pytest.raises(InputFault, match="không ghi năm"):
        take(commune, book)
    assert counts(take(commune, book, 2026)) == {"new": 1}


def test_a_file_that_names_another_year_is_told(commune, given):
    taken = given(line(1, "Giàng A Páo"), year=2025)
    assert reasons(taken)[0].startswith("Tệp ghi năm 2026, đang nhập vào đợt rà soát năm 2025")


def test_a_closed_round_takes_no_survey(commune, given):
    given(line(1, "Giàng A Páo"))
    rounds.close(commune, 2026, TODAY, OFFICER)
    before = contents(commune)
    with pytest.raises(InputFault, match="đã khóa sổ nên không nhập thêm được"):
        given(line(1, "Giàng A Páo", size=9))
    assert contents(commune) == before


def test_a_round_known_from_lists_alone_is_taken_up_by_its_survey(commune, given):
    given(line(1, "Giàng A Páo", before="Hộ nghèo"))
    given(line(1, "Giàng A Páo", deprived=4), year=2025, name="so-2025.xlsx")
    told = {
        row["year"]: (row["state"], row["source"]) for row in select(commune, "SELECT * FROM review_round")
    }
    assert told[2025] == ("open", "surveyed")


def test_a_class_of_last_year_that_is_unknown_is_filled_in(commune, given):
    given(line(1, "Giàng A Páo", before="Hộ nghèo"), line(2, "Lò Văn Ún"))
    taken = given(line(1, "Giàng A Páo", before="Hộ nghèo"), line(2, "Lò Văn Ún", before="Hộ cận nghèo"))
    assert counts(taken) == {"changed": 1, "equal": 1}
    assert klass(by_head(commune)["Lò Văn Ún"], 2025) == "near_poor"


# Failing in the middle -----------------------------------------------------------------------------------


def test_an_import_that_fails_in_the_middle_leaves_nothing(commune, given, monkeypatch):
    before, acts = contents(commune), count(commune, "act")
    works = rows.RowMaker.new

    def fails(self, told, place):
        if told.name == "Lò Văn Ún":
            raise RuntimeError("power")
        return works(self, told, place)

    monkeypatch.setattr(rows.RowMaker, "new", fails)
    with pytest.raises(RuntimeError):
        given(line(1, "Giàng A Páo"), line(2, "Lò Văn Ún"))
    assert (contents(commune), count(commune, "act")) == (before, acts)


def test_a_full_disk_leaves_nothing_and_says_so(commune, given):
    from app.store.faults import DiskFull

    before = contents(commune)
    pages = commune.connection.execute("PRAGMA page_count").fetchone()[0]
    commune.connection.execute(f"PRAGMA max_page_count = {pages + 3}")
    with pytest.raises(DiskFull, match="ổ đĩa đã đầy"):
        given(*(line(n, f"Giàng A Páo {n}", birth=str(1940 + n % 60)) for n in range(1, 200)))
    commune.connection.execute("PRAGMA max_page_count = 1073741823")
    assert contents(commune) == before
    assert counts(given(line(1, "Giàng A Páo"))) == {"new": 1}


def test_an_import_is_undone_only_while_nobody_built_on_it(commune, given):
    given(line(1, "Giàng A Páo"))
    act = commune.done.act
    (home,) = households(commune)
    verbs.correct(commune, home["id"], {"phone": "0912345678"}, OFFICER)
    with pytest.raises(undo.CannotUndo, match="Sửa thông tin hộ"):
        undo.undo(commune, act, OFFICER)
    undo.undo(commune, commune.done.act, OFFICER)
    undo.undo(commune, act, OFFICER)
    assert households(commune) == []
