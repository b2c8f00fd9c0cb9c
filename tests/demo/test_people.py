"""Names, birth dates and numbers are what one meets in a commune, and belong to nobody."""

import unicodedata
from collections import Counter

from app.demo.names import group_name, namings
from app.rules.codes import code_list


def people(commune):
    return [member for home in commune.households for member in home.members]


def test_all_54_ethnic_groups_live_here(commune):
    groups = Counter(member.ethnic for member in people(commune))
    assert set(groups) == {f"{number:02}" for number in range(1, 55)} == set(namings())
    assert (groups["03"] + groups["08"]) / groups.total() > 0.85


def test_groups_are_named_as_in_the_code_list():
    groups = code_list("ethnic")
    assert {code: group_name(code) for code in namings()} == {code: groups.name(code) for code in namings()}


def test_letters_beyond_vietnamese_are_met(commune):
    letters = {letter for member in people(commune) for letter in member.name}
    names = {name for naming in namings().values() for names in naming.given.values() for name in names}
    families = {family for naming in namings().values() for family in naming.family}
    assert set("Ƀƀčñŏĭŭ") <= {letter for name in names | families for letter in name.lower() + name}
    assert letters & set("ŏĭŭ")


def test_forms_of_names():
    assert namings()["12"].draw(Sameness(), "male") == "Y Bliă Niê"
    assert namings()["12"].draw(Sameness(), "female") == "H'Hen Niê"
    assert namings()["20"].draw(Sameness(), "male") == "Điểu K'Bôi"
    assert namings()["20"].draw(Sameness(), "female") == "Thị Brơi"
    assert namings()["08"].draw(Sameness(), "male", "Sùng") == "Sùng A Páo"
    assert namings()["08"].draw(Sameness(), "male", longer=True) == "Giàng A Páo Páo"


class Sameness:
    """Always the first."""

    def choice(self, items):
        return items[0]


def test_names_are_composed_and_tidy(commune):
    for member in people(commune):
        assert unicodedata.is_normalized("NFC", member.name)
        assert member.name == " ".join(member.name.split())


def test_identity_numbers_fit_their_owners(commune):
    numbers = [member.identity for member in people(commune) if member.identity]
    assert len(numbers) == len(set(numbers))
    assert 0.1 < 1 - len(numbers) / 2965 < 0.3
    differing = []
    for member in people(commune):
        if member.identity:
            assert len(member.identity) == 12 and member.identity.startswith("015")
            assert int(member.identity[3]) % 2 == (member.sex == "female")
            born = (1900 if member.identity[3] in "01" else 2000) + int(member.identity[4:6])
            if born != member.birth.year:
                differing.append(member.name)
    assert differing == ["Vàng A Thênh"]


def test_families_are_possible(commune):
    for home in commune.households:
        head = home.head
        relations = Counter(member.relation for member in home.members)
        assert relations["head"] == 1 and head.relation == "head"
        assert relations["spouse"] <= 1
        for relation in ("child", "sibling"):
            years = [member.birth.year for member in home.members if member.relation == relation]
            assert max(Counter(years).values(), default=1) <= 2, (home.code, years)
        for member in home.members:
            younger = member.birth.year - head.birth.year
            if member.relation == "child":
                assert younger >= 16, (home.code, member)
            if member.relation == "grandchild" and home.code != "TG-031":
                assert younger >= 30, (home.code, member)
            if member.relation == "parent":
                assert younger <= -16, (home.code, member)
            if member.relation == "spouse":
                assert member.sex != head.sex


def test_some_birth_dates_are_partial(commune):
    shapes = Counter(len(str(member.birth)) for member in people(commune))
    assert set(shapes) == {4, 7, 10}
    assert shapes[10] > shapes[4] > shapes[7]
