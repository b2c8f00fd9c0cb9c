"""One file from its name to its account: read, taken in, compared with control totals, returned."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from app.errors import InputFault
from app.exchange import formats, intake, plans, points
from app.exchange.headers import ColumnMapping
from app.exchange.lines import Problem, Reading
from app.exchange.reconcile import compare
from app.exchange.returned import return_workbook
from app.i18n import _
from app.models.intake import DOUBTFUL, NEW, REFUSED
from app.progress import SILENT, Progress
from app.store.store import Store


@dataclass(frozen=True, slots=True)
class Asked:
    """What the officer asks when giving a file."""

    year: int | None = None
    kind: str | None = None
    mapping: Path | None = None
    totals: Path | None = None
    decisions: Path | None = None
    errors: Path | None = None
    dry: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a file.

    Attributes:
        preview: how the texts of an old encoding were understood, before → after.
        compared: sentences of the comparison with control totals; empty without them.
        doubtful: each doubtful line with its candidates.
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

    def as_data(self) -> dict[str, Any]:
        """The account as `import --json` prints it."""
        problems = [
            {"sheet": p.sheet, "row": p.row, "column": p.column, "reason": p.reason} for p in self.problems
        ]
        data = {"kind": self.kind, "rows": sum(self.counts.values()), **self.counts, "problems": problems}
        if self.doubtful:
            data["candidates"] = self.doubtful
        if self.agrees is not None:
            data |= {"agrees": self.agrees, "compared": self.compared}
        return data


def take_file(
    store: Store, path: Path, asked: Asked, today: date, actor: str, progress: Progress = SILENT
) -> Taken:
    """Take one file in, or look what would happen; Fault in words when it cannot be read."""
    mapping = ColumnMapping.from_json(_text(asked.mapping)) if asked.mapping else None
    reading = formats.read_file(path, asked.kind, mapping, today)
    if reading.plan:
        counts = plans.take_in(store, reading, path.name, asked.year, actor, dry=asked.dry)
        refused = [problem for line in reading.plan for problem in line.refusals]
        return _plain(path, reading, counts, refused, asked)
    if reading.points:
        counts, refused = points.take_in(store, reading, path.name, actor, dry=asked.dry)
        return _plain(path, reading, counts, refused, asked)
    if reading.controls:
        raise InputFault(
            _("“{file}” là số liệu đối chiếu, không phải danh sách hộ.").format(file=path.name),
            todo=_("Đưa tệp này vào sau --totals khi nhập danh sách."),
        )
    request = intake.Request(path, formats.digest(path), asked.year, _decisions(asked.decisions), asked.dry)
    result = intake.take_in(store, reading, request, actor, progress)
    compared, agrees = _compare(reading, asked.totals, today)
    if asked.errors:
        _return(path, asked.errors, result)
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


def _compare(reading: Reading, totals: Path | None, today: date) -> tuple[tuple[str, ...], bool | None]:
    if totals is None:
        return (), None
    compared = compare(reading, formats.read_file(totals, "control_totals", None, today))
    return tuple(one.text for one in compared), all(one.equal for one in compared)


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
