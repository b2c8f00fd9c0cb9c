"""The commune meets every number of its story, and the story is the one of the samples."""

import json
from collections import Counter
from pathlib import Path

import pytest

from app.demo import make

TRUTH = Path(__file__).resolve().parents[3] / "shared" / "samples" / "truth.json"
CLASSES = ("poor", "near_poor", "not_poor")


def moved(village):
    return Counter((home.before, home.now) for home in village.households)


def persons_moved(village):
    counted = Counter()
    for home in village.households:
        counted[home.before, home.now] += home.size
    return counted


def counted(homes):
    homes = list(homes)
    return {"households": len(homes), "persons": sum(home.size for home in homes)}


@pytest.mark.skipif(not TRUTH.exists(), reason="the samples are not beside the project")
def test_story_is_the_one_of_the_samples(told):
    truth = json.loads(TRUTH.read_text("utf-8"))
    for margins in told.villages:
        said = truth[margins.name]
        moves = {f"{before}>{now}": count.households for (before, now), count in margins.cells.items()}
        assert moves == said["moves"]
        assert list(margins.deprived_poor.values()) == said["deprived_poor"]
        assert list(margins.causes_poor.values()) == said["causes_poor"]
        for klass in CLASSES:
            now = [count for (_, after), count in margins.cells.items() if after == klass]
            before = [count for (earlier, _), count in margins.cells.items() if earlier == klass]
            assert sum(count.households for count in now) == said[klass]["households"]
            assert sum(count.persons for count in now) == said[klass]["persons"]
            assert sum(count.households for count in before) == said["before"][klass]["households"]
            assert sum(count.persons for count in before) == said["before"][klass]["persons"]
    assert told.lost_and_repeated == truth["_national_export"]["lost_and_repeated"]


@pytest.mark.skipif(not TRUTH.exists(), reason="the samples are not beside the project")
def test_commune_counts_as_the_samples_do(commune):
    truth = json.loads(TRUTH.read_text("utf-8"))
    for village in commune.villages:
        said, homes = truth[village.name], village.households
        assert counted(homes) == said["all"]
        for klass in CLASSES:
            assert counted(home for home in homes if home.now == klass) == said[klass]
            assert counted(home for home in homes if home.before == klass) == said["before"][klass]


@pytest.mark.parametrize("seed", [2026, 3, 99])
def test_margins_of_every_village(told, seed):
    for village, margins in zip(make(seed).villages, told.villages, strict=True):
        households = {cell: count.households for cell, count in margins.cells.items() if count.households}
        persons = {cell: count.persons for cell, count in margins.cells.items() if count.persons}
        assert dict(moved(village)) == households
        assert dict(persons_moved(village)) == persons
        poor = [home for home in village.households if home.now == "poor"]
        assert Counter(key for home in poor for key in home.deprived) == Counter(margins.deprived_poor)
        assert Counter(key for home in poor for key in home.causes) == Counter(margins.causes_poor)


def test_report_2_balances_in_households_and_persons(commune):
    again = [
        h
        for h in commune.households
        if (h.before, h.now) == ("not_poor", "poor") and "poor" in h.history.values()
    ]
    new = [
        h
        for h in commune.households
        if (h.before, h.now) == ("not_poor", "poor") and "poor" not in h.history.values()
    ]
    from_near = [h for h in commune.households if (h.before, h.now) == ("near_poor", "poor")]
    to_near = [h for h in commune.households if (h.before, h.now) == ("poor", "near_poor")]
    above = [h for h in commune.households if (h.before, h.now) == ("poor", "not_poor")]
    start = [h for h in commune.households if h.before == "poor"]
    end = [h for h in commune.households if h.now == "poor"]
    columns = [
        tuple(counted(homes).values()) for homes in (start, to_near, above, from_near, again, new, end)
    ]
    assert columns == [(274, 1356), (33, 168), (18, 96), (5, 25), (3, 12), (6, 33), (237, 1162)]


def test_those_new_on_the_list_were_never_on_it(commune):
    for home in commune.households:
        if home.before == "not_poor" and home.now == "poor" and "poor" not in home.history.values():
            assert set(home.history.values()) == {"not_poor"}
            assert not home.listed_2015


def test_near_poor_again_and_new(commune, told):
    again = Counter(
        home.village
        for home in commune.households
        if (home.before, home.now) == ("not_poor", "near_poor") and "near_poor" in home.history.values()
    )
    assert again == {
        margins.name: margins.near_poor_again for margins in told.villages if margins.near_poor_again
    }


def test_scores_and_causes_fit_the_class(commune):
    for home in commune.households:
        count = len(home.deprived)
        assert home.b2 == 10 * count
        assert (home.b1 > 140) == (home.now == "not_poor") == (home.income > 1_500_000)
        assert count >= 3 if home.now == "poor" else home.now == "not_poor" or count <= 2
        assert bool(home.causes) == (home.now != "not_poor")


def test_review_as_the_pictures_have_it(commune):
    subject = [home for home in commune.households if home.review != "outside"]
    by_village = Counter(home.village for home in subject)
    assert list(by_village.values()) == [86, 69, 59, 75, 57, 47]
    assert all(home.request == (home.before == "not_poor") for home in subject)
    states = Counter(home.review for home in subject)
    assert states == {"done": 374, "look": 2, "not_begun": 16, "open": 1}
    waiting = [home for home in subject if home.review == "not_begun"]
    assert {home.village for home in waiting} == {"Bản Tà Ghênh"}
    assert all(home.before == home.now for home in waiting)


def test_history_ends_with_last_year_and_starts_with_the_household(commune):
    for home in commune.households:
        assert home.history[2025] == home.before
        assert min(home.history) == max(2022, home.since)
        assert home.since <= 2015 or not home.listed_2015
    assert sum(home.listed_2015 for home in commune.households) == 120


def test_codes_are_unique_and_in_order(commune):
    codes = [home.code for home in commune.households]
    assert len(set(codes)) == 591
    for village in commune.villages:
        assert [home.code for home in village.households] == [
            f"{village.code}-{place:03}" for place in range(1, len(village.households) + 1)
        ]


def test_known_household_is_as_told(commune):
    pang = next(home for home in commune.households if home.code == "TG-031")
    assert (pang.village, pang.head.name, str(pang.head.birth)) == ("Bản Tà Ghênh", "Lờ Thị Pàng", "1977")
    assert (pang.before, pang.now, pang.b1, pang.b2, pang.income) == (
        "near_poor",
        "not_poor",
        166,
        20,
        1_840_000,
    )
    assert pang.deprived == ("nutrition", "water")
    assert [(member.name, member.relation, member.birth.shown) for member in pang.members] == [
        ("Lờ Thị Pàng", "head", "1977"),
        ("Vàng A Thênh", "child", "12/03/2003"),
        ("Sùng Thị Dợ", "child_in_law", "25/10/2004"),
        ("Vàng Thị Sáy", "child", "05/09/2011"),
        ("Vàng A Phềnh", "child", "14/07/2016"),
        ("Vàng A Tồng", "grandchild", "08/02/2024"),
    ]
    assert pang.answers["waste"] == "dumped"


def test_every_known_household_stands_at_its_code(commune, told):
    homes = {home.code: home for home in commune.households}
    for code, known in told.known.items():
        home = homes[code]
        assert (home.head.name, home.head.sex, home.head.birth) == (known.name, known.sex, known.birth)
        assert (home.size, home.before, home.now, home.b1) == (known.size, known.before, known.now, known.b1)
        assert set(home.deprived) == set(known.deprived)
