"""Large communes for benchmarks."""

import pytest

from app.demo import scaled


@pytest.fixture(scope="module")
def large():
    return scaled(2050, 11)


def test_size_and_villages(large):
    homes = list(large.households)
    assert len(homes) == 2050
    assert 3.8 < sum(home.size for home in homes) / len(homes) < 4.2
    assert [len(village.households) for village in large.villages] == [100] * 20 + [50]
    assert len({village.name for village in large.villages}) == 21


def test_people_can_be_told_apart(large):
    members = [member for home in large.households for member in home.members]
    numbers = [member.identity for member in members if member.identity]
    assert len(numbers) == len(set(numbers))
    assert len({member.name for member in members}) > len(members) / 2
    codes = [home.code for home in large.households]
    assert len(codes) == len(set(codes))


def test_village_names_do_not_repeat_among_five_hundred():
    from app.demo.scaled import village_name

    assert len({village_name(number) for number in range(500)}) == 500


def test_same_seed_same_commune(large):
    assert scaled(2050, 11) == large
    assert scaled(2050, 12) != large


def test_garbage_collector_is_left_as_it_was():
    import gc

    assert gc.isenabled()
    scaled(10)
    assert gc.isenabled()


def test_communes_made_together_share_no_village_no_code_and_no_number():
    one, other = scaled(120, 1, 40), scaled(120, 2, 40, nth=1)
    for of in (
        lambda commune: {village.name for village in commune.villages},
        lambda commune: {home.code for home in commune.households},
        lambda commune: {m.identity for home in commune.households for m in home.members if m.identity},
    ):
        assert of(one) and of(other) and of(one).isdisjoint(of(other))
    assert [len(village.households) for village in one.villages] == [40, 40, 40]
