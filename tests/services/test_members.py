"""Members: who joins, leaves, dies, heads; every verb can be taken back."""

import pytest
from store.book import contents, without_new

from app.errors import InputFault
from app.models.person import PersonFields
from app.services import members
from app.services.typed import FieldFault
from app.store import undo
from tests.services.conftest import OFFICER, people, roster, row


@pytest.fixture
def family(home):
    return home("Giàng A Páo", "Giàng Thị Mỷ", "Giàng A Chống")


def test_the_head_comes_first_then_the_order_of_the_list(commune, family):
    key, _people = family
    assert [member.name for member in roster(commune, key)] == [
        "Giàng A Páo",
        "Giàng Thị Mỷ",
        "Giàng A Chống",
    ]
    assert [member.relation for member in roster(commune, key)] == ["head", "child", "child"]


def test_a_child_is_born_into_the_household(commune, family):
    key, _people = family
    child = PersonFields(name="  Giàng A   Sử ", birth="2026-03-01", sex="male")
    members.join(commune, key, child, "grandchild", "2026-03-01", "born", OFFICER)
    (last,) = [member for member in roster(commune, key) if member.name == "Giàng A Sử"]
    assert (last.relation, last.since, last.head) == ("grandchild", "2026-03-01", 0)


def test_one_who_joins_a_household_of_unknown_members_makes_it_larger(commune, home):
    key, _people = home("Lò Văn Ún", complete=0, size=5)
    members.join(commune, key, PersonFields(name="Lò Thị Ỏn"), "spouse", "2026", "married", OFFICER)
    assert row(commune, "household", key)["declared_size"] == 6


def test_one_who_was_only_missing_in_the_list_does_not(commune, home):
    key, _people = home("Lò Văn Ún", complete=0, size=5)
    members.join(commune, key, PersonFields(name="Lò Thị Ỏn"), "spouse", "", "", OFFICER)
    assert row(commune, "household", key)["declared_size"] == 5


def test_a_member_leaves(commune, family):
    key, known = family
    members.leave(commune, known["Giàng A Chống"], "2026-05", "married", OFFICER)
    assert list(people(commune, key)) == ["Giàng A Páo", "Giàng Thị Mỷ"]
    (gone,) = [member for member in roster(commune, key, past=True) if member.until]
    assert (gone.name, gone.until, gone.left_how) == ("Giàng A Chống", "2026-05", "married")


def test_a_head_leaves_only_after_another_took_over(commune, family):
    key, known = family
    with pytest.raises(InputFault, match="Đổi chủ hộ trước"):
        members.leave(commune, known["Giàng A Páo"], "2026", "moved_away", OFFICER)
    members.change_head(commune, key, known["Giàng Thị Mỷ"], OFFICER, relation="spouse")
    members.leave(commune, known["Giàng A Páo"], "2026", "moved_away", OFFICER)
    assert [(member.name, member.head) for member in roster(commune, key)] == [
        ("Giàng Thị Mỷ", 1),
        ("Giàng A Chống", 0),
    ]


def test_the_former_head_stays_in_the_relation_given(commune, family):
    key, known = family
    members.change_head(commune, key, known["Giàng Thị Mỷ"], OFFICER, relation="spouse")
    told = {member.name: (member.head, member.relation) for member in roster(commune, key)}
    assert told["Giàng Thị Mỷ"] == (1, "head")
    assert told["Giàng A Páo"] == (0, "spouse")


def test_the_head_that_is_chosen_again_changes_nothing(commune, family):
    key, known = family
    acts = len(undo.entries(commune))
    members.change_head(commune, key, known["Giàng A Páo"], OFFICER)
    assert len(undo.entries(commune)) == acts


def test_a_stranger_cannot_become_the_head(commune, family, home):
    _other, strangers = home("Lò Văn Ún")
    with pytest.raises(InputFault, match="đang là thành viên"):
        members.change_head(commune, family[0], strangers["Lò Văn Ún"], OFFICER)


def test_when_the_head_dies_the_heir_takes_over(commune, family):
    key, known = family
    members.die(commune, known["Giàng A Páo"], "2026-07-01", OFFICER, heir=known["Giàng Thị Mỷ"])
    assert [member.name for member in roster(commune, key) if member.head] == ["Giàng Thị Mỷ"]
    assert row(commune, "person", known["Giàng A Páo"])["death"] == "2026-07-01"
    assert row(commune, "household", key)["ended"] == ""


def test_the_death_of_a_head_needs_an_heir_from_the_household(commune, family, home):
    _key, known = family
    _other, strangers = home("Lò Văn Ún")
    with pytest.raises(InputFault, match="Chọn chủ hộ mới"):
        members.die(commune, known["Giàng A Páo"], "2026", OFFICER)
    with pytest.raises(InputFault, match="đang là thành viên"):
        members.die(commune, known["Giàng A Páo"], "2026", OFFICER, heir=strangers["Lò Văn Ún"])
    with pytest.raises(InputFault, match="đang là thành viên"):
        members.die(commune, known["Giàng A Páo"], "2026", OFFICER, heir=known["Giàng A Páo"])


def test_a_member_who_is_not_the_head_dies_and_the_head_stays(commune, family):
    key, known = family
    members.die(commune, known["Giàng A Chống"], "2026", OFFICER, heir=known["Giàng Thị Mỷ"])
    assert [member.name for member in roster(commune, key) if member.head] == ["Giàng A Páo"]


@pytest.mark.parametrize(
    ("go", "how"),
    [
        (lambda store, person: members.die(store, person, "2026", OFFICER), "died"),
        (lambda store, person: members.leave(store, person, "2026", "moved_away", OFFICER), "moved_away"),
    ],
)
def test_with_its_last_member_a_household_ends(commune, home, go, how):
    key, known = home("Lò Văn Ún")
    go(commune, known["Lò Văn Ún"])
    assert (row(commune, "household", key)["ended"], row(commune, "household", key)["ended_how"]) == (
        "2026",
        how,
    )


def test_a_household_of_unnamed_others_does_not_end_with_its_head(commune, home):
    key, known = home("Lò Văn Ún", complete=0, size=4)
    members.die(commune, known["Lò Văn Ún"], "2026", OFFICER)
    assert (row(commune, "household", key)["ended"], row(commune, "household", key)["declared_size"]) == (
        "",
        3,
    )


def test_a_person_moves_to_another_household(commune, family, home):
    key, known = family
    into, _people = home("Lò Văn Ún", complete=0, size=2)
    members.transfer(commune, known["Giàng Thị Mỷ"], into, "spouse", "2026-02", "married", OFFICER)
    assert list(people(commune, key)) == ["Giàng A Páo", "Giàng A Chống"]
    assert list(people(commune, into)) == ["Lò Văn Ún", "Giàng Thị Mỷ"]
    assert row(commune, "household", into)["declared_size"] == 3


def test_a_person_does_not_move_to_its_own_household_nor_a_head_from_its_family(commune, family, home):
    key, known = family
    other, _people = home("Lò Văn Ún")
    with pytest.raises(InputFault, match="chính hộ này"):
        members.transfer(commune, known["Giàng A Chống"], key, "child", "2026", "", OFFICER)
    with pytest.raises(InputFault, match="đang là chủ hộ"):
        members.transfer(commune, known["Giàng A Páo"], other, "other", "2026", "", OFFICER)


def test_nobody_joins_a_household_that_ended(commune, home):
    key, known = home("Lò Văn Ún")
    members.die(commune, known["Lò Văn Ún"], "2026", OFFICER)
    with pytest.raises(InputFault, match="không còn trong danh sách"):
        members.join(commune, key, PersonFields(name="Lò Thị Ỏn"), "spouse", "2026", "married", OFFICER)


def test_what_is_known_of_a_person_is_corrected(commune, family):
    _key, known = family
    assert members.correct(commune, known["Giàng A Páo"], {"birth": "1981-02", "cccd": " 014 "}, OFFICER)
    told = row(commune, "person", known["Giàng A Páo"])
    assert (told["birth"], told["cccd"]) == ("1981-02", "014")
    assert not members.correct(commune, known["Giàng A Páo"], {"birth": "1981-02"}, OFFICER)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name", "   ", "Họ tên"),
        ("name", "ă" * 301, "quá dài"),
        ("birth", "1980-02-31", "Ngày phải có thật"),
        ("birth", "năm ngoái", "Ngày sinh"),
        ("sex", "?", "Giới tính"),
        ("cccd", "1" * 21, "Số CCCD"),
    ],
)
def test_what_cannot_be_true_of_a_person_is_said_at_its_field(commune, family, field, value, said):
    key, known = family
    with pytest.raises(FieldFault, match=said) as told:
        members.correct(commune, known["Giàng A Páo"], {field: value}, OFFICER)
    assert told.value.field == field
    assert roster(commune, key)[0].name == "Giàng A Páo"


def test_a_new_member_is_checked_like_a_known_one(commune, family):
    with pytest.raises(FieldFault, match="Họ tên"):
        nameless = PersonFields.model_construct(name=" ")
        members.join(commune, family[0], nameless, "child", "", "", OFFICER)


@pytest.mark.parametrize(("on", "said"), [("hôm qua", "không phải là ngày"), ("1979-12", "trước ngày sinh")])
def test_a_day_that_cannot_be_is_refused(commune, family, on, said):
    _key, known = family
    with pytest.raises(FieldFault, match=said):
        members.die(commune, known["Giàng A Páo"], on, OFFICER, heir=known["Giàng Thị Mỷ"])


def test_a_day_less_exact_than_the_birth_is_compared_as_far_as_it_goes(commune, family):
    _key, known = family
    members.correct(commune, known["Giàng A Chống"], {"birth": "2010-06-15"}, OFFICER)
    members.leave(commune, known["Giàng A Chống"], "2010", "moved_away", OFFICER)
    with pytest.raises(FieldFault):
        members.leave(commune, known["Giàng Thị Mỷ"], "2009", "moved_away", OFFICER)


def test_a_relation_is_corrected_but_not_that_of_the_head(commune, family):
    key, known = family
    assert members.correct_relation(commune, known["Giàng Thị Mỷ"], "spouse", OFFICER)
    assert not members.correct_relation(commune, known["Giàng Thị Mỷ"], "spouse", OFFICER)
    assert roster(commune, key)[1].relation == "spouse"
    with pytest.raises(InputFault, match="là chủ hộ"):
        members.correct_relation(commune, known["Giàng A Páo"], "child", OFFICER)


def test_one_who_left_is_in_no_household(commune, family):
    _key, known = family
    members.leave(commune, known["Giàng A Chống"], "2026", "moved_away", OFFICER)
    with pytest.raises(InputFault, match="hiện không ở hộ nào"):
        members.leave(commune, known["Giàng A Chống"], "2026", "moved_away", OFFICER)
    assert members.correct(commune, known["Giàng A Chống"], {"note": "ở Lào Cai"}, OFFICER)


VERBS = {
    "join": lambda s, key, who: members.join(
        s, key, PersonFields(name="Giàng A Sử"), "child", "2026", "born", OFFICER
    ),
    "leave": lambda s, key, who: members.leave(s, who["Giàng A Chống"], "2026", "moved_away", OFFICER),
    "die": lambda s, key, who: members.die(s, who["Giàng A Páo"], "2026", OFFICER, heir=who["Giàng Thị Mỷ"]),
    "change head": lambda s, key, who: members.change_head(s, key, who["Giàng Thị Mỷ"], OFFICER),
    "correct": lambda s, key, who: members.correct(s, who["Giàng A Páo"], {"ethnic": "08"}, OFFICER),
    "relation": lambda s, key, who: members.correct_relation(s, who["Giàng A Chống"], "sibling", OFFICER),
}


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_is_one_act_that_is_undone_and_done_again(commune, family, verb):
    before = contents(commune)
    VERBS[verb](commune, *family)
    act, after = commune.done.act, contents(commune)
    assert after != before
    undo.undo(commune, act, OFFICER)
    assert without_new(contents(commune), before) == before
    undo.redo(commune, act, OFFICER)
    assert contents(commune) == after
