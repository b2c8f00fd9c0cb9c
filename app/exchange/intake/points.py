"""An official B1 table goes into the store: whole and checked, in place of the one before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlmodel import select

from app.exchange.lines import PointLine, Problem, Reading
from app.i18n import _
from app.models.intake import CHANGED, DOUBTFUL, EQUAL, NEW, REFUSED
from app.models.key import Key
from app.models.review import B1Point
from app.rules import book as rule_books
from app.rules.points import read_points
from app.store.store import Store

COLUMNS = ("standard", "region", "area", "item", "option", "points")


def take_in(
    store: Store, reading: Reading, file: str, actor: str, *, dry: bool
) -> tuple[dict[str, int], list[Problem]]:
    """Take a point table in, or, where anything in it is wrong, refuse it whole and say all that is wrong."""
    lines = reading.points
    problems = [problem for line in lines for problem in line.refusals] or _contradictions(lines, file)
    if problems:
        return _counts(refused=len(lines)), problems
    known = _known(store, {line.standard for line in lines})
    rows: list[dict[str, Any]] = [{name: getattr(line, name) for name in COLUMNS} for line in lines]
    if {_content(row) for row in rows} == {content for _key, content in known}:
        return _counts(equal=len(lines)), []
    if not dry:
        with store.write(_("Nhập bảng điểm B1 {file}").format(file=file), actor) as act:
            act.delete("b1_point", [key for key, _told in known])
            act.insert("b1_point", [row | {"source": file} for row in rows])
    return _counts(new=len(lines)), []


def _contradictions(lines: Sequence[PointLine], file: str) -> list[Problem]:
    """What the rule book of each standard has to say against the rows: gaps, repeats, unknown items."""
    found = []
    for standard in dict.fromkeys(line.standard for line in lines):
        own = [line for line in lines if line.standard == standard]
        rows = [{name: getattr(line, name) for name in COLUMNS} for line in own]
        for problem in read_points(rows, rule_books.book(standard), file, first_row=0).problems:
            at = own[problem.row] if 0 < problem.row < len(own) else own[0]
            found.append(Problem(at.sheet, at.row, 0, problem.text))
    return found


def _known(store: Store, standards: set[str]) -> list[tuple[Key, tuple[Any, ...]]]:
    with store.session() as session:
        rows = session.exec(select(B1Point).where(B1Point.deleted == 0)).all()
    return [(row.id, _content(row.model_dump())) for row in rows if row.standard in standards]


def _content(row: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(row[name] for name in COLUMNS)


def _counts(*, new: int = 0, equal: int = 0, refused: int = 0) -> dict[str, int]:
    return {NEW: new, CHANGED: 0, EQUAL: equal, DOUBTFUL: 0, REFUSED: refused}
