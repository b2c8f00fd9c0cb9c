"""A budget plan goes into the store: a line per sub-project, year and source, with its programme."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from sqlmodel import col, select

from app.errors import InputFault
from app.exchange.lines import BudgetLine as Line
from app.exchange.lines import Reading
from app.i18n import _
from app.models.budget import BudgetLine
from app.models.intake import CHANGED, DOUBTFUL, EQUAL, NEW, REFUSED
from app.rules.programme import sub_project_on
from app.store.act import Act
from app.store.store import Store


class _Dry(Exception):  # noqa: N818  (carries the dry run out of the transaction)
    pass


def take_in(
    store: Store, reading: Reading, file: str, year: int | None, actor: str, *, dry: bool
) -> dict[str, int]:
    """Take the lines of a plan in by year, code and source; returns the lines by status."""
    year = year or reading.year
    if year is None:
        raise InputFault(
            _("Kế hoạch vốn “{file}” không ghi năm.").format(file=file),
            todo=_("Thêm --round và năm của kế hoạch."),
        )
    counts: Counter[str] = Counter()
    try:
        with store.write(_("Nhập kế hoạch vốn {file}").format(file=file), actor) as act:
            for line in reading.plan:
                counts[_one(store, act, line, year)] += 1
            if dry:
                raise _Dry
    except _Dry:
        pass
    return {status: counts[status] for status in (NEW, CHANGED, EQUAL, DOUBTFUL, REFUSED)}


def _one(store: Store, act: Act, line: Line, year: int) -> str:
    if line.refusals:
        return REFUSED
    fields: dict[str, Any] = {
        "content": line.content or line.name,
        "communes": line.communes,
        "activities": line.projects,
        "target": line.target,
        "amount": line.amount,
        "estimate": line.estimate,
    }
    of = {"year": year, "code": line.code, "source": line.source}
    programme = line.programme or _holding(line.code, year)
    with store.session() as session:
        query = select(BudgetLine.id).where(
            BudgetLine.place == store.place,
            BudgetLine.year == year,
            BudgetLine.code == line.code,
            BudgetLine.source == line.source,
            col(BudgetLine.programme).in_(("", programme)),
            BudgetLine.deleted == 0,
        )
        known = session.exec(query).first()
    if known is None:
        act.insert("budget_line", [{"place": store.place, "programme": programme, **of, **fields}])
        return NEW
    return CHANGED if act.update("budget_line", known, {"programme": programme, **fields}) else EQUAL


def _holding(code: str, year: int) -> str:
    """The programme of the year that has this code; empty where the catalogue does not know it."""
    found = sub_project_on(code, date(year, 7, 1))
    return found.programme if found else ""
