"""Which household a line speaks of: surely only where it is identified, else a choice for a person."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.dates import PartialDate
from app.exchange.intake.matching import MOST_CANDIDATES, Known, Matcher
from app.exchange.lines import HouseholdLine

HERE, THERE, SCOPE = b"v1", b"v2", b"xa"
VILLAGES = {"Bản Hua Khắt": HERE, "Bản Nậm Mơ": THERE, "": SCOPE}


def known(key, head="Giàng A Páo", *, village=HERE, birth="1980", sex="male", cccd="", size=4, code=""):
    day = PartialDate.of(birth) if birth else None
    return Known(key.encode(), village, b"p", b"m", head, day, sex, cccd, size, code)


def line(name="Giàng A Páo", *, village="Bản Hua Khắt", birth="1980", sex=None, cccd="", size=4, code=""):
    day = PartialDate.of(birth) if birth else None
    told = {"village": village, "name": name, "birth": day, "sex": sex, "cccd": cccd, "size": size}
    return HouseholdLine("s", 1, (), code=code, **told)


def match(register, *lines, taken=(), others=dict):
    matcher = Matcher(register, dict(taken), VILLAGES, SCOPE, others)
    found = matcher.match((f"i{number}", one) for number, one in enumerate(lines))
    return found[0] if len(lines) == 1 else found


def keys(candidates):
    return [one.household for one in candidates]


def test_of_an_empty_register_nothing_is_known():
    found = match([], line())
    assert (found.known, found.candidates, found.reason) == (None, (), "")


def test_village_name_and_birth_year_of_one_household_alone_are_sure():
    register = [known("a"), known("b", birth="1975"), known("c", village=THERE), known("d", "Lò Văn Ún")]
    assert match(register, line()).known == register[0]


@pytest.mark.parametrize("birth", ["1980-03", "1980-03-15"])
def test_a_date_agrees_with_a_year_as_far_as_both_say_something(birth):
    register = [known("a", birth=birth)]
    assert match(register, line(birth="1980")).known == register[0]
    assert match(register, line(birth="1980-04")).known is None


@pytest.mark.parametrize("spelled", ["GIÀNG A PÁO", "Giàng  A  Páo", "Giàng A Páo\u200b"])
def test_one_name_however_it_is_typed(spelled):
    register = [known("a")]
    assert match(register, line(spelled)).known == register[0]


def test_a_code_and_a_name_never_identify():
    found = match([known("a", code="001", birth="")], line(code="001", birth=""))
    assert found.known is None and keys(found.candidates) == [b"a"]


def test_a_code_only_ranks_the_candidates():
    register = [known("a", code="007"), known("b", code="001"), known("c", size=9)]
    assert keys(match(register, line(code="001", birth="")).candidates) == [b"b", b"a", b"c"]


def test_no_more_candidates_than_a_person_can_look_at():
    register = [known(f"k{number}") for number in range(9)]
    found = match(register, line())
    assert len(found.candidates) == MOST_CANDIDATES
    assert found.reason == "Có 9 hộ trong bản cùng tên chủ hộ và năm sinh."


def test_an_identity_number_with_its_name_is_sure_wherever_it_lives():
    register = [known("a", village=THERE, cccd="015080000011", birth="")]
    assert match(register, line(cccd="015080000011", birth="1979")).known == register[0]


def test_an_identity_number_with_another_name_or_twice_is_a_doubt():
    one = known("a", "Lò Văn Ún", cccd="015080000011")
    found = match([one], line(cccd="015080000011"))
    assert (found.known, keys(found.candidates)) == (None, [b"a"])
    twice = [known("a", cccd="015080000011"), known("b", cccd="015080000011")]
    assert match(twice, line(cccd="015080000011")).known is None


def test_two_identity_numbers_are_two_people():
    found = match([known("a", cccd="015080000011")], line(cccd="015080000022"))
    assert (found.known, found.candidates) == (None, ())


@pytest.mark.parametrize(("other", "reason"), [({"sex": "female"}, ""), ({"birth": "1981"}, "")])
def test_what_contradicts_makes_another_household(other, reason):
    found = match([known("a")], line(**other))
    assert (found.known, found.candidates, found.reason) == (None, (), reason)


def test_a_line_without_a_village_is_never_sure():
    found = match([known("a")], line(village=""))
    assert found.known is None and "không ghi bản" in found.reason


def test_a_household_whose_village_nobody_told_is_a_candidate_for_every_village():
    found = match([known("a", village=SCOPE, birth="")], line())
    assert keys(found.candidates) == [b"a"] and "chưa biết ở bản nào" in found.reason


def test_the_very_line_of_before_is_sure_of_its_household():
    register = [known("a", "Tên Đã Sửa", birth="1950")]
    found = match(register, line(), taken={"i0": b"a"})
    assert found.known == register[0] and found.before


def test_the_very_line_of_a_household_that_is_no_more_is_a_doubt():
    found = match([known("b")], line(), taken={"i0": b"a"})
    assert (found.known, found.candidates) == (None, ()) and found.reason


def test_lines_that_claim_one_household_are_all_in_doubt_but_not_the_one_it_came_from():
    register = [known("a")]
    first, second = match(register, line(size=1), line(size=2))
    assert first.known is None and second.known is None
    assert keys(first.candidates) == keys(second.candidates) == [b"a"]
    first, second = match(register, line(size=1), line(size=2), taken={"i1": b"a"})
    assert first.known is None and second.known == register[0]
    both = match(register, line(size=1), line(size=2), taken={"i0": b"a", "i1": b"a"})
    assert [found.known for found in both] == [None, None]


def test_a_member_of_one_household_is_a_doubt_only_in_its_village_and_of_its_age():
    def others():
        return {"sung thi de": [(1983, b"a"), (1983, b"gone")]}

    register = [known("a")]
    found = match(register, line("Sùng Thị Dê", birth="1983"), others=others)
    assert keys(found.candidates) == [b"a"] and "là thành viên" in found.reason
    for told in ({"birth": "1984"}, {"birth": ""}, {"village": "Bản Nậm Mơ", "birth": "1983"}):
        assert match(register, line("Sùng Thị Dê", **told), others=others).reason == ""


NAMES = ("Lò Văn Ún", "Lờ Văn Ún", "Lò Thị Ỏn")
LINES = st.lists(
    st.tuples(
        st.sampled_from(NAMES),
        st.sampled_from(("Bản Hua Khắt", "Bản Nậm Mơ", "")),
        st.sampled_from(("", "1980", "1980-03", "1975")),
        st.sampled_from(("", "015080000011", "015080000022")),
    ),
    max_size=8,
)


@given(st.permutations(list("abcdef")), LINES)
def test_matching_knows_no_order(order, told):
    register = {
        key: known(
            key,
            NAMES[place % 3],
            village=(HERE, THERE, SCOPE)[place // 2],
            birth=("1980", "", "1975")[place % 3],
            cccd="015080000011" if key == "a" else "",
        )
        for place, key in enumerate("abcdef")
    }
    lines = [line(name, village=village, birth=birth, cccd=cccd) for name, village, birth, cccd in told]

    def outcome(keys_in_order):
        matcher = Matcher([register[key] for key in keys_in_order], {}, VILLAGES, SCOPE)
        found = matcher.match((str(number), one) for number, one in enumerate(lines))
        return [(one.known, set(one.candidates), one.reason) for one in found]

    found = outcome(order)
    assert found == outcome(sorted(order))
    sure = [one for one, _candidates, _reason in found if one]
    assert len(sure) == len(set(sure))
