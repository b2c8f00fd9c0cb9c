"""A file goes into the store: dry run and import are one and the same work, kept or thrown away at the end.

Every line ends as new, changed, equal, doubtful (with candidates, for a person to decide) or refused (with
the reason). Doubtful and refused lines are kept with their cells; nothing is lost, nothing is guessed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import msgspec
from sqlmodel import Session

from app.errors import InputFault
from app.exchange.intake import register
from app.exchange.intake.matching import Known, Match, Matcher
from app.exchange.intake.rows import RowMaker
from app.exchange.lines import HouseholdLine, Problem, Reading
from app.i18n import _
from app.models.intake import CHANGED, DOUBTFUL, EQUAL, NEW, REFUSED
from app.models.key import Key
from app.progress import SILENT, Progress, each
from app.services import places
from app.store.act import Act
from app.store.journal import Change
from app.store.store import Store
from app.vietnamese import one_spelling

SKIP = "skip"
Decision = str | Key  # `new`, `skip`, or the household that the officer chose


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a line.

    Attributes:
        candidates: of a doubtful line: households a person may choose, the likeliest first.
        reasons: why it is doubtful or refused, and what was strange in it.
        changes: what a changed line does to rows that are there; a new case is not among them.
    """

    line: HouseholdLine
    status: str
    household: Key | None = None
    candidates: tuple[Known, ...] = ()
    reasons: tuple[Problem, ...] = ()
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """What an intake did, or would do.

    Attributes:
        counts: lines by status.
        problems: everything to be told, line by line and for the file.
        differing: lines whose stated class is not the computed one.
        villages: names of the villages that the file brings.
    """

    kind: str
    year: int | None
    outcomes: tuple[Outcome, ...]
    counts: Mapping[str, int]
    problems: tuple[Problem, ...]
    differing: int = 0
    villages: tuple[str, ...] = ()
    dry: bool = False


@dataclass(frozen=True, slots=True)
class Request:
    """What the officer asks of an intake.

    Attributes:
        year: of the review round that the file speaks of; None = as its titles say.
        decisions: what was decided for doubtful lines, by (sheet, row).
        dry: True to see what would happen.
    """

    file: Path
    sha256: str
    year: int | None = None
    decisions: Mapping[tuple[str, int], Decision] = field(default_factory=dict)
    dry: bool = False


class _Dry(Exception):  # noqa: N818  (carries the dry run out of the transaction)
    pass


def take_in(
    store: Store, reading: Reading, request: Request, actor: str, progress: Progress = SILENT
) -> Result:
    """Take a reading's households in, whole or not at all; with `request.dry` only say what would happen."""
    request = replace(request, year=request.year or reading.year)
    if request.year is None:
        raise InputFault(
            _("Tệp “{file}” không ghi năm rà soát.").format(file=request.file.name),
            todo=_("Thêm --round và năm, ví dụ --round 2026."),
        )
    title = _("Nhập {file}").format(file=request.file.name)
    try:
        with store.write(title, actor) as act, store.session() as session:
            result = _Intake(session, store.place, store.moment(), act, reading, request, progress).run()
            if request.dry:
                raise _Dry
    except _Dry:
        pass
    return result


class _Intake:
    """One file on its way in: matched, written through one act, its lines accounted for."""

    def __init__(
        self,
        session: Session,
        scope: Key,
        moment: str,
        act: Act,
        reading: Reading,
        request: Request,
        progress: Progress,
    ) -> None:
        self._session, self._scope, self._moment = session, scope, moment
        self._act, self._reading, self._request, self._progress = act, reading, request, progress
        self._villages = register.Villages(session, scope)
        self._known = register.households(session, scope)
        self._taken, self._seen = register.taken(session), register.seen(session)
        self._founded: list[str] = []

    @cached_property
    def _rows(self) -> RowMaker:
        """Made for the first line that goes in: a file of which nothing goes in founds no round."""
        year, file = self._request.year or 0, self._request.file.name
        return RowMaker(self._session, self._act, self._scope, year, self._reading, file)

    def run(self) -> Result:
        lines = [(self._identity(line), line) for line in self._reading.lines]
        matches = self._matcher().match(lines)
        work = zip((line for _i, line in lines), matches, strict=True)
        outcomes = [
            self._one(line, match)
            for line, match in each(work, self._progress, _("nhập từng hộ"), len(lines))
        ]
        scored = self._rows.write() if "_rows" in self.__dict__ else []
        outcomes = [self._rescored(outcome) for outcome in outcomes]
        self._keep(outcomes, [identity for identity, _line in lines])
        counts = Counter(outcome.status for outcome in outcomes)
        return Result(
            kind=self._reading.kind,
            year=self._request.year,
            outcomes=tuple(outcomes),
            counts={status: counts[status] for status in (NEW, CHANGED, EQUAL, DOUBTFUL, REFUSED)},
            problems=(
                *_another_year(self._reading, self._request),
                *self._reading.problems,
                *self._respelled(),
                *(problem for outcome in outcomes for problem in outcome.reasons),
                *scored,
            ),
            differing=self._rows.differing if "_rows" in self.__dict__ else 0,
            villages=tuple(self._founded),
            dry=self._request.dry,
        )

    def _rescored(self, outcome: Outcome) -> Outcome:
        """The outcome of a line that changed nothing but a result."""
        changed = outcome.status == EQUAL and outcome.household in self._rows.rescored
        return replace(outcome, status=CHANGED) if changed else outcome

    def _identity(self, line: HouseholdLine) -> str:
        """The line's content, with the kind, year and village that give it its meaning."""
        village = one_spelling(line.village)
        return f"{self._reading.kind}|{self._request.year}|{village}|{line.fingerprint}|{line.occurrence}"

    def _matcher(self) -> Matcher:
        keys = {line.village: self._villages.find(line.village)[0] for line in self._reading.lines}
        villages = {name: key for name, key in keys.items() if key}
        others = partial(register.others, self._session, self._scope)
        return Matcher(self._known, self._taken, villages, self._scope, others)

    def _respelled(self) -> list[Problem]:
        """Villages that the register spells otherwise are told, once each."""
        spelled = _("Tên bản khác dấu với sổ; đã hiểu là “{name}”.")
        first = {line.village: line for line in reversed(self._reading.lines)}
        found = [(line, self._villages.find(name)[1]) for name, line in first.items()]
        return [
            Problem(line.sheet, line.row, 0, spelled.format(name=otherwise), grave=False)
            for line, otherwise in found
            if otherwise
        ]

    def _place(self, line: HouseholdLine) -> Key:
        """The village of a line, founded where the register lacks it."""
        key, _otherwise = self._villages.find(line.village)
        if key is None:
            key = places.add(self._act, line.village, places.VILLAGE, self._scope)
            self._villages.add(key, line.village)
            self._founded.append(line.village)
        return key

    def _one(self, line: HouseholdLine, match: Match) -> Outcome:
        if line.refusals:
            return Outcome(line, REFUSED, reasons=(*line.refusals, *line.warnings))
        decision = self._request.decisions.get((line.sheet, line.row))
        unsure = match.known is None and bool(line.doubts or match.reason)
        if decision == SKIP or (decision is None and unsure):
            return self._doubtful(line, match)
        known = self._decided(decision) or (match.known if decision is None else None)
        if known is None:
            key, told = self._rows.new(line, self._place(line))
            return Outcome(line, NEW, key, reasons=(*line.warnings, *told))
        before = len(self._act.changes)
        decided = decision is not None
        told = self._rows.update(line, known, self._place_of(line, known, decided), decided=decided)
        status = CHANGED if len(self._act.changes) > before or self._rows.waiting_for(known) else EQUAL
        did = tuple(self._act.changes[before:])
        return Outcome(line, status, known.household, reasons=(*line.warnings, *told), changes=did)

    def _place_of(self, line: HouseholdLine, known: Known, decided: bool) -> Key | None:
        """The village of a line of a known household; founded only where the household then goes there."""
        goes_there = decided or known.village == self._scope
        return self._place(line) if goes_there else self._villages.find(line.village)[0]

    def _decided(self, decision: Decision | None) -> Known | None:
        if not isinstance(decision, bytes):
            return None
        found = next((known for known in self._known if known.household == decision), None)
        if found is None:
            raise InputFault(
                _("Hộ được chọn cho một dòng còn ngờ không có trong sổ."),
                todo=_("Chép lại mã hộ từ danh sách ứng viên của dòng ấy."),
            )
        return found

    @staticmethod
    def _doubtful(line: HouseholdLine, match: Match) -> Outcome:
        why = (Problem(line.sheet, line.row, 0, match.reason),) if match.reason else ()
        return Outcome(
            line, DOUBTFUL, candidates=match.candidates, reasons=(*line.doubts, *why, *line.warnings)
        )

    def _keep(self, outcomes: list[Outcome], identities: list[str]) -> None:
        """Remember the file and what became of its lines, unless all of it is known already."""
        pairs = [(i, o) for i, o in zip(identities, outcomes, strict=True) if i not in self._seen]
        if not pairs and not self._act.changes:
            return
        counts = Counter(outcome.status for outcome in outcomes)
        keep(self._act, self._moment, self._reading.kind, self._request, counts, pairs)


def keep(
    act: Act,
    moment: str,
    kind: str,
    request: Request,
    counts: Mapping[str, int],
    pairs: Sequence[tuple[str, Outcome]],
) -> None:
    """Within an act: a file that was taken in at a moment, and what became of its lines, by identity."""
    told = {"file": request.file.name, "sha256": request.sha256, "kind": kind, "year": request.year}
    (intake,) = act.insert("intake", [{**told, "at": moment, "counts": dict(counts)}])
    act.insert("intake_row", [_kept(intake, identity, outcome) for identity, outcome in pairs])


def _another_year(reading: Reading, request: Request) -> list[Problem]:
    """The sentence about a file whose titles name another year than the officer did."""
    if reading.year in (None, request.year):
        return []
    told = _("Tệp ghi năm {stated}, đang nhập vào đợt rà soát năm {year}: xem lại có đúng tệp không.")
    return [Problem("", 0, 0, told.format(stated=reading.year, year=request.year), grave=False)]


def _kept(intake: Key, identity: str, outcome: Outcome) -> dict[str, Any]:
    went_in = outcome.household is not None
    return {
        "intake": intake,
        "sheet": outcome.line.sheet,
        "line": outcome.line.row,
        "fingerprint": identity,
        "status": outcome.status,
        "household": outcome.household,
        "reason": "" if went_in else " ".join(problem.reason for problem in outcome.reasons),
        "raw": "" if went_in else msgspec.json.encode(outcome.line.raw).decode(),
    }
