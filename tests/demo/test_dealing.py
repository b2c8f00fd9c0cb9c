"""Sums come out exactly, or it is said that they cannot."""

from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.demo.dealing import Hands, spread


@given(st.integers(1, 40), st.data(), st.integers())
def test_spread_adds_up(count, data, seed):
    total = data.draw(st.integers(count, 7 * count))
    numbers = spread(Random(seed), count, total, {1: 1, 4: 5, 7: 1})
    assert len(numbers) == count and sum(numbers) == total
    assert all(1 <= number <= 7 for number in numbers)


@pytest.mark.parametrize("total", [2, 22])
def test_spread_refuses_what_cannot_be(total):
    with pytest.raises(ValueError, match=f"cannot make {total}"):
        spread(Random(1), 3, total, {1: 1, 7: 1})


@given(st.integers(), st.integers(6, 25))
def test_deal_gives_each_mark_as_often_as_needed(seed, count):
    rng = Random(seed)
    needs = {mark: rng.randint(count // 2, count - 2) for mark in "abcdef"}
    hands = [set() for _ in range(count)]
    Hands(hands, lambda i, marks: not {"a", "b"} <= marks or i > 1).deal(rng, needs, [3] * count, 2)
    assert Counter(mark for hand in hands for mark in hand) == needs
    assert all(len(hand) >= 2 for hand in hands)
    assert not any({"a", "b"} <= hand for hand in hands[:2])


def test_hands_without_target_stay_as_they_are():
    hands = [{"a"}, set(), set()]
    Hands(hands, lambda i, marks: i > 0 or marks == {"a"}).deal(Random(1), {"a": 2, "b": 1}, [0, 2, 2], 1)
    assert hands[0] == {"a"}
    assert Counter(mark for hand in hands for mark in hand) == {"a": 3, "b": 1}


def test_deal_says_when_a_mark_has_nowhere_to_go():
    with pytest.raises(ValueError, match="a: 2 hands needed, 1 can take it"):
        Hands([set(), set()], lambda i, marks: i == 0).deal(Random(1), {"a": 2}, [1, 1], 0)


def test_deal_says_when_a_hand_stays_too_empty():
    with pytest.raises(ValueError, match="stays under 2"):
        Hands([set(), set()], lambda i, marks: True).deal(Random(1), {"a": 2}, [1, 1], 2)


def test_swap_keeps_what_does_not_fit():
    hands = Hands([{"a"}, {"b"}], lambda i, marks: i == 0 or "a" not in marks)
    assert not hands.swap(0, 1, "a", "b")
    assert not hands.swap(0, 1, "b", "a")
    assert hands.held == [{"a"}, {"b"}]
    assert Hands(hands.held, lambda i, marks: True).swap(0, 1, "a", "b")
    assert hands.held == [{"b"}, {"a"}]
