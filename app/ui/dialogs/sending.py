"""What would go into a file, said before it is made; then the file."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QCheckBox, QFileDialog, QWidget

from app.i18n import _, number
from app.progress import Progress
from app.store.store import Store
from app.sync.told import Contents
from app.ui import clock
from app.ui.desk import Desk
from app.ui.dialogs.asking import Asking
from app.ui.founding import file_name
from app.ui.theme_sizes import Size
from app.ui.widgets.boxes import column, framed, row, sides
from app.ui.widgets.columns import Column
from app.ui.widgets.labels import label
from app.ui.widgets.table import Table
from app.ui.widgets.two_lines import Entry, Lines

SUFFIX = "soban-goi"
FILTER = _("Gói Sổ Bản") + f" (*.{SUFFIX})"
VILLAGES = (
    Column(
        _("Nơi"), lambda told: told.name, sorts=False, sample="Bản Hua Khắt", weight="medium", stretch=True
    ),
    Column(_("Hộ"), lambda told: told.households, number, right=True, sorts=False, sample="0.000"),
    Column(
        _("Thay đổi"),
        lambda told: told.changes,
        number,
        right=True,
        sorts=False,
        sample="00.000",
        tone="text2",
    ),
)


class Sending(Asking):
    """Asks before a file is made for the store above, or for one below.

    Args:
        to: name of the place of a store below; empty for the one above.
    """

    def __init__(self, desk: Desk, parent: QWidget, to: str = "") -> None:
        super().__init__(parent, _("Tạo gói gửi"), "", _("Lưu gói…"), Size.wide_dialog)
        self._desk, self._to = desk, to
        self._told = label(tone="second")
        self.add(self._told)
        self.villages, self.titles = Table(VILLAGES), Lines()
        for part in (self.villages, self.titles):
            part.setFixedHeight(Size.search - Size.field)
        both = row(
            *(
                framed("panel", column(part, gap=0, around=sides(1, 1)))
                for part in (self.villages, self.titles)
            ),
            gap=Size.margin,
        )
        both.setStretch(0, 4)
        both.setStretch(1, 5)
        self.add(both)
        self.full = QCheckBox(_("Gửi lại từ đầu (khi nơi nhận báo thiếu gói hoặc lệch số liệu)"))
        self.full.toggled.connect(self._ask)
        self.add(self.full)
        self.add(
            label(
                _("Gói được mã hóa cho nơi nhận; gửi lại, gửi trễ, gửi hai lần đều không sao."),
                size="small",
                tone="hint",
            )
        )
        self.accepting.setEnabled(False)
        self._ask()

    def _ask(self) -> None:
        read = partial(_contents, to=self._to, full=self.full.isChecked())
        self._desk.runner.ask(read, self._show, latest="sending", failed=self.say_wrong)

    def _show(self, told: Contents) -> None:
        households = sum(one.households for one in told.villages)
        self._told.setText(
            _("Gửi {to}: {acts} việc, {households} hộ có thay đổi{since}").format(
                to=told.to, acts=number(told.acts.acts), households=number(households), since=_since(told)
            )
        )
        self.villages.rows.fill(told.villages)
        self.titles.fill(
            Entry(
                one,
                one.title,
                f"{clock.when(one.at)} · {one.actor}",
                tone="text3",
                right=_("{n} lần").format(n=one.acts) if one.acts > 1 else "",
            )
            for one in told.titles
        )
        self.accepting.setEnabled(True)
        self.accepting.setFocus()

    def do(self) -> None:
        """Ask where to, and write it there."""
        name = f"{file_name(self._desk.outline.name)}-{clock.today():%Y%m%d}.{SUFFIX}"
        target, _kind = QFileDialog.getSaveFileName(self, _("Lưu gói ở đâu"), name, FILTER)
        if target:
            self.save(Path(target))

    def save(self, target: Path) -> None:
        """Write the file."""
        self.begin()
        path = target if target.suffix else target.with_suffix(f".{SUFFIX}")
        make = partial(_make, path=path, to=self._to, full=self.full.isChecked())
        self._desk.runner.work(make, self._made, _("Làm gói gửi"), failed=self.say_wrong)

    def _made(self, made: Any) -> None:
        told = _("Đã ghi gói số {number} gửi {to}: {acts} việc, {size} KB, tệp “{file}”.")
        size = number(made.bytes / 1000, 1)
        self._desk.tell.done(
            told.format(
                number=made.number, to=made.to, acts=number(made.acts), size=size, file=made.file.name
            )
        )
        self.accept()


def _since(told: Contents) -> str:
    return _(", từ {day}").format(day=clock.when(told.acts.since)[:10]) if told.acts.since else ""


def _contents(store: Store, to: str, full: bool) -> Contents:
    from app.sync import desk, outgoing

    return desk.contents(store, outgoing.recipient(store, to), full=full)


def _make(store: Store, progress: Progress, path: Path, to: str, full: bool) -> Any:
    from app.sync import outgoing

    progress.step(0, 1, path.name)
    return outgoing.send(store, path, to, full=full)
