"""Named keys: the same on every machine, and near what they hang on."""

from __future__ import annotations

from app.models.key import SIZE, named_key, new_key


def test_the_same_parts_name_the_same_record() -> None:
    assert named_key("round", 2026, "periodic") == named_key("round", 2026, "periodic")
    assert named_key("round", 2026, "periodic") != named_key("round", 2027, "periodic")


def test_every_named_key_is_as_long_as_any_other() -> None:
    assert len(named_key("round", 2026)) == len(named_key("case", new_key())) == len(new_key()) == SIZE


def test_records_of_one_record_lie_together() -> None:
    round_key, households = new_key(), [new_key() for _ in range(50)]
    names = [named_key("case", round_key, household) for household in households]
    assert len(set(names)) == 50
    assert {name[:8] for name in names} == {round_key[:8]}
