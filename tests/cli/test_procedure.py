"""The lawful procedure by command: villages, level above, decision, certificates, ad-hoc requests."""

import pytest

from tests.exchange.taking import line


@pytest.fixture
def procedure(soban, reviewed, monkeypatch):
    """Run a verb on a day of 2026; the village of the book has two households."""

    def command(verb, *more, today="2026-11-20"):
        monkeypatch.setenv("SOBAN_TODAY", today)
        return soban("procedure", reviewed, verb, *more)

    return command


@pytest.fixture
def verb(procedure):
    """The same on the round of 2026, where it must succeed; returns the data."""

    def command(name, *more, today="2026-11-20"):
        said = procedure(name, "--year", "2026", *more, "--json", today=today)
        assert said.code == 0, said.err
        return said.data

    return command


MEETING = ("--village", "Bản Hua Khắt", "--on", "04/11/2026", "--attending", "48", "--venue", "Nhà văn hóa")
PEOPLE = ("--chair", "Giàng A Sử", "--secretary", "Vàng Thị Mỷ")


@pytest.fixture
def codes(soban, reviewed):
    """The codes of the two households: the poor one, and the one that escaped."""
    found = [soban("find", reviewed, name, "--json").data for name in ("Giàng A Páo", "Lò Văn Ún")]
    return [
        told["hits"][0]["household"] if isinstance(told, dict) else told[0]["household"] for told in found
    ]


def step(data):
    (village,) = data["villages"]
    return next((each for each in village["steps"] if each["key"] == village["step"]), None)


def test_the_status_in_words_says_step_clock_and_what_blocks(procedure):
    said = procedure("status", "--year", "2026")
    assert said.out.startswith("Bản Hua Khắt: 3 Họp dân · còn 24 ngày (14/12/2026) · ")
    assert "2 hộ chưa được họp dân thống nhất" in said.out


def test_the_status_as_data(verb):
    (village,) = verb("status")["villages"]
    assert village.keys() == {"village", "households", "step", "overdue", "steps"}
    assert [each["number"] for each in village["steps"]] == ["1", "2", "3", "4", "4b", "5", "6"]
    (block,) = step(verb("status"))["blocks"]
    assert len(block["households"]) == 2


def test_from_the_meeting_to_the_certificate(verb, procedure, soban, reviewed, codes):
    poor, escaped = codes
    votes = ("--vote", f"{escaped}=23", "--others", "40")
    assert step(verb("meet", *MEETING, *PEOPLE, *votes))["told"] == "Họp lại 1 hộ"
    assert step(verb("undo", "--village", "bản hua khắt"))["key"] == "meeting"
    verb("plan", "--step", "meeting", "--village", "Bản Hua Khắt", "--on", "2026-11-25")
    verb(
        "call", "--village", "Bản Hua Khắt", "--on", "04/11/2026", "--hour", "14:00", "--venue", "Nhà ông Páo"
    )
    verb("meet", *MEETING, *PEOPLE, "--vote", f"{poor}=48")
    verb("vote", "--village", "Bản Hua Khắt", "--vote", f"{escaped}=24")
    verb("post", "--village", "Bản Hua Khắt", "--on", "05/11/2026")
    told = verb(
        "complain", "--household", poor, "--on", "09/11/2026", "--by", "Lý A Sử", "--about", "Nhà mới"
    )
    assert step(told)["due"] == "2026-11-16"
    said = procedure(
        "answer", "--year", "2026", "--household", poor, "--on", "11/11/2026", "--text", "Giữ nguyên"
    )
    assert said.code == 1 and "chưa phúc tra xong" in said.err
    verb("undo", "--village", "Bản Hua Khắt")
    assert step(verb("report", "--number", "12/BC-UBND", "--on", "16/11/2026"))["told"] == "chờ trả lời"
    verb("opinion", "--number", "45/UBND", "--on", "18/11/2026", "--agree")
    signed = ("--number", "7", "--on", "19/11/2026", "--signer", "Lò Văn Ún")
    assert step(verb("recognise", *signed))["told"] == "đã có quyết định"
    assert soban("review", reviewed, "reopen", "--year", "2026", "--why", "quên").code == 1
    assert verb("certify", "--on", "20/11/2026")["numbers"] == [1]
    assert verb("certify", "--on", "20/11/2026")["numbers"] == []
    assert verb("print", "--number", "1", "--on", "20/11/2026") == {"1": 1}
    assert "đã in rồi" in procedure("print", "--year", "2026", "--number", "1", "--on", "20/11/2026").err
    assert soban("report", reviewed, "1", "--round", "2026", "--json").data["state"] == "official"
    revoke = ("revoke", "--year", "2026", "--number", "7", "--on", "20/11/2026", "--why", "sai căn cứ")
    assert "còn 1 giấy chứng nhận" in procedure(*revoke).err
    withdraw = ("withdraw", "--year", "2026", "--number", "1", "--on", "20/11/2026", "--why", "sai căn cứ")
    assert procedure(*withdraw).code == 0
    assert procedure(*revoke).code == 0
    assert soban("check", reviewed).code == 0


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ((*MEETING, "--secretary", "Vàng Thị Mỷ", "--others", "40"), "chưa có người chủ trì"),
        ((*MEETING, *PEOPLE, "--vote", "HK-999=40"), "Sổ không có hộ mã “HK-999”"),
        (("--village", "Bản Xa", *MEETING[2:], *PEOPLE), "Không có bản, thôn nào tên “Bản Xa”"),
    ],
)
def test_bad_minutes_are_told_and_not_written(procedure, verb, more, words):
    said = procedure("meet", "--year", "2026", *more)
    assert said.code == 1 and words in said.err
    assert step(verb("status"))["key"] == "meeting"


@pytest.mark.parametrize("more", [("--on", "31/02/2026"), ("--on", "04/11/2026", "--vote", "HK-001")])
def test_words_that_are_no_day_or_no_vote_are_not_understood(procedure, more):
    rest = ("--village", "Bản Hua Khắt", "--attending", "48", *PEOPLE)
    assert procedure("meet", "--year", "2026", *rest, *more).code == 2


def test_what_the_law_leaves_to_the_place_is_chosen(procedure):
    assert "Số ngày niêm yết (posting_days): theo quy trình" in procedure("choose").out
    assert procedure("choose", "posting_days", "4", "--json").data["posting_days"] == "4"
    assert "luật định ít nhất 3 ngày" in procedure("choose", "posting_days", "2").err


def test_a_step_is_left_out_with_its_reason_only(procedure, verb):
    assert procedure("skip", "--year", "2026", "--step", "meeting", "--why", "vội").code == 1
    told = verb("skip", "--step", "opinion", "--why", "Tỉnh phân cấp cho xã")
    assert step(told)["key"] == "meeting"


def test_an_ad_hoc_request_is_filed_listed_and_refused(procedure, soban, reviewed, codes):
    home = codes[0]
    asked = ("request", "--household", home, "--kind", "leave", "--on", "10/03/2027", "--why", "Khá lên")
    early = procedure(*asked, today="2027-03-20")
    assert early.code == 1 and "đợt định kỳ năm 2026" in early.err
    assert soban("review", reviewed, "close", "--year", "2026").code == 0
    filed = procedure(*asked, "--json", today="2027-03-20")
    assert len(filed.data["id"]) == 32
    (told,) = procedure("requests", "--json", today="2027-03-20").data
    assert (told["kind"], told["due"], told["left"]) == ("leave", "2027-03-30", 10)
    status = procedure("status", "--year", "2027", "--month", "3", today="2027-03-20")
    assert "1 hộ chưa rà soát xong" in status.out
    refused = procedure(
        "refuse", "--year", "2027", "--month", "3", "--household", home, "--on", "20/03/2027",
        "--number", "5/UBND", "--why", "Thu nhập dưới chuẩn", today="2027-03-20",
    )  # fmt: skip
    assert refused.code == 0, refused.err
    assert "Không có đơn nào chờ" in procedure("requests", today="2027-03-20").out


@pytest.fixture
def recognised(verb, soban, reviewed):
    """The round of 2026, recognised; returns its book."""
    verb("meet", *MEETING, *PEOPLE, "--others", "48")
    verb("post", "--village", "Bản Hua Khắt", "--on", "05/11/2026")
    verb("skip", "--step", "opinion", "--why", "Tỉnh phân cấp cho xã")
    verb("recognise", "--number", "7", "--on", "19/11/2026", "--signer", "Lò Văn Ún")
    return reviewed


def test_a_file_does_not_change_what_was_recognised(soban, recognised, workbook):
    lines = (line(1, "Giàng A Páo", b1=200, deprived=0), line(3, "Sùng A Vảng"))
    said = soban("import", recognised, workbook(*lines, name="sua.xlsx"), "--round", "2026")
    assert said.code == 1 and "đã được công nhận theo Quyết định số 7 ngày 19/11/2026" in said.err
    status = soban("review", recognised, "status", "--year", "2026", "--json").data
    assert status["classes"] == {"poor": 1, "not_poor": 1}


def test_the_book_of_the_next_year_comes_in_and_adds_nothing_to_the_recognised_one(
    soban, recognised, workbook
):
    lines = (
        line(1, "Giàng A Páo", before="Hộ nghèo", cccd="015080000011"),
        line(2, "Sùng A Vảng", before="Hộ cận nghèo"),
    )
    said = soban("import", recognised, workbook(*lines, name="so-2027.xlsx"), "--round", "2027", "--json")
    assert said.code == 0, said.err
    assert "đã được công nhận nên kết quả năm ấy của hộ không ghi thêm" in said.out
    assert soban("review", recognised, "status", "--year", "2026", "--json").data["states"] == {"done": 2}
    assert soban("review", recognised, "status", "--year", "2027", "--json").data["states"] == {"done": 2}


def test_a_paper_form_is_typed_in_after_a_meeting_that_did_not_agree(verb, procedure, codes):
    poor, _escaped = codes
    verb("meet", *MEETING, *PEOPLE, "--vote", f"{poor}=23", "--others", "40")
    form = ("--year", "2026", "--household", poor, "--on", "04/11/2026")
    said = procedure("survey", *form, "--deprived", "lâu đài")
    assert said.code == 1 and "không có chỉ số “lâu đài”" in said.err
    verb("survey", *form[2:], "--b1", "100", "--deprived", "water", "--deprived", "sanitation")
    assert step(verb("meet", *MEETING, *PEOPLE, "--others", "48"))["key"] == "posting"
    assert "đã có bước khác" not in procedure("status", "--year", "2026").out


def test_a_form_whose_class_is_agreed_on_needs_a_reason(verb, procedure, codes):
    form = ("--year", "2026", "--household", codes[0], "--on", "04/11/2026", "--deprived", "none")
    said = procedure("survey", *form, "--b1", "100", "--income", "900000", "--class", "poor")
    assert said.code == 1 and "phải ghi lý do" in said.err
    verb("survey", *form[2:], "--class", "poor", "--why", "Họp dân thống nhất")
    (waiting,) = step(verb("status"))["blocks"]
    assert "2 hộ chưa được họp dân thống nhất" in waiting["what"]


def test_a_meeting_is_where_it_was_called_to(verb, procedure):
    bare = (*MEETING[:-2], *PEOPLE, "--others", "48")
    assert "chưa ghi nơi họp" in procedure("meet", "--year", "2026", *bare).err
    verb("call", "--village", "Bản Hua Khắt", "--on", "04/11/2026", "--hour", "14:00", "--venue", "Sân kho")
    assert step(verb("meet", *bare))["key"] == "posting"


def test_every_certificate_of_a_wrong_decision_is_withdrawn_at_once(recognised, procedure):
    assert procedure("certify", "--year", "2026", "--on", "20/11/2026").code == 0
    withdraw = ("withdraw", "--year", "2026", "--on", "20/11/2026", "--why", "sai căn cứ")
    nothing = procedure(*withdraw)
    assert nothing.code == 1 and "Chưa rõ thu hồi giấy nào" in nothing.err
    assert procedure(*withdraw, "--decision", "7").out == "Đã thu hồi 1 giấy chứng nhận.\n"
    assert procedure("revoke", "--year", "2026", "--number", "7", *withdraw[3:]).code == 0
