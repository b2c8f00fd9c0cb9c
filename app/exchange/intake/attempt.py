"""A file on its way in as an officer leads it: looked at, pointed at, tried, decided line by line, taken in.

Pure steps between plain values: each gives another `Attempt`. Only `run` sees the store, through `intake`.
What goes in, what stays out and what is still to be decided is read here, by whatever shows it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum
from pathlib import Path

from app.errors import InputFault
from app.exchange.intake import beneficiaries, intake, plans, points
from app.exchange.intake.beside import altered
from app.exchange.intake.intake import SKIP, Decision, Outcome, Request, Result
from app.exchange.intake.reconcile import WHOLE, Comparison, reconcile
from app.exchange.intake.returned import return_workbook
from app.exchange.kinds import control_totals, formats
from app.exchange.lines import ControlLine, Problem, Reading
from app.exchange.sheets import pointing
from app.exchange.sheets.headers import ColumnMapping
from app.exchange.sheets.reading import Book, read_book
from app.i18n import _
from app.models.intake import CHANGED, DOUBTFUL, EQUAL, NEW, REFUSED
from app.models.key import Key
from app.progress import SILENT, Progress
from app.store.store import Store

STATUSES = (NEW, CHANGED, EQUAL, DOUBTFUL, REFUSED)
Spot = tuple[str, int]  # sheet and Excel's row: what names a line of a file


class Step(Enum):
    """How far the file has come."""

    LOOK = 1
    POINT = 2
    TRY = 3
    DONE = 4


@dataclass(frozen=True, slots=True)
class Village:
    """The lines of one village in the file: all of them, and those that go in."""

    name: str
    lines: int
    going_in: int

    @property
    def waiting(self) -> int:
        """Those that stay out as things stand."""
        return self.lines - self.going_in


@dataclass(frozen=True, slots=True)
class Attempt:
    """A file and all that was said about it so far.

    Attributes:
        mapping: made by hand, or kept from an earlier time; None = as the words of the head say.
        result: of the dry run, then of the import.
        decisions: for doubtful lines, in the order in which they were made.
        controls: totals to compare with.
        act: of the import, by its number in the store; 0 before, or when nothing was written.
        activity: whose list of beneficiaries it is; None = as it says.
        on: the day of reading, which is that of such a list where it names none.
    """

    book: Book
    kind: str
    reading: Reading
    year: int | None = None
    step: Step = Step.LOOK
    mapping: ColumnMapping | None = None
    result: Result | None = None
    decisions: Mapping[Spot, Decision] = field(default_factory=dict)
    controls: tuple[ControlLine, ...] = ()
    act: int = 0
    activity: Key | None = None
    on: date | None = None

    # Looking, pointing ------------------------------------------------------------------------------------

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self.book.path

    def of_year(self, year: int | None) -> Attempt:
        """The same, speaking of another review."""
        return self if year == self.year else replace(self, year=year, result=None)

    def as_kind(self, kind: str, on: date) -> Attempt:
        """The same file read as another kind; what was pointed at is forgotten."""
        reading = formats.read_as(self.book, kind, None, on)
        return replace(self, kind=kind, reading=reading, mapping=None, result=None, decisions={})

    def pointing(self) -> Attempt:
        """Columns are pointed at; a dry run made before does not hold any more."""
        return replace(self, step=Step.POINT, result=None)

    def mapped(self, mapping: ColumnMapping | None, on: date) -> Attempt:
        """The same file read with these columns; None = as the words of its head say."""
        reading = formats.read_as(self.book, self.kind, mapping, on)
        return replace(self, mapping=mapping, reading=reading, result=None, decisions={})

    # Trying, deciding -------------------------------------------------------------------------------------

    def tried(self, result: Result) -> Attempt:
        """A dry run says so; decisions stay for the lines that are still in doubt."""
        open_still = {spot(one) for one in result.outcomes if one.status == DOUBTFUL}
        kept = {where: what for where, what in self.decisions.items() if where in open_still}
        return replace(self, step=Step.TRY, result=result, decisions=kept)

    def outcomes(self, status: str) -> tuple[Outcome, ...]:
        """The lines that came out so, in the order of the file."""
        return tuple(one for one in self._outcomes if one.status == status)

    @property
    def _outcomes(self) -> tuple[Outcome, ...]:
        return self.result.outcomes if self.result else ()

    def decide(self, where: Spot, decision: Decision) -> Attempt:
        """A doubtful line is a household, a new one, or skipped; InputFault where the household is taken."""
        if isinstance(decision, bytes) and (other := self._owner(decision, where)):
            raise InputFault(
                _("Hộ này đã là của dòng {row}, trang “{sheet}”.").format(
                    row=other[1], sheet=other[0].strip()
                ),
                todo=_("Chọn hộ khác, hoặc bỏ một trong hai dòng."),
            )
        earlier = {spot: what for spot, what in self.decisions.items() if spot != where}
        return replace(self, decisions={**earlier, where: decision})

    def _owner(self, household: Key, asking: Spot) -> Spot | None:
        """The other line that is that household, surely or by decision."""
        decided = (where for where, what in self.decisions.items() if what == household and where != asking)
        sure = (spot(one) for one in self._outcomes if one.household == household)
        return next(decided, None) or next(sure, None)

    def take_back(self) -> tuple[Attempt, Spot | None]:
        """The last decision is open again; also the line that it was about."""
        if not self.decisions:
            return self, None
        *kept, (where, _what) = self.decisions.items()
        return replace(self, decisions=dict(kept)), where

    def next_open(self, after: Spot) -> Spot | None:
        """The next doubtful line without a decision, going round; None where all are decided."""
        spots = [spot(one) for one in self.outcomes(DOUBTFUL)]
        at = spots.index(after) + 1 if after in spots else 0
        return next((where for where in spots[at:] + spots[:at] if where not in self.decisions), None)

    # Counting ---------------------------------------------------------------------------------------------

    @property
    def counts(self) -> dict[str, int]:
        """Lines by status."""
        told = self.result.counts if self.result else {}
        return {status: told.get(status, 0) for status in STATUSES}

    def goes_in(self, outcome: Outcome) -> bool:
        """True of a line that an import as things stand takes in."""
        if outcome.status == DOUBTFUL:
            return self.decisions.get(spot(outcome), SKIP) != SKIP
        return outcome.status != REFUSED

    @property
    def going_in(self) -> int:
        """How many lines go in."""
        if self.result and not self._outcomes:  # a plan or a table of points: its lines are only counted
            return sum(self.counts[status] for status in (NEW, CHANGED, EQUAL))
        return sum(map(self.goes_in, self._outcomes))

    @property
    def staying_out(self) -> int:
        """How many do not."""
        return sum(self.counts.values()) - self.going_in

    @property
    def fields_changed(self) -> int:
        """How many fields of known households would change."""
        return sum(len(altered(one.changes)) for one in self.outcomes(CHANGED))

    def villages(self) -> tuple[Village, ...]:
        """The villages in the order of the file."""
        lines, going_in = Counter[str](), Counter[str]()
        for one in self._outcomes:
            lines[one.line.village] += 1
            going_in[one.line.village] += self.goes_in(one)
        return tuple(Village(name, count, going_in[name]) for name, count in lines.items())

    def totals(self) -> dict[str, dict[str, int]]:
        """What the file holds, refused lines too, by village and key of a count, as `reconcile` takes it."""
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for one in self._outcomes:
            for place in {one.line.village, WHOLE}:
                tally = found[place]
                tally["households"] += 1
                tally["persons"] += one.line.size or 0
                if one.line.stated:
                    tally[f"{one.line.stated}.households"] += 1
                    tally[f"{one.line.stated}.persons"] += one.line.size or 0
        return {place: dict(tally) for place, tally in found.items()}

    def compared(self) -> tuple[Comparison, ...]:
        """What the file holds, set against the control totals."""
        return reconcile(self.totals(), self.controls) if self.controls else ()

    def with_controls(self, controls: Iterable[ControlLine]) -> Attempt:
        """The same with other control totals."""
        return replace(self, controls=tuple(controls))

    def problems(self) -> tuple[Problem, ...]:
        """What the returned workbook says: of the lines that stay out first, then of those that go in."""
        if not self._outcomes:
            return self.result.problems if self.result else ()
        apart = sorted(self._outcomes, key=self.goes_in)
        return tuple(problem for one in apart for problem in one.reasons)

    # Taking in --------------------------------------------------------------------------------------------

    def request(self, *, dry: bool) -> Request:
        """What is asked of the intake; a dry run decides nothing: the doubtful lines stay together."""
        decisions = {} if dry else dict(self.decisions)
        return Request(self.path, self.book.sha256, self.year, decisions, dry)

    def taken(self, result: Result, act: int) -> Attempt:
        """It is in the store."""
        return replace(self, step=Step.DONE, result=result, act=act)

    def undone(self) -> Attempt:
        """The import was taken back: the file stands as before its dry run."""
        return replace(self, step=Step.LOOK, result=None, act=0)


def spot(outcome: Outcome) -> Spot:
    """Where a line stands in its file."""
    return outcome.line.sheet, outcome.line.row


def look(path: Path, on: date, kind: str | None = None, kept: Mapping[str, str] | None = None) -> Attempt:
    """Read a file for the first time, with the mapping kept for its head, if there is one.

    Args:
        path: of the spreadsheet.
        on: the day of reading.
        kind: None = recognise it; InputFault where that cannot be done.
        kept: signature of a head → mapping as JSON.
    """
    book = read_book(path)
    mapping = _kept_for(book, kept or {})
    chosen = formats.format_of(book, kind or (mapping.kind if mapping else None))
    fitting = mapping if mapping and mapping.kind == chosen.kind else None
    reading = chosen.read(book, fitting, on)
    return Attempt(book, chosen.kind, reading, reading.year, mapping=fitting, on=on)


def _kept_for(book: Book, kept: Mapping[str, str]) -> ColumnMapping | None:
    """The kept mapping that was made for a head of the book; a head that no kind knows is found so, too."""
    found: dict[str, set[str]] = {}
    for text in kept.values():
        mapping = ColumnMapping.from_json(text)
        if mapping.kind not in found:
            found[mapping.kind] = {head.header.signature for head in pointing.heads(book, mapping.kind)}
        if mapping.signature in found[mapping.kind]:
            return mapping
    return None


def read_controls(path: Path, on: date) -> tuple[ControlLine, ...]:
    """Control totals from a file; InputFault where it holds none."""
    controls = formats.read_file(path, control_totals.KIND, None, on).controls
    if not controls:
        raise InputFault(
            _("“{file}” không có số liệu đối chiếu nào.").format(file=path.name),
            todo=_("Tệp đối chiếu có mỗi thôn, bản một dòng: số hộ, số khẩu, số hộ nghèo, cận nghèo."),
        )
    return controls


def typed_controls(told: Mapping[str, Mapping[str, int]]) -> tuple[ControlLine, ...]:
    """Control totals as an officer typed them: place (`""` for the whole) → key of a count → number."""
    return tuple(ControlLine("", 0, place, dict(counts)) for place, counts in told.items() if counts)


def run(store: Store, attempt: Attempt, actor: str, progress: Progress = SILENT, *, dry: bool) -> Attempt:
    """Try the file, or take it in; whole or not at all."""
    if attempt.kind == control_totals.KIND:
        raise InputFault(
            _("“{file}” là số liệu đối chiếu, không phải danh sách hộ.").format(file=attempt.path.name),
            todo=_("Chạy thử danh sách hộ trước, rồi nạp tệp này ở khung “Số liệu đối chiếu”."),
        )
    store.done = None
    result = _taken(store, attempt, actor, progress, dry)
    if dry:
        return attempt.tried(result)
    return attempt.taken(result, store.done.act if store.done else 0)


def _taken(store: Store, attempt: Attempt, actor: str, progress: Progress, dry: bool) -> Result:
    reading, name = attempt.reading, attempt.path.name
    if reading.plan:
        counted = plans.take_in(store, reading, name, attempt.year, actor, dry=dry)
        return _counted(
            attempt, counted, [p for line in reading.plan for p in (*line.refusals, *line.warnings)], dry
        )
    if reading.points:
        counts, refused = points.take_in(store, reading, name, actor, dry=dry)
        return _counted(attempt, counts, refused, dry)
    request = attempt.request(dry=dry)
    if reading.beneficiaries:
        today = attempt.on or date.today()
        return beneficiaries.take_in(store, reading, request, today, today, actor, attempt.activity)
    return intake.take_in(store, reading, request, actor, progress)


def _counted(attempt: Attempt, counts: Mapping[str, int], refused: Sequence[Problem], dry: bool) -> Result:
    """The account of lines that are no households."""
    problems = (*attempt.reading.problems, *refused)
    return Result(attempt.kind, attempt.year, (), dict(counts), problems, dry=dry)


def give_back(attempt: Attempt, target: Path) -> Path:
    """Write the officer's workbook with what is wrong in it marked; returns where it stands."""
    return return_workbook(attempt.path, target, attempt.problems())


def heads(attempt: Attempt) -> tuple[pointing.Head, ...]:
    """The sheets of the file with their heads, as they are read now."""
    return pointing.heads(attempt.book, attempt.kind, attempt.mapping)
