"""Files between stores: what is in them, what they do, in which order, how often."""

from __future__ import annotations

import pytest

from app.store.check import faults_of
from app.sync.conflicts import conflicts, decide
from app.sync.outgoing import unsent

from store.book import contents

from .levels import ABOVE, FIRST, HELPER, NAMES, SECOND


def test_four_stores_that_have_heard_of_each_other_are_sound_and_hold_the_same(levels):
    for name in NAMES:
        assert faults_of(levels[name]) == []
    assert contents(levels[FIRST]) == contents(levels[HELPER])
    everything = contents(levels[ABOVE])
    for name in (FIRST, SECOND):
        for table, rows in contents(levels[name]).items():
            assert rows.items() <= everything[table].items()


def test_a_change_goes_up_and_is_answered(levels):
    assert unsent(levels[FIRST]) == 0
    levels.note(FIRST, "nhà dột")
    assert unsent(levels[FIRST]) == 1
    file = levels.send(FIRST, ABOVE)
    (taken,) = levels.receive(ABOVE, file)
    assert (taken.state, taken.acts, taken.new, taken.changed) == ("taken", 1, 0, 1)
    assert levels.noted(ABOVE) == "nhà dột"
    assert unsent(levels[FIRST]) == 1
    (answered,) = levels.receive(FIRST, taken.receipt)
    assert (answered.state, answered.kind) == ("agreed", "receipt")
    assert unsent(levels[FIRST]) == 0
