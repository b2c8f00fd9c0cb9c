"""Reports 2 and 3: what became of the poor, and of the near-poor, between two years. Both read one ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from app.i18n import _, number, official_number
from app.models.review import NEAR_POOR, POOR
from app.reports import draft
from app.reports.counting import HOUSEHOLDS, LINE, NUMBER, PERSONS, PLACE, count, rows
from app.reports.flows import END, FLOWS, Flows, flows
from app.reports.frame import OUTSIDE, Frame
from app.reports.issued import issued
from app.reports.movement_ledger import UNKNOWN
from app.reports.report import Column, Report, Row
from app.rules.codes import code_list
from app.rules.movements import UNRECORDED

BALANCE = "1-2-3-4+5+6+7+8"
REPORT_OF = {POOR: "2", NEAR_POOR: "3"}
TITLE_OF = {POOR: "TỔNG HỢP DIỄN BIẾN HỘ NGHÈO", NEAR_POOR: "TỔNG HỢP DIỄN BIẾN HỘ CẬN NGHÈO"}


def _columns(who: str, falls: tuple[Column, ...], came: str, again: str) -> tuple[Column, ...]:
    added = Column("Bổ sung", below=(Column(again, "6", "6"), Column("Phát sinh mới", "7", "7")))
    return (
        NUMBER,
        PLACE,
        LINE,
        Column(f"{who} đầu năm", "1", "1"),
        Column("Số giảm", below=(*falls, Column("Khác", "4", "4"))),
        Column("Số tăng", below=(Column(came, "5", "5"), added, Column("Khác", "8", "8"))),
        Column(f"{who} cuối năm", END, f"{END}={BALANCE}", BALANCE),
    )


_ESCAPED = Column(
    "Thoát nghèo", below=(Column("Thành cận nghèo", "2", "2"), Column("Vượt chuẩn cận nghèo", "3", "3"))
)
COLUMNS_OF = {
    POOR: _columns("Hộ nghèo", (_ESCAPED,), "Cận nghèo thành nghèo", "Tái nghèo"),
    NEAR_POOR: _columns(
        "Hộ cận nghèo",
        (Column("Thoát cận nghèo", "2", "2"), Column("Thành hộ nghèo", "3", "3")),
        "Nghèo thành cận nghèo",
        "Tái cận nghèo",
    ),
}


def make_poor(frame: Frame) -> Report:
    """Report 2; its keys are `1` to `9`, on the lines `households` and `persons`."""
    return _make(frame, POOR)


def make_near_poor(frame: Frame) -> Report:
    """Report 3; its keys are `1` to `9`, on the lines `households` and `persons`."""
    return _make(frame, NEAR_POOR)


def _make(frame: Frame, klass: str) -> Report:
    if not frame.rounds.last:
        return _without_start(frame, klass)
    counted = flows(frame, klass, f"report_{REPORT_OF[klass]}")
    table = rows(frame, COLUMNS_OF[klass], counted)
    return issued(
        frame, REPORT_OF[klass], TITLE_OF[klass], COLUMNS_OF[klass], table,
        because=(*_breaking(frame, klass), *_unrecorded(frame, klass)), notes=_notes(frame, klass),
        checks=(*_balances(frame, klass, table), _crossings(frame, klass, counted)),
    )  # fmt: skip


def _without_start(frame: Frame, klass: str) -> Report:
    """Nobody knows the year before: the end is counted, nothing else is told."""
    columns = tuple(replace(column, formula="") for column in COLUMNS_OF[klass])
    ends = _ends(frame, klass)
    unknown = dict.fromkeys(FLOWS, [None] * len(frame.lines))
    table = rows(frame, columns, {kind: {**unknown, END: ends[kind]} for kind in (HOUSEHOLDS, PERSONS)})
    why = _("Chưa có kết quả rà soát của năm trước trong sổ nên không lập được diễn biến.")
    return issued(frame, REPORT_OF[klass], TITLE_OF[klass], columns, table, because=(why,))


def _ends(frame: Frame, klass: str) -> dict[str, list[int]]:
    """The class counted from this year's results alone, without the ledger."""
    chosen = {END: (frame.cases["klass"] == klass).to_numpy(dtype=bool)}
    return {
        HOUSEHOLDS: count(frame, frame.cases, chosen)[END],
        PERSONS: count(frame, frame.cases, chosen, "persons")[END],
    }


def _balances(frame: Frame, klass: str, table: Sequence[Row]) -> list[tuple[str, bool]]:
    """The arithmetic of the whole scope, whether it meets the count, and whether every place does."""
    ends = _ends(frame, klass)
    checks = [_balance(row, ends[row.line][0]) for row in table if row.level == 0]
    by_place = {line.number: at for at, line in enumerate(frame.lines)}
    holds = [row.values[END] == ends[row.line][by_place[str(row.values["A"])]] for row in table]
    sentence = _("Từng nơi cân đối: {n}/{all} dòng bằng số đếm của biểu 1.")
    return [*checks, (sentence.format(n=sum(holds), all=len(holds)), all(holds))]


def _balance(row: Row, counted: int) -> tuple[str, bool]:
    first, *others = (number(int(row.values[column] or 0)) for column in FLOWS)
    signs = "−−−++++"
    told = " ".join([first, *(f"{sign} {value}" for sign, value in zip(signs, others, strict=True))])
    what = _("Hộ") if row.line == HOUSEHOLDS else _("Nhân khẩu")
    sentence = _("{what}: {told} = {end}; số đếm ở biểu 1 là {counted}.")
    end = row.values[END]
    return sentence.format(
        what=what, told=told, end=number(int(end or 0)), counted=number(counted)
    ), end == counted


def _crossings(frame: Frame, klass: str, own: Flows) -> tuple[str, bool]:
    """What passes between the two reports is what the ledger holds, line by line, both ways."""
    columns = {"escaped_to_near_poor": "2", "near_poor_to_poor": "5"}
    if klass == NEAR_POOR:
        columns = {"escaped_to_near_poor": "5", "near_poor_to_poor": "3"}
    held = {kind: crossing(frame, kind) for kind in columns}
    same = all(own[what][columns[kind]] == held[kind][what] for kind in columns for what in own)
    down, up = (held[kind][HOUSEHOLDS][0] for kind in columns)
    sentence = _("Biểu {other}: nghèo thành cận nghèo {down}, cận nghèo thành nghèo {up}, cùng sổ biến động.")
    other = REPORT_OF[NEAR_POOR if klass == POOR else POOR]
    return sentence.format(other=other, down=number(down), up=number(up)), same


def crossing(frame: Frame, kind: str) -> dict[str, list[int]]:
    """Households and persons by line of one kind of movement, straight from the ledger."""
    moved = frame.ledger[(frame.ledger["kind"] == kind) & (frame.ledger["leaf_before"] != OUTSIDE)]
    rows = moved.assign(leaf=moved["leaf_before"])
    everybody = {kind: np.ones(len(rows), dtype=bool)}
    return {
        HOUSEHOLDS: count(frame, rows, everybody)[kind],
        PERSONS: count(frame, rows, everybody, "persons_before")[kind],
    }


def breaking(frame: Frame, klass: str) -> pd.DataFrame:
    """The rows of the ledger that break the balance: of the class in one year, unknown in the other."""
    ledger = frame.ledger
    return ledger[
        ((ledger["before"] == klass) & (ledger["after"] == UNKNOWN))
        | ((ledger["after"] == klass) & (ledger["before"] == UNKNOWN))
    ]


def _breaking(frame: Frame, klass: str) -> tuple[str, ...]:
    found = breaking(frame, klass)
    sentence = _("Biểu chưa cân đối: {n} hộ chưa có kết quả của một trong hai năm ({places}).")
    return _counted(frame, found, found["leaf_before"], sentence)


def _unrecorded(frame: Frame, klass: str) -> tuple[str, ...]:
    found = frame.ledger[(frame.ledger["before"] == klass) & (frame.ledger["cause"] == UNRECORDED)]
    sentence = _("{n} hộ giảm khác chưa ghi lý do ({places}).")
    return _counted(frame, found, found["leaf_before"], sentence)


def _counted(frame: Frame, found: pd.DataFrame, leaves: pd.Series[int], sentence: str) -> tuple[str, ...]:
    if found.empty:
        return ()
    return (sentence.format(n=number(len(found)), places=draft.where(frame, leaves)),)


def _notes(frame: Frame, klass: str) -> tuple[str, ...]:
    """Why households left or joined for another cause, and whose persons before are not known."""
    ledger = frame.ledger
    names = code_list("changes")
    notes = []
    for what, side in (("giảm", "before"), ("tăng", "after")):
        causes = Counter(
            ledger.loc[(ledger[side] == klass) & (ledger["kind"] == _other(side, klass)), "cause"]
        )
        if causes:
            told = ", ".join(
                f"{names.name(code).lower()} {official_number(n)} hộ" for code, n in causes.most_common()
            )
            notes.append(f"Khác ({what}): {told}.")
    guessed = int((ledger["guessed"] & (ledger["before"] == klass)).sum())
    if guessed:
        notes.append(f"{official_number(guessed)} hộ không rõ số khẩu năm trước: lấy số khẩu năm nay.")
    return tuple(notes)


def _other(side: str, klass: str) -> str:
    return f"leaves_{klass}" if side == "before" else f"joins_{klass}"
