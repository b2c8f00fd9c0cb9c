"""Whether this program knows the rule books of which a bundle speaks: standards, and steps of the procedure.

Acts under a book that is not known could be kept, but not scored, shown or checked: they wait for the update.
"""

from __future__ import annotations

from collections.abc import Iterator

from app.rules.headings import standards
from app.rules.procedure import procedures
from app.store.tables import MAPS
from app.sync import faults
from app.sync.changes import AFTER, Changes, Column

_BY_STANDARD = frozenset(tab for tab, maps in MAPS.items() if "classes" in maps)


def must_be_known(told: Changes) -> None:
    """NewerRuleBook where a change names a standard or a step that no rule book of this program has."""
    after = [column for column in told.columns if column.side == AFTER]
    unknown = {key for column in after for key in _standards(column)} - standards()
    if steps := {str(step) for column in after if _are_steps(column) for step in column.values}:
        unknown |= steps - {step.key for one in procedures() for step in one.steps}
    if unknown:
        raise faults.newer_rule_book(sorted(unknown))


def _standards(column: Column) -> Iterator[str]:
    """The keys of standards that the values of a field name."""
    whole, _dot, item = column.name.partition(".")
    if column.name in ("standard", "standards"):
        yield from (key for told in {str(value) for value in column.values} for key in told.split())
    elif whole == "classes" and column.tab in _BY_STANDARD:
        yield item


def _are_steps(column: Column) -> bool:
    return (column.tab, column.name) == ("step_plan", "step")
