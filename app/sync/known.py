"""Whether this program knows the rule books of which a bundle speaks: standards, and steps of the procedure.

Acts under a book that is not known could be kept, but not scored, shown or checked: they wait for the update.
"""

from __future__ import annotations

from collections.abc import Iterator

from app.rules.book import books
from app.rules.procedure import procedures
from app.store.tables import MAPS
from app.sync import faults
from app.sync.changes import AFTER, Changes, Column

_BY_STANDARD = frozenset(tab for tab, maps in MAPS.items() if "classes" in maps)


def must_be_known(told: Changes) -> None:
    """NewerRuleBook where a change names a standard or a step that no rule book of this program has."""
    known = {one.key for one in books()} | {step.key for one in procedures() for step in one.steps}
    named = {key for column in told.columns if column.side == AFTER for key in _keys(column)}
    if unknown := sorted(named - known):
        raise faults.newer_rule_book(unknown)


def _keys(column: Column) -> Iterator[str]:
    """The keys of standards and steps that the values of a field name."""
    whole, _dot, item = column.name.partition(".")
    if column.name == "standards":
        yield from (key for told in set(column.values) for key in str(told).split())
    elif column.name == "standard" or (column.tab, column.name) == ("step_plan", "step"):
        yield from {str(told) for told in column.values}
    elif whole == "classes" and column.tab in _BY_STANDARD:
        yield item
