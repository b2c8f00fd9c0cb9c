"""One file from its name to its account: read, taken in, compared with control totals, returned."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from app.errors import Fault, InputFault
from app.exchange.intake import beneficiaries, intake, plans, points
from app.exchange.intake.reconcile import counts, reconcile
from app.exchange.intake.returned import return_workbook
from app.exchange.kinds import commune_book, control_totals, formats, member_list, poor_list, survey_book
from app.exchange.lines import Problem, Reading
from app.exchange.sheets.headers import ColumnMapping
from app.i18n import _
from app.models.intake import DOUBTFUL, NEW, REFUSED
from app.models.key import Key
from app.progress import SILENT, Progress
from app.store.store import Store


@dataclass(frozen=True, slots=True)
class Asked:
    """What the officer asks when giving a file.

    Attributes:
        activity: whose list of beneficiaries it is; None = as it says.
        on: the day of such a list, where it names none; None = today.
    """

    year: int | None = None
    kind: str | None = None
    mapping: Path | None = None
    totals: Path | None = None
    decisions: Path | None = None
    errors: Path | None = None
    dry: bool = False
    activity: Key | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a file.

    Attributes:
        preview: how the texts of an old encoding were understood, before → after.
        compared: sentences of the comparison with control totals; empty without them.
        doubtful: each doubtful line with its candidates.
        villages: those that the file founded.
    """

    file: Path
    kind: str
    counts: Mapping[str, int]
    problems: tuple[Problem, ...]
    dry: bool
    preview: tuple[str, ...] = ()
    compared: tuple[str, ...] = ()
    agrees: bool | None = None
    doubtful: tuple[dict[str, Any], ...] = ()
    villages: tuple[str, ...] = ()

    def as_data(self) -> dict[str, Any]:
        """The account as `import --json` prints it."""
        problems = [
            {"sheet": p.sheet, "row": p.row, "column": p.column, "reason": p.reason} for p in self.problems
        ]
        data = {"kind": self.kind, "rows": sum(self.counts.values()), **self.counts, "problems": problems}
        if self.doubtful:
            data["candidates"] = self.doubtful
        if self.villages:
            data["villages"] = self.villages
        if self.agrees is not None:
            data |= {"agrees": self.agrees, "compared": self.compared}
        return data


def take_file(
    store: Store, path: Path, asked: Asked, today: date, actor: str, progress: Progress = SILENT
) -> Taken:
    """Take one file in, or look what would happen; Fault in words when it cannot be read."""
    return _take(store, path, _read(path, asked, today), asked, today, actor, progress)


def take_files(
    store: Store, paths: Sequence[Path], asked: Asked, today: date, actor: str
) -> Iterator[Taken | Fault]:
    """Take several files in, whatever the order they are given in: those that tell most come first.

    Each file stands for itself: where one cannot be taken, its fault comes instead and the others go on.
    """
    read: list[tuple[Path, Reading]] = []
    for path in paths:
        try:
            read.append((path, _read(path, asked, today)))
        except Fault as fault:
            yield fault
    for path, reading in sorted(read, key=lambda one: _rank(one[1])):
        try:
            yield _take(store, path, reading, asked, today, actor, SILENT)
        except Fault as fault:
            yield fault


def _rank(reading: Reading) -> tuple[int, int]:
    """Books with villages, birth years and ID numbers before bare lists, later years before earlier ones."""
    kinds = [one.kind for one in formats.FORMATS]
    telling = [survey_book.KIND, commune_book.KIND, member_list.KIND, poor_list.KIND]
    place = telling.index(reading.kind) if reading.kind in telling else kinds.index(reading.kind) + len(kinds)
    return place, -(reading.year or 0)


def _read(path: Path, asked: Asked, today: date) -> Reading:
    mapping = ColumnMapping.from_json(_text(asked.mapping)) if asked.mapping else None
    return formats.read_file(path, asked.kind, mapping, today)


def _take(
    store: Store,
    path: Path,
    reading: Reading,
    asked: Asked,
    today: date,
    actor: str,
    progress: Progress,
) -> Taken:
    if reading.plan:
        done = plans.take_in(store, reading, path.name, asked.year, actor, dry=asked.dry)
        refused = [problem for line in reading.plan for problem in (*line.refusals, *line.warnings)]
        return _plain(path, reading, done, refused, asked)
    if reading.points:
        done, refused = points.take_in(store, reading, path.name, actor, dry=asked.dry)
        return _plain(path, reading, done, refused, asked)
    if reading.controls:
        raise InputFault(
            _("“{file}” là số liệu đối chiếu, không phải danh sách hộ.").format(file=path.name),
            todo=_("Đưa tệp này vào sau --totals khi nhập danh sách."),
        )
    totals = _totals(asked.totals, today) if asked.totals else None
    request = intake.Request(path, formats.digest(path), asked.year, _decisions(asked.decisions), asked.dry)
    if reading.beneficiaries:
        on = asked.on or today
        result = beneficiaries.take_in(store, reading, request, on, today, actor, asked.activity)
    else:
        result = intake.take_in(store, reading, request, actor, progress)
    if asked.errors:
        _return(path, asked.errors, result)
    compared, agrees = _compare(result, totals) if totals else ((), None)
    return Taken(
        path,
        reading.kind,
        result.counts,
        result.problems,
        asked.dry,
        preview=tuple(f"{before} → {after}" for before, after in reading.encoding.samples),
        compared=compared,
        agrees=agrees,
        doubtful=tuple(_choice(outcome) for outcome in result.outcomes if outcome.status == DOUBTFUL),
        villages=result.villages,
    )


def _plain(
    path: Path, reading: Reading, counts: Mapping[str, int], refused: list[Problem], asked: Asked
) -> Taken:
    problems = (*reading.problems, *refused)
    if asked.errors:
        return_workbook(path, asked.errors, problems)
    return Taken(path, reading.kind, counts, problems, asked.dry)


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except OSError as fault:
        raise InputFault(_("Không đọc được tệp “{file}”.").format(file=path), str(fault)) from fault


def _decisions(path: Path | None) -> dict[tuple[str, int], intake.Decision]:
    """Decisions from a file: `{"Bản Hua Khắt!12": "new" | "skip" | "<household>"}`."""
    if path is None:
        return {}
    found: dict[tuple[str, int], intake.Decision] = {}
    try:
        for where, what in json.loads(_text(path)).items():
            sheet, _mark, row = where.rpartition("!")
            found[sheet, int(row)] = what if what in (NEW, intake.SKIP) else bytes.fromhex(what)
    except (ValueError, AttributeError, TypeError) as fault:
        raise InputFault(
            _("Không hiểu tệp quyết định “{file}”.").format(file=path.name),
            todo=_("Mỗi dòng có dạng “Tên trang!số dòng”: “new”, “skip” hoặc mã hộ."),
        ) from fault
    return found


def _totals(path: Path, today: date) -> Reading:
    """Control totals; InputFault for a file that holds none, before anything is written."""
    reading = formats.read_file(path, control_totals.KIND, None, today)
    if not reading.controls:
        raise InputFault(
            _("“{file}” không có số liệu đối chiếu nào đọc được.").format(file=path.name),
            todo=_("Mỗi thôn, bản một dòng: tên, số hộ, số khẩu, hộ nghèo, hộ cận nghèo."),
        )
    return reading


def _compare(result: intake.Result, totals: Reading) -> tuple[tuple[str, ...], bool]:
    """The lines that went in, set against control totals: one in doubt does not stand for a missing one."""
    counted = counts(outcome.line for outcome in result.outcomes if outcome.household)
    compared = reconcile(counted, totals.controls)
    told = [one.text for one in compared]
    if result.counts[DOUBTFUL]:
        told.append(_("{count} dòng còn ngờ chưa được tính.").format(count=result.counts[DOUBTFUL]))
    return tuple(told), all(one.equal for one in compared)


def _choice(outcome: intake.Outcome) -> dict[str, Any]:
    return {
        "where": f"{outcome.line.sheet}!{outcome.line.row}",
        "name": outcome.line.name,
        "candidates": [
            {"household": known.household.hex(), "head": known.head, "size": known.size, "code": known.code}
            for known in outcome.candidates
        ],
    }


def _return(path: Path, target: Path, result: intake.Result) -> None:
    """The lines that did not go in, and what belongs to no line, go back to the officer."""
    lines = [p for o in result.outcomes if o.status in (DOUBTFUL, REFUSED) for p in o.reasons]
    told = [p for o in result.outcomes if o.status not in (DOUBTFUL, REFUSED) for p in o.reasons]
    return_workbook(path, target, [*lines, *told])
