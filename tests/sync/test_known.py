"""A bundle that speaks of rule books of a later version waits, and goes in by itself after the update."""

from __future__ import annotations

import pytest

from app.rules import headings
from app.sync import inbox, known

from .levels import ABOVE, FIRST, Levels


def open_round(levels: Levels, standards: str = "vn-2030") -> None:
    with levels.write(FIRST, title="Mở đợt") as act:
        told = {"year": 2030, "kind": "periodic", "state": "open", "source": "surveyed"}
        act.insert("review_round", [told | {"place": levels[FIRST].place, "standards": standards}])


def plan_a_step(levels: Levels) -> None:
    open_round(levels, "vn-2021")
    (one,) = levels[FIRST].connection.execute("SELECT id FROM review_round").fetchone()
    with levels.write(FIRST) as act:
        act.insert(
            "step_plan", [{"round": one, "place": levels[FIRST].place, "step": "e_vote", "due": "2030-10-01"}]
        )


def load_points(levels: Levels) -> None:
    with levels.write(FIRST) as act:
        told = {"item": "floor", "option": "earth", "points": 10.0}
        act.insert("b1_point", [told | {"standard": "vn-2030"}])


@pytest.mark.parametrize(
    ("work", "key"), [(open_round, "vn-2030"), (plan_a_step, "e_vote"), (load_points, "vn-2030")]
)
def test_what_no_rule_book_here_has_is_kept_aside_with_its_name(levels, work, key):
    work(levels)
    file = levels.send(FIRST, ABOVE)
    (refused,) = levels.receive(ABOVE, file)
    assert (refused.state, refused.fault) == ("quarantined", "newer_rule_book")
    assert key in refused.said[0]
    assert levels.receive(ABOVE, file, dry=True)[0].fault == "newer_rule_book"


def test_what_is_known_goes_in(levels):
    open_round(levels, "vn-2021 vn-2027")
    assert levels.receive(ABOVE, levels.send(FIRST, ABOVE))[0].state == "taken"


def test_after_the_update_it_goes_in_with_whatever_comes_next(levels, monkeypatch):
    open_round(levels)
    first = levels.send(FIRST, ABOVE)
    assert inbox.load(levels[ABOVE], [first])[0].fault == "newer_rule_book"
    levels.note(FIRST, "việc sau")
    second = levels.send(FIRST, ABOVE)
    assert [one.fault for one in inbox.load(levels[ABOVE], [second])] == ["newer_rule_book"]
    assert levels.noted(ABOVE) == ""
    monkeypatch.setattr(known, "standards", lambda: headings.standards() | {"vn-2030"})
    levels.note(FIRST, "việc sau nữa")
    came = inbox.load(levels[ABOVE], [levels.send(FIRST, ABOVE)])
    assert [one.state for one in came][-1] == "taken"
    assert not any(one.quarantined for one in inbox.arrivals(levels[ABOVE]))
    assert levels.noted(ABOVE) == "việc sau nữa"
