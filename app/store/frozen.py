"""Recognised results stand: no record of a case changes while a decision about it does.

The decision of a periodic review freezes its whole round, that of an ad-hoc review the households it lists.
Every act passes here, also one that undoes; services ask `rounds.must_be_open` before they begin.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlcipher3 import dbapi2 as sqlite

from app.dates import PartialDate
from app.errors import InputFault
from app.i18n import _

Decision = tuple[int, str]  # its number and its day

_ANY = """SELECT 1 FROM decision d JOIN review_round r ON r.id = d.round
WHERE d.deleted = 0 AND d.revoked = '' AND (r.kind = 'periodic') = ? LIMIT 1"""
_OF_ROUND = """SELECT d.number, d.on_day FROM decision d JOIN review_round r ON r.id = d.round
WHERE d.round = ? AND d.deleted = 0 AND d.revoked = '' AND r.kind = 'periodic' LIMIT 1"""
_OF_CASE = """SELECT d.number, d.on_day FROM decided x JOIN decision d ON d.id = x.decision
WHERE x.review_case = ? AND x.deleted = 0 AND d.deleted = 0 AND d.revoked = '' LIMIT 1"""


class Frozen(InputFault):
    """A result that a decision recognised was to be changed."""

    kind = "frozen"

    def __init__(self, number: int, day: str) -> None:
        super().__init__(
            _("Kết quả đã được công nhận theo Quyết định số {number} ngày {day} nên không sửa được.").format(
                number=number, day=PartialDate.of(day).shown
            ),
            todo=_("Nếu quyết định sai, thu hồi quyết định và ghi lý do, rồi mở lại đợt."),
        )


class Guard:
    """What is frozen, as one act finds it; verdicts are remembered, for an act may write many rows."""

    def __init__(self, connection: sqlite.Connection) -> None:
        self._connection = connection
        self._rounds_too = self._is_there(_ANY, 1)
        self._cases_too = self._is_there(_ANY, 0)
        self._by_round: dict[bytes, Decision | None] = {}
        self._by_case: dict[bytes, Decision | None] = {}

    def check(self, tab: str, row: Mapping[str, Any]) -> None:
        """Frozen when a standing decision covers the case that a record of `tab` belongs to."""
        if not (self._rounds_too or self._cases_too):
            return
        if tab == "review_case":
            found = self._case(row["id"], row["round"])
        elif tab in ("case_member", "result"):
            found = self._case(row["review_case"], None)
        else:
            return
        if found is not None:
            raise Frozen(*found)

    def _case(self, case: bytes, of: bytes | None) -> Decision | None:
        if case not in self._by_case:
            self._by_case[case] = self._round(of or self._round_of(case)) or (
                self._first(_OF_CASE, case) if self._cases_too else None
            )
        return self._by_case[case]

    def _round(self, key: bytes | None) -> Decision | None:
        if key is None:
            return None
        if key not in self._by_round:
            self._by_round[key] = self._first(_OF_ROUND, key)
        return self._by_round[key]

    def _round_of(self, case: bytes) -> bytes | None:
        found = self._connection.execute("SELECT round FROM review_case WHERE id = ?", (case,)).fetchone()
        return found[0] if found else None

    def _is_there(self, sql: str, value: int) -> bool:
        return self._connection.execute(sql, (value,)).fetchone() is not None

    def _first(self, sql: str, key: bytes) -> Decision | None:
        found: Decision | None = self._connection.execute(sql, (key,)).fetchone()
        return found
