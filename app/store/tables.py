"""What the store knows of its tables beyond SQL: which columns are maps, which it derives, which it searches.

A record is a row of a table with `id` and `deleted`. A map is a JSON object journaled key by key, so that two
people who answer two questions of one household do not collide.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from app.models.key import Key, named_key, new_key
from app.vietnamese import fold, sort_key

Row = Mapping[str, Any]

MAPS: dict[str, frozenset[str]] = {
    "household": frozenset({"groups"}),
    "review_case": frozenset({"answers", "ticks", "b1_items", "income", "causes", "groups", "wants"}),
    "case_member": frozenset({"answers"}),
    "result": frozenset({"deprived", "sources"}),
    "intake": frozenset({"counts"}),
    "vote": frozenset({"classes"}),
    "complaint": frozenset({"classes"}),
    "decided": frozenset({"classes"}),
    "activity": frozenset({"details"}),
    "enrolment": frozenset({"grounds", "told", "details"}),
    "outcome": frozenset({"findings"}),
    "household_plan": frozenset({"wants"}),
}

# Fields that the rules compute: when stores differ in them nobody decides, they are computed again.
RECOMPUTED: dict[str, frozenset[str]] = {
    "result": frozenset(
        {"final_class", "computed_class", "side", "b1", "b2", "income", "deprived", "sources", "source"}
    ),
}

# Records that can be there only once, and what names them.
NAMED: dict[str, tuple[str, ...]] = {
    "place_area": ("place", "year"),
    "place_count": ("place", "year"),
    "target": ("place", "year", "indicator"),
    "review_round": ("place", "year", "kind", "month"),
    "review_case": ("round", "household"),
    "case_member": ("review_case", "person"),
    "result": ("review_case", "standard"),
    "setting": ("key",),
    "duplicate": ("person", "other"),
    "step_plan": ("round", "place", "step"),
    "meeting": ("round", "place", "number"),
    "vote": ("meeting", "review_case"),
    "posting": ("round", "place", "number"),
    "submission": ("round", "turn"),
    "submitted": ("submission", "place"),
    "decision": ("place", "year", "number"),
    "decided": ("decision", "review_case"),
    "certificate": ("place", "year", "number"),
    "certificate_copy": ("certificate", "nth"),
    "request": ("round", "household"),
    "activity_place": ("activity", "place"),
    "enrolment": ("activity", "household", "person"),
    "measurement": ("enrolment", "on_day"),
    "outcome": ("enrolment", "months"),
    "household_plan": ("household", "year"),
}

RECORDS = (
    "place",
    "place_parent",
    "place_area",
    "place_count",
    "target",
    "household",
    "person",
    "membership",
    "review_round",
    "review_case",
    "case_member",
    "result",
    "b1_point",
    "intake",
    "intake_row",
    "budget_line",
    "returned",
    "transfer",
    "duplicate",
    "setting",
    "step_plan",
    "meeting",
    "vote",
    "posting",
    "complaint",
    "submission",
    "submitted",
    "decision",
    "decided",
    "certificate",
    "certificate_copy",
    "request",
    "activity",
    "activity_place",
    "enrolment",
    "delivery",
    "measurement",
    "outcome",
    "money",
    "household_plan",
)


class Derived(NamedTuple):
    """Columns that follow from others: kept by the store on every machine, never journaled."""

    source: str
    columns: tuple[str, ...]
    derive: Callable[[str], tuple[Any, ...]]

    def of(self, row: Row) -> dict[str, Any]:
        """The derived columns of a row, by name."""
        return dict(zip(self.columns, self.derive(row[self.source]), strict=True))


DERIVED: dict[str, Derived] = {
    "person": Derived("name", ("folded", "sort_key"), lambda name: (fold(name), sort_key(name))),
}


def complete(tab: str, row: Row) -> Row:
    """The row with its derived columns."""
    return {**row, **DERIVED[tab].of(row)} if tab in DERIVED else row


class Searched(NamedTuple):
    """How the rows of a table are found.

    Attributes:
        columns: what `words` needs, and `order`.
        words: of a row, separated by spaces; empty for a row that nothing finds.
        order: the column that puts hits in order.
        key: its value as bytes that sort.
    """

    columns: tuple[str, ...]
    words: Callable[[Row], str]
    order: str
    key: Callable[[Any], bytes]


TAIL = "←"  # no letter: marks the digits of a number read backwards, so that its end is found as a prefix
_WORD = re.compile(r"[^\W_]+")


def words(text: str) -> list[str]:
    """The words of a text as the index knows them: folded, without signs."""
    return _WORD.findall(fold(text))


def number_words(text: str) -> list[str]:
    """The words under which a number is found: from its beginning, and from its end."""
    digits = text if text.isdecimal() else "".join(filter(str.isdecimal, text))
    return [digits, TAIL + digits[::-1]] if digits else []


def _person_words(row: Row) -> str:
    named = _WORD.findall(row["folded"])
    return " ".join((*named, *number_words(row["cccd"]), *number_words(row["phone"])))


def _household_words(row: Row) -> str:
    code, phone = row["code"], row["phone"]
    return " ".join((*words(code), *number_words(code), *words(row["address"]), *number_words(phone)))


SEARCHED: dict[str, Searched] = {
    "household": Searched(("code", "address", "phone"), _household_words, "code", sort_key),
    "person": Searched(("folded", "sort_key", "cccd", "phone"), _person_words, "sort_key", bytes),
}


def key_of(tab: str, row: Row) -> Key:
    """The key of a record to be made: named where it can be there only once, else new."""
    names = NAMED.get(tab)
    return named_key(tab, *(row.get(name) for name in names)) if names else new_key()
