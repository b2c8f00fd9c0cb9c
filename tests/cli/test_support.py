"""A year of support by command: an activity, its candidates, the list approved, handed over, followed."""

import pytest

from tests.exchange.taking import line


@pytest.fixture
def listed(soban, book, workbook, monkeypatch):
    """A book with the list of 2025: three poor households and one that is not; the day is in 2026."""
    names = ("Giàng A Páo", "Lò Văn Ún", "Sùng A Dê")
    lines = [line(n, name, deprived=4, before="Hộ nghèo") for n, name in enumerate(names, 1)]
    lines.append(line(4, "Hờ A Pó", b1=200, deprived=0, before="Hộ không nghèo"))
    assert soban("import", book, workbook(*lines), "--round", "2026").code == 0
    monkeypatch.setenv("SOBAN_TODAY", "2026-06-20")
    return book


@pytest.fixture
def verb(soban, listed):
    """Run a verb of a group that must succeed; returns the data."""

    def command(group, name, *more):
        said = soban(group, listed, name, *more, "--json")
        assert said.code == 0, said.err
        return said.data

    return command


@pytest.fixture
def home(soban, listed):
    """The key of the household of a head, by which it is named."""

    def find(name):
        return soban("find", listed, name, "--json").data["hits"][0]["household"]

    return find


@pytest.fixture
def credit(verb):
    """A round of loans with two places."""
    return verb(
        "activity", "add", "TD", "Vay vốn đợt 1", "--year", "2026", "--since", "01/03/2026", "--until",
        "31/12/2026", "--households", "2", "--share", "50 triệu",
    )["id"]  # fmt: skip


def test_the_codes_of_a_year_are_told(verb):
    codes = {row["code"] for row in verb("activity", "codes", "--year", "2026")}
    assert {"TD", "BHYT", "TET"} <= codes
    assert "DA2" not in codes


def test_a_year_of_support(verb, home, credit):
    found = verb("enrol", "candidates", credit)
    assert {row["name"] for row in found["candidates"]} == {"Giàng A Páo", "Lò Văn Ún", "Sùng A Dê"}
    homes = [home(name) for name in ("Giàng A Páo", "Lò Văn Ún")]
    assert len(verb("enrol", "add", "Vay vốn đợt 1", *homes, "--on", "01/04/2026")["new"]) == 2
    assert len(verb("enrol", "add", "Vay vốn đợt 1", *homes, "--on", "01/04/2026")["already"]) == 2
    assert [row["ok"] for row in verb("enrol", "check", credit, "--on", "02/04/2026")] == [True, True]
    assert len(verb("enrol", "approve", credit, "--on", "05/04/2026")["approved"]) == 2
    assert (
        len(
            verb(
                "deliver", "give", credit, "--on", "10/04/2026", "--content", "Vốn vay", "--value", "50 triệu"
            )
        )
        == 2
    )
    (one, _two) = verb("enrol", "list", credit)
    assert (one["state"], one["value"], one["class"]) == ("receiving", 50_000_000, "poor")
    (given, _other) = verb("deliver", "list", credit)
    assert (given["value"], given["signed"], given["on"]) == (50_000_000, False, "2026-04-10")
    (support,) = verb("enrol", "support", homes[0])
    assert (support["code"], support["value"], support["relation"]) == ("TD", 50_000_000, "own")
    (total,) = verb("deliver", "sums", "--year", "2026")
    assert (total["code"], total["households"], total["value"]) == ("TD", 2, 100_000_000)
    (shown,) = verb("activity", "list", "--year", "2026")
    assert (shown["places"], shown["enrolled"], shown["delivered"]) == (2, 2, 100_000_000)
    (village,) = verb("activity", "plans", "--year", "2026")
    assert (village["households"], village["nothing"]) == (3, 1)


def test_what_cannot_be_is_a_sentence(soban, listed, home, credit):
    def refused(group, *words):
        said = soban(group, listed, *words)
        assert said.code == 1, said.out
        return said.err

    poor, other = home("Giàng A Páo"), home("Hờ A Pó")
    assert "ngày có thật" in refused("enrol", "add", credit, poor, "--on", "31/02/2026")
    assert "không có hoạt động tên" in refused("enrol", "add", "Vay vàng", poor, "--on", "01/04/2026")
    assert "Sổ không có hộ mã “HK-999”" in refused("enrol", "add", credit, "HK-999", "--on", "01/04/2026")
    assert "không có đúng một thành viên" in refused(
        "enrol", "add", credit, f"{poor}/Ai Đó", "--on", "01/04/2026"
    )
    assert "không có trong hoạt động này" in refused("enrol", "finish", credit, poor, "--on", "01/04/2026")
    assert soban("enrol", listed, "add", credit, poor, other, "--on", "01/04/2026").code == 0
    assert "Hờ A Pó: Không đủ điều kiện" in refused("enrol", "approve", credit, "--on", "05/04/2026")
    assert (
        soban("enrol", listed, "refuse", credit, other, "--on", "05/04/2026", "--why", "Không nghèo").code
        == 0
    )
    assert soban("enrol", listed, "approve", credit, "--on", "05/04/2026").code == 0
    assert "vượt mức" in refused(
        "deliver", "give", credit, "--on", "10/04/2026", "--content", "Vốn", "--value", "60 triệu"
    )
    assert "ngoài thời gian" in refused(
        "deliver", "give", credit, "--on", "10/01/2026", "--content", "Vốn", "--value", "1 triệu"
    )
    assert "còn 1 đối tượng" in refused("activity", "close", credit, "--on", "20/06/2026")
    assert "Sổ đã có hoạt động" in refused("activity", "add", "TD", "vay vốn đợt 1", "--year", "2026")


def test_lives_of_an_enrolment_and_an_activity(soban, listed, home, verb, credit):
    def done(group, *words):
        said = soban(group, listed, *words)
        assert said.code == 0, said.err
        return said.out

    poor = home("Giàng A Páo")
    done("enrol", "add", credit, poor, "--on", "01/04/2026")
    done("enrol", "withdraw", credit, poor, "--on", "02/04/2026", "--why", "Đi xa")
    done("enrol", "again", credit, poor, "--on", "03/04/2026")
    done("enrol", "fill", credit, poor, "--told", "had_credit=no")
    done("enrol", "officers", "Vàng Thị Mỷ")
    done("enrol", "approve", credit, "--on", "05/04/2026", "--who", poor)
    (key,) = verb(
        "deliver",
        "give",
        credit,
        "--on",
        "06/04/2026",
        "--content",
        "Vốn",
        "--value",
        "5 triệu",
        "--quantity",
        "1",
    )
    done("deliver", "sign", key)
    done("deliver", "return", key, "--on", "07/04/2026", "--why", "Trả trước hạn")
    assert verb("deliver", "list", credit)[0]["returned_why"] == "Trả trước hạn"
    done("enrol", "finish", credit, poor, "--on", "08/04/2026")
    done("activity", "close", credit, "--on", "09/04/2026")
    done("activity", "reopen", credit, "--why", "Bổ sung hộ")
    assert "Đã sửa" in done("activity", "edit", credit, "share=60 triệu")
    assert "Không có gì thay đổi" in done("activity", "edit", credit, "share=60.000.000")
    assert soban("activity", listed, "edit", credit, "cột=1").code == 2
    assert "title: Vay vốn đợt 1" in done("activity", "show", credit)
    done("activity", "trait", "Bản Hua Khắt", "hard_commune", "yes")
    assert verb("deliver", "due") == []
