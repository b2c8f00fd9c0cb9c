"""Lists of support on their pages: looked at, printed, written as PDF or workbook."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QCheckBox, QWidget

from app.i18n import _
from app.progress import Progress
from app.ui import clock
from app.ui.desk import Desk
from app.ui.dialogs.asking import Asking
from app.ui.screens import paper_printing
from app.ui.theme_sizes import Size
from app.ui.widgets.boxes import STRETCH, framed, row, sides
from app.ui.widgets.buttons import button
from app.ui.widgets.fields import Choice
from app.ui.widgets.pages_pane import PagesPane

OF_ACTIVITY = ("beneficiaries", "receipts")
OF_HOUSEHOLD = ("history",)
NAMES: dict[str, Callable[[], str]] = {
    "beneficiaries": lambda: _("Danh sách thụ hưởng, ký nhận"),
    "receipts": lambda: _("Danh sách đã cấp phát"),
    "history": lambda: _("Lịch sử hỗ trợ của hộ"),
}


@dataclass(frozen=True, slots=True)
class Laid:
    """A list on its pages, whose sizes are in points; `report` is what they say."""

    report: Any
    pdf: bytes
    sizes: tuple[tuple[float, float], ...]


class SupportPapers(Asking):
    """The lists of an activity, or of a household."""

    def __init__(self, desk: Desk, parent: QWidget, title: str, offered: Sequence[str], **of: bytes) -> None:
        """`of`: the `activity` or `household` that the lists are about."""
        super().__init__(parent, title, "", _("In"), Size.text_dialog)
        self._desk, self._of = desk, of
        self._laid: Laid | None = None
        self.refusing.setText(_("Đóng"))
        self.lists = Choice([(key, NAMES[key]()) for key in offered])
        self.lists.setFixedWidth(Size.search)
        self.full = QCheckBox(_("Cả số CCCD, điện thoại"))
        self._pdf = button(_("Lưu PDF"), partial(self._save, ".pdf"), icon="file-down", key="Ctrl+S")
        self._sheet = button(
            _("Lưu Excel"), partial(self._save, ".xlsx"), icon="file-spreadsheet", key="Ctrl+E"
        )
        self.add(row(self.lists, self.full, STRETCH, self._pdf, self._sheet))
        self.pane = PagesPane()
        self.pane.keys_on(self)
        self.pane.setFixedHeight(Size.side_pane + Size.name_column)
        paper_printing.feed(desk, self.pane)
        self.add(framed("panel", row(self.pane, around=sides(1, 1))))
        self.accepting.setShortcut("Ctrl+P")
        self.lists.currentIndexChanged.connect(lambda *_: self.lay())
        self.full.toggled.connect(lambda _on: self.lay())
        self.lay()

    def lay(self) -> None:
        """Lay the list out anew."""
        for made in (self.accepting, self._pdf, self._sheet):
            made.setEnabled(False)
        read = partial(
            _laid, key=self.lists.chosen(), today=clock.today(), full=self.full.isChecked(), of=self._of
        )
        self._desk.runner.ask(read, self._show, latest="support.papers", failed=self.say_wrong)

    def _show(self, laid: Laid) -> None:
        self._laid = laid
        self._wrong_row.hide()
        self.pane.show_pdf(NAMES[self.lists.chosen()](), laid.pdf, laid.sizes)
        for made in (self.accepting, self._pdf, self._sheet):
            made.setEnabled(True)

    def do(self) -> None:
        """Print it."""
        if self._laid is not None:
            name, laid = NAMES[self.lists.chosen()](), self._laid
            paper_printing.ask_printer(
                self._desk, self, len(laid.sizes),
                lambda printer: paper_printing.print_on(self._desk, printer, laid, name),
            )  # fmt: skip

    def _save(self, suffix: str) -> None:
        from app.ui.founding import file_name

        if self._laid is None:
            return
        name = NAMES[self.lists.chosen()]()
        path = paper_printing.ask_file(self, name, file_name(name), [suffix])
        if path is not None:
            do = partial(_written, laid=self._laid, path=path)
            self._desk.runner.work(do, self._saved, _("Đang ghi {name}").format(name=name))

    def _saved(self, path: Path) -> None:
        self._desk.tell.done(_("Đã ghi {path}.").format(path=path))


def _laid(store: Any, key: str, today: Any, full: bool, of: dict[str, bytes]) -> Laid:
    from io import BytesIO

    from app.printing.pdf import write_pdf
    from app.printing.preview import page_sizes

    with store.session() as session:
        report = _report(store, session, key, today, full, of)
    stream = BytesIO()
    write_pdf(report, stream)
    pdf = stream.getvalue()
    return Laid(report, pdf, page_sizes(pdf))


def _report(store: Any, session: Any, key: str, today: Any, full: bool, of: dict[str, bytes]) -> Any:
    from app.reports.support_asked import Asked
    from app.reports.support_beneficiaries import beneficiaries, receipts
    from app.reports.support_history import history

    make = {"beneficiaries": beneficiaries, "receipts": receipts, "history": history}[key]
    return make(Asked(store, session, today, full=full, **of))  # type: ignore[arg-type]


def _written(_store: Any, progress: Progress, laid: Laid, path: Path) -> Path:
    from app.printing.papers import render

    render(laid.report, path, progress=progress)
    return path
