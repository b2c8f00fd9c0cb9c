"""Recognised results in a merge: what a decision has seen is not replaced by a change that came too late.

A change of a case is *late* when neither its author had seen the decision about that case nor the decision
had seen it: two stores worked at once. It is kept like any other and listed as a conflict, but it never wins:
what the decision recognised is shown until a person decides, and while the decision stands nobody can decide
against it. A change whose author had seen the decision standing is none that the program makes: refused.

Whether a decision was revoked later has no part in this, so that the rows stay a function of the set of acts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from sqlcipher3 import dbapi2 as sqlite

from app.store.frozen import Frozen
from app.store.journal import Change
from app.store.ledger import Sight

if TYPE_CHECKING:
    from app.store.act import Schema
    from app.store.settling import Version

Told = tuple[str, int, Change]  # the stream that says it, in which act, and what
CASES = ("review_case", "case_member", "result")
_STREAM = "lower(hex(s.node)) || '/' || s.place"
_OF_CASE = """
SELECT d.id FROM review_case c JOIN review_round r ON r.id = c.round JOIN decision d ON d.round = r.id
WHERE c.id = :case AND r.kind = 'periodic'
UNION SELECT decision FROM decided WHERE review_case = :case
"""
_COVERED = """
SELECT c.id FROM decision d JOIN review_round r ON r.id = d.round JOIN review_case c ON c.round = r.id
WHERE d.id = :decision AND r.kind = 'periodic'
UNION SELECT review_case FROM decided WHERE decision = :decision
"""
_TOLD = (
    f"SELECT {_STREAM}, a.seq, a.hlc, c.op, c.after FROM change c JOIN act a ON a.id = c.act"
    " JOIN stream s ON s.id = a.stream WHERE c.row = ? AND c.tab = 'decision' ORDER BY a.hlc"
)
_CHANGED_ELSEWHERE = (
    "SELECT 1 FROM change c JOIN act a ON a.id = c.act JOIN stream s ON s.id = a.stream"
    f" WHERE c.row = ? AND c.tab = ? AND {_STREAM} <> ? LIMIT 1"
)
_NUMBERED = "SELECT number, on_day FROM decision WHERE id = ?"


class Founding(NamedTuple):
    """The act that put a decision down."""

    decision: bytes
    stream: str
    seq: int
    hlc: int


class Upheld:
    """The decisions of a store, as one merge finds them; what was asked once is remembered."""

    def __init__(self, connection: sqlite.Connection, schema: Schema, sight: Sight) -> None:
        self._connection, self._schema, self._sight = connection, schema, sight
        self._any = connection.execute("SELECT 1 FROM decision LIMIT 1").fetchone() is not None
        self._by_case: dict[bytes, tuple[Founding, ...]] = {}
        self._foundings: dict[bytes, tuple[Founding, ...]] = {}

    # Which decisions, which records ------------------------------------------------------------------------

    def about(self, case: bytes) -> tuple[Founding, ...]:
        """What put down the decisions about a case, also those that were revoked."""
        if not self._any:
            return ()
        if case not in self._by_case:
            found = self._connection.execute(_OF_CASE, {"case": case}).fetchall()
            self._by_case[case] = tuple(one for (key,) in found for one in self._founded(key))
        return self._by_case[case]

    def case_of(self, tab: str, row: bytes) -> bytes:
        """The case that a record of `CASES` belongs to."""
        if tab == "review_case":
            return row
        found = self._connection.execute(f"SELECT review_case FROM {tab} WHERE id = ?", (row,)).fetchone()
        return bytes(found[0])

    def _founded(self, decision: bytes) -> tuple[Founding, ...]:
        if decision not in self._foundings:
            told = self._connection.execute(_TOLD, (decision,))
            self._foundings[decision] = tuple(
                Founding(decision, stream, seq, hlc)
                for stream, seq, hlc, op, _after in told
                if op in ("insert", "restore")
            )
        return self._foundings[decision]

    def reached(self, touched: Mapping[tuple[str, bytes], Sequence[Told]]) -> Iterator[tuple[str, bytes]]:
        """Records to be settled anew, because a late change or a decision has come.

        Raises:
            Frozen: an author who had seen the decision standing changed what it recognised.
        """
        if not self._any:
            return
        for (tab, row), told in touched.items():
            if tab in CASES:
                about = self.about(self.case_of(tab, row))
                self._must_not_be_known(about, told)
                if any(self._late(one, stream, seq) for one in about for stream, seq, _change in told):
                    yield tab, row
        decisions = {row for tab, row in touched if tab == "decision"}
        decisions |= {self._decision_of(row) for tab, row in touched if tab == "decided"}
        for one in decisions:
            yield from self._changed_elsewhere(one)

    def _decision_of(self, decided: bytes) -> bytes:
        found = self._connection.execute("SELECT decision FROM decided WHERE id = ?", (decided,)).fetchone()
        return bytes(found[0])

    def _changed_elsewhere(self, decision: bytes) -> Iterator[tuple[str, bytes]]:
        """The records of the cases of a decision that another stream than the decision's has changed."""
        streams = {one.stream for one in self._founded(decision)}
        for (case,) in self._connection.execute(_COVERED, {"decision": decision}).fetchall():
            for tab, row in self._records(case):
                if any(
                    self._connection.execute(_CHANGED_ELSEWHERE, (row, tab, name)).fetchone()
                    for name in streams
                ):
                    yield tab, row

    def _records(self, case: bytes) -> Iterator[tuple[str, bytes]]:
        yield "review_case", case
        for tab in CASES[1:]:
            found = self._connection.execute(f"SELECT id FROM {tab} WHERE review_case = ?", (case,))
            yield from ((tab, row) for (row,) in found.fetchall())

    # What they mean ---------------------------------------------------------------------------------------

    def late(self, version: Version, about: Iterable[Founding]) -> bool:
        """True for a change that neither saw one of the decisions nor was seen by it."""
        return any(self._late(one, version.stream, version.seq) for one in about)

    def _late(self, one: Founding, stream: str, seq: int) -> bool:
        if stream == one.stream:
            return False
        seen = self._sight.had_seen
        return not (seen(one.stream, one.seq, stream, seq) or seen(stream, seq, one.stream, one.seq))

    def _must_not_be_known(self, about: Iterable[Founding], told: Iterable[Told]) -> None:
        """Frozen when a change was made by an author who had seen a decision about the case standing."""
        for one in about:
            for stream, seq, change in told:
                if change.before != change.after and self._stood(one, stream, seq):
                    raise Frozen(*self._connection.execute(_NUMBERED, (one.decision,)).fetchone())

    def _stood(self, one: Founding, stream: str, seq: int) -> bool:
        """True when the author of an act held the decision and nothing that took it back."""
        if not self._sight.had_seen(stream, seq, one.stream, one.seq):
            return False
        table, state = self._schema["decision"], {"revoked": "", "deleted": 0}
        for other, at, _hlc, _op, after in self._connection.execute(_TOLD, (one.decision,)).fetchall():
            if (other, at) == (stream, seq) or self._sight.had_seen(stream, seq, other, at):
                state |= {name: value for name, value in table.read(after).items() if name in state}
        return not state["revoked"] and not state["deleted"]
