"""Nhập từ Excel, dry run, the panel of control totals: village by village, a tick or a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QFileDialog

from app.exchange.intake.attempt import Attempt, read_controls, typed_controls
from app.exchange.lines import ControlLine
from app.i18n import _, number
from app.store.store import Store
from app.ui import clock, theme, theme_icons
from app.ui.desk import Desk
from app.ui.dialogs.control_totals import ControlTotals
from app.ui.theme_sizes import Size
from app.ui.widgets import shapes
from app.ui.widgets.boxes import framed, row, sides
from app.ui.widgets.cells import draw_words
from app.ui.widgets.columns import Column, Look
from app.ui.widgets.labels import icon_label, wrapped
from app.ui.widgets.panel import Panel
from app.ui.widgets.table import Table
from app.vietnamese import one_spelling

CLASSES = ("poor", "near_poor", "not_poor")
FILES = "*.xlsx *.xlsm *.xls *.csv *.json"
TOLD = 1  # sentences shown; of more only the number


@dataclass(frozen=True, slots=True)
class Line:
    """A count: its name or class, as the totals state it, as the file holds it, going in, waiting.

    Attributes:
        going_in, waiting: None where that is not asked. sum: a line that adds up others.
    """

    name: str
    stated: int | None
    counted: int
    going_in: int | None = None
    waiting: int | None = None
    klass: str = ""
    sum: bool = False

    @property
    def differs(self) -> bool:
        """True where the totals say something else."""
        return self.stated not in (None, self.counted)


class Totals(Panel):
    """The panel.

    Signals:
        controls_known: the totals that were typed, or read from a file.
    """

    controls_known = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Số liệu đối chiếu"))
        self._desk = desk
        self._attempt: Attempt | None = None
        self.link = self.add_link(_("Nhập số đối chiếu"), self.ask)
        self.table = Table(_columns())
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.put(self.table)
        self._sentence = wrapped("", size="small", tone="warn")
        told = row(
            icon_label("triangle-alert", "warn"),
            self._sentence,
            around=sides(Size.gap + Size.tight, Size.gap),
        )
        told.setStretch(1, 1)
        self._callout = framed("callout", told)
        self.body.addWidget(self._callout)

    def show_attempt(self, attempt: Attempt) -> None:
        """Set the file against the totals that are known."""
        self._attempt = attempt
        self.table.rows.fill(list(lines(attempt)))
        told = sentences(attempt)
        more = _(" Và {n} chỗ khác.").format(n=len(told) - TOLD) if len(told) > TOLD else ""
        self._sentence.setText(" ".join(told[:TOLD]) + more)
        self._sentence.setToolTip("\n".join(told))
        self._callout.setVisible(bool(told))
        self.link.setText(_("Nhập số khác") if attempt.controls else _("Nhập số đối chiếu"))

    def ask(self) -> None:
        """Let the officer type them."""
        assert self._attempt is not None
        known: dict[str, dict[str, int]] = {}
        for one in self._attempt.controls:
            known.setdefault(one.place, {}).update(one.counts)
        villages = [village.name for village in self._attempt.villages() if village.name]
        dialog = ControlTotals(self, villages, known)
        dialog.typed.connect(lambda told: self.controls_known.emit(typed_controls(told)))
        dialog.file_wanted.connect(self._ask_file)
        dialog.open()

    def _ask_file(self) -> None:
        assert self._attempt is not None
        folder = str(self._attempt.path.parent)
        name, _kind = QFileDialog.getOpenFileName(self, _("Tệp đối chiếu"), folder, f"Excel, JSON ({FILES})")
        if name:
            self.read(Path(name))

    def read(self, path: Path) -> None:
        """Take the totals from a file."""
        self._desk.runner.ask(partial(_read, path=path), self.controls_known.emit)


def _read(_store: Store, path: Path) -> tuple[ControlLine, ...]:
    return read_controls(path, clock.today())


def lines(attempt: Attempt) -> Iterator[Line]:
    """Villages, their sum, classes, persons."""
    stated = {(one_spelling(one.place), one.key): one.stated for one in attempt.compared()}
    held = attempt.totals().get("", {})
    for village in attempt.villages():
        asked = stated.get((one_spelling(village.name), "households"))
        name = village.name or _("(không ghi bản)")
        yield Line(name, asked, village.lines, village.going_in, village.waiting)
    households = held.get("households", 0)
    yield Line(
        _("Cộng"), stated.get(("", "households")), households, attempt.going_in, attempt.staying_out, sum=True
    )
    for klass in CLASSES:
        if counted := held.get(f"{klass}.households", 0):
            yield Line(
                shapes.class_name(klass), stated.get(("", f"{klass}.households")), counted, klass=klass
            )
    yield Line(_("Nhân khẩu"), stated.get(("", "persons")), held.get("persons", 0))


def sentences(attempt: Attempt) -> Sequence[str]:
    """What does not agree, village by village first: where it is, not only that it is."""
    wrong = [one for one in attempt.compared() if not one.equal]
    return [one.text for one in sorted(wrong, key=lambda one: not one.place)]


def _columns() -> tuple[Column, ...]:
    return (
        Column(
            _("Theo bản"),
            lambda line: line,
            lambda line: line.name,
            sample="Bản Lũng C",
            draw=_draw_name,
            stretch=True,
            tip=lambda line: line.name,
        ),
        Column(
            _("Đối chiếu"),
            lambda line: (line, line.stated),
            _text,
            right=True,
            sample="0.000",
            draw=_draw_stated,
        ),
        Column(
            _("Trong tệp"),
            lambda line: line,
            lambda line: number(line.counted),
            right=True,
            sample="00.000 M",
            draw=_draw_counted,
        ),
        Column(
            _("Nhập"), lambda line: (line, line.going_in), _text, right=True, sample="000", draw=_draw_plain
        ),
        Column(
            _("Chờ"), lambda line: (line, line.waiting), _text, right=True, sample="000", draw=_draw_waiting
        ),
    )


def _text(told: tuple[Line, int | None]) -> str:
    return "" if told[1] is None else number(told[1])


def _ground(painter: QPainter, cell: QRectF, line: Line) -> None:
    if line.differs:
        painter.fillRect(cell.adjusted(-Size.cell_pad, 0, Size.cell_pad, 0), theme.colour("warntint"))


def _weight(line: Line) -> str:
    return "bold" if line.sum else ""


def _draw_name(painter: QPainter, cell: QRectF, line: Line, _look: Look) -> None:
    _ground(painter, cell, line)
    if line.klass:
        size = float(Size.small_shape)
        shapes.paint(painter, line.klass, QRectF(cell.left(), cell.center().y() - size / 2, size, size))
        cell = cell.adjusted(size + Size.tight + 2, 0, 0, 0)
    tone = shapes.role_of(line.klass) if line.klass else "text"
    draw_words(painter, cell, line.name, Look(tone=tone, weight=_weight(line)))


def _draw_stated(painter: QPainter, cell: QRectF, told: tuple[Line, int | None], _look: Look) -> None:
    line, value = told
    _ground(painter, cell, line)
    words, tone = ("–", "text3") if value is None else (number(value), "text")
    draw_words(painter, cell, words, Look(right=True, tone=tone, weight=_weight(line)))


def _draw_counted(painter: QPainter, cell: QRectF, line: Line, _look: Look) -> None:
    """The count with its mark: ✓ where the totals say the same, ⚠ where they do not."""
    _ground(painter, cell, line)
    side = float(Size.icon) - 2
    if line.stated is not None:
        icon, role = ("triangle-alert", "warn") if line.differs else ("check", "accent")
        square = QRectF(cell.right() - side, cell.center().y() - side / 2, side, side)
        theme_icons.paint(painter, icon, role, square)
    words = cell.adjusted(0, 0, -side - Size.tight, 0)
    tone, weight = ("warn", "bold") if line.differs else ("text", _weight(line))
    draw_words(painter, words, number(line.counted), Look(right=True, tone=tone, weight=weight))


def _draw_plain(painter: QPainter, cell: QRectF, told: tuple[Line, int | None], _look: Look) -> None:
    _ground(painter, cell, told[0])
    draw_words(painter, cell, _text(told), Look(right=True, weight=_weight(told[0])))


def _draw_waiting(painter: QPainter, cell: QRectF, told: tuple[Line, int | None], _look: Look) -> None:
    line, value = told
    _ground(painter, cell, line)
    tone, weight = ("warn", "bold") if value else ("text3", "")
    draw_words(painter, cell, _text(told), Look(right=True, tone=tone, weight=weight))
