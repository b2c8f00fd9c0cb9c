"""Households: split, merged, moved, dissolved, corrected; how large they are."""

import pytest
from store.book import contents, without_new

from app.errors import InputFault
from app.models.household import Household, HouseholdFields
from app.models.person import PersonFields
from app.services import households, members, sizes
from app.services.typed import FieldFault
from app.store import undo
from tests.services.conftest import OFFICER, people, roster, row


@pytest.fixture
def family(home):
    return home("Giàng A Páo", "Giàng Thị Mỷ", "Giàng A Chống", "Sùng Thị Dê")


@pytest.mark.parametrize(
    ("complete", "declared", "listed", "expected"),
    [
        (1, 7, 4, (4, "roster")),
        (0, 7, 4, (7, "declared")),
        (0, None, 4, (4, "partial")),
        (0, None, 0, (None, "partial")),
        (1, None, 0, (0, "roster")),
        (0, 0, 0, (0, "declared")),
    ],
)
def test_the_size_is_the_roster_else_what_is_declared_else_what_is_known(
    complete, declared, listed, expected
):
    known = Household(place=b"", roster_complete=complete, declared_size=declared)
    assert sizes.size(known, listed) == sizes.Size(*expected)


def test_a_declared_size_never_falls_below_those_known_by_name():
    known = Household(place=b"", declared_size=3)
    assert sizes.declared_after(known, 3, -1) == {"declared_size": 3}


def test_a_household_may_be_known_without_its_head(commune, villages):
    key = households.add(commune, HouseholdFields(place=villages[0], code=" 012 "), None, OFFICER)
    assert row(commune, "household", key)["code"] == "012"
    assert roster(commune, key) == []


def test_what_cannot_be_true_of_a_household_is_said_at_its_field(commune, villages, family):
    with pytest.raises(FieldFault, match="Số khẩu") as told:
        households.correct(commune, family[0], {"declared_size": -1}, OFFICER)
    assert told.value.field == "declared_size"
    with pytest.raises(FieldFault, match="Ngày lập hộ"):
        strange = HouseholdFields.model_construct(place=villages[0], formed="31/2")
        households.add(commune, strange, None, OFFICER)
    with pytest.raises(FieldFault, match="Địa chỉ"):
        households.correct(commune, family[0], {"address": "x" * 301}, OFFICER)


def test_what_is_known_of_a_household_is_corrected(commune, family):
    key, _people = family
    assert households.correct(commune, key, {"phone": "0912 345 678", "groups": {"merit": True}}, OFFICER)
    assert not households.correct(commune, key, {"phone": "0912 345 678"}, OFFICER)
    with commune.session() as session:
        assert households.household(session, key).groups == {"merit": True}


def test_a_household_that_is_not_there_is_told(commune):
    with commune.session() as session, pytest.raises(InputFault, match="không có hộ này"):
        households.household(session, bytes(16))


def test_a_deleted_household_is_not_there(commune, family):
    with commune.write("xóa", OFFICER) as act:
        act.delete("household", [family[0]])
    with commune.session() as session, pytest.raises(InputFault, match="không có hộ này"):
        households.household(session, family[0])


def test_a_split_makes_a_household_with_a_head_of_its_own(commune, family):
    key, known = family
    leaving = [known["Giàng A Chống"], known["Sùng Thị Dê"]]
    new = households.split(commune, key, leaving, known["Giàng A Chống"], "2026-03", OFFICER)
    assert list(people(commune, key)) == ["Giàng A Páo", "Giàng Thị Mỷ"]
    assert [(m.name, m.head) for m in roster(commune, new)] == [("Giàng A Chống", 1), ("Sùng Thị Dê", 0)]
    formed = row(commune, "household", new)
    assert (formed["formed"], formed["formed_how"], formed["origin"]) == ("2026-03", "split", key)
    assert formed["place"] == row(commune, "household", key)["place"]


def test_a_split_makes_a_declared_size_smaller(commune, home):
    key, known = home("Lò Văn Ún", "Lò Văn Inh", complete=0, size=6)
    households.split(commune, key, [known["Lò Văn Inh"]], known["Lò Văn Inh"], "2026", OFFICER)
    assert row(commune, "household", key)["declared_size"] == 5


def test_a_split_leaves_a_head_on_both_sides(commune, family):
    key, known = family
    with pytest.raises(InputFault, match="nằm trong số người tách ra"):
        households.split(commune, key, [known["Giàng A Chống"]], known["Giàng Thị Mỷ"], "2026", OFFICER)
    with pytest.raises(InputFault, match="Hộ cũ phải còn chủ hộ"):
        households.split(commune, key, [known["Giàng A Páo"]], known["Giàng A Páo"], "2026", OFFICER)


@pytest.mark.parametrize("persons", [[], [bytes(16)]])
def test_only_members_are_split_off(commune, family, persons):
    with pytest.raises(InputFault, match="không phải thành viên"):
        households.split(commune, family[0], persons, bytes(16), "2026", OFFICER)


def test_merging_brings_all_members_into_one_household(commune, family, home):
    key, _known = family
    into, _others = home("Lò Văn Ún")
    households.merge(commune, key, into, "2026-04-01", OFFICER)
    assert roster(commune, key) == []
    told = {member.name: member.head for member in roster(commune, into)}
    assert told == {"Lò Văn Ún": 1, "Giàng A Páo": 0, "Giàng Thị Mỷ": 0, "Giàng A Chống": 0, "Sùng Thị Dê": 0}
    ended = row(commune, "household", key)
    assert (ended["ended"], ended["ended_how"], ended["origin"]) == ("2026-04-01", "merged", into)
    assert row(commune, "household", into)["roster_complete"] == 1


@pytest.mark.parametrize(
    ("coming", "into", "expected"),
    [
        ({"complete": 0, "size": 5}, {"complete": 0, "size": 3}, (0, 8)),
        ({"complete": 0, "size": 5}, {"complete": 1}, (0, 6)),
        ({"complete": 1}, {"complete": 0, "size": 3}, (0, 4)),
        ({"complete": 1}, {"complete": 1}, (1, None)),
    ],
)
def test_a_merged_household_counts_both_sizes(commune, home, coming, into, expected):
    one, _people = home("Lò Văn Ún", **coming)
    other, _people = home("Lò Văn Inh", **into)
    households.merge(commune, one, other, "2026", OFFICER)
    told = row(commune, "household", other)
    assert (told["roster_complete"], told["declared_size"]) == expected


def test_an_unknown_size_stays_unknown_after_a_merge(commune, home):
    one, _people = home(complete=0)
    other, _people = home("Lò Văn Inh", complete=0, size=3)
    households.merge(commune, one, other, "2026", OFFICER)
    assert row(commune, "household", other)["declared_size"] is None


def test_a_household_is_not_merged_into_itself_nor_into_one_that_ended(commune, family, home):
    key, _known = family
    other, _people = home("Lò Văn Ún")
    with pytest.raises(InputFault, match="chính nó"):
        households.merge(commune, key, key, "2026", OFFICER)
    households.dissolve(commune, other, "2026", "moved_away", OFFICER)
    with pytest.raises(InputFault, match="không còn trong danh sách"):
        households.merge(commune, key, other, "2026", OFFICER)


def test_a_household_moves_to_another_village(commune, villages, family):
    key, _known = family
    households.move(commune, key, villages[1], "2026-06", OFFICER)
    told = row(commune, "household", key)
    assert (told["place"], told["place_since"]) == (villages[1], "2026-06")
    with commune.session() as session:
        assert [one.id for one in households.living(session, villages)] == [key]
        assert households.living(session, villages[:1]) == []


def test_a_dissolved_household_is_no_more_and_its_members_with_it(commune, villages, family):
    key, _known = family
    households.dissolve(commune, key, "2026-09-30", "moved_away", OFFICER)
    assert roster(commune, key) == []
    assert {member.left_how for member in roster(commune, key, past=True)} == {"moved_away"}
    with commune.session() as session:
        assert households.living(session, villages) == []
    for verb in (
        lambda: households.dissolve(commune, key, "2026", "died", OFFICER),
        lambda: households.move(commune, key, villages[1], "2026", OFFICER),
        lambda: households.split(commune, key, [], bytes(16), "2026", OFFICER),
    ):
        with pytest.raises(InputFault, match="không còn trong danh sách"):
            verb()


@pytest.mark.parametrize(
    "verb",
    [
        lambda s, key, who: households.split(
            s, key, [who["Sùng Thị Dê"]], who["Sùng Thị Dê"], "31/2", OFFICER
        ),
        lambda s, key, who: households.merge(s, key, bytes(16), "", OFFICER),
        lambda s, key, who: households.move(s, key, bytes(16), "2026-13", OFFICER),
        lambda s, key, who: households.dissolve(s, key, "mai", "died", OFFICER),
    ],
)
def test_a_day_that_is_none_is_refused(commune, family, verb):
    with pytest.raises(FieldFault, match="không phải là ngày"):
        verb(commune, *family)


VERBS = {
    "add": lambda s, v, key, who, other: households.add(
        s, HouseholdFields(place=v[1]), PersonFields(name="Vàng Thị Sua"), OFFICER
    ),
    "correct": lambda s, v, key, who, other: households.correct(
        s, key, {"groups": {"merit": True}, "note": "xa trục đường"}, OFFICER
    ),
    "split": lambda s, v, key, who, other: households.split(
        s, key, [who["Sùng Thị Dê"]], who["Sùng Thị Dê"], "2026", OFFICER
    ),
    "merge": lambda s, v, key, who, other: households.merge(s, key, other, "2026", OFFICER),
    "move": lambda s, v, key, who, other: households.move(s, key, v[1], "2026", OFFICER),
    "dissolve": lambda s, v, key, who, other: households.dissolve(s, key, "2026", "died", OFFICER),
    "transfer": lambda s, v, key, who, other: members.transfer(
        s, who["Sùng Thị Dê"], other, "other", "2026", "moved_in", OFFICER
    ),
}


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_is_one_act_that_is_undone_and_done_again(commune, villages, family, home, verb):
    other, _people = home("Lò Văn Ún", complete=0, size=2)
    before = contents(commune)
    VERBS[verb](commune, villages, *family, other)
    act, after = commune.done.act, contents(commune)
    assert after != before
    undo.undo(commune, act, OFFICER)
    assert without_new(contents(commune), before) == before
    undo.redo(commune, act, OFFICER)
    assert contents(commune) == after
