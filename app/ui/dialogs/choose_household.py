"""Find a household of the register by any of its words, and choose it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.dates import PartialDate
from app.i18n import _
from app.store.search import Found, Hit
from app.ui.desk import Desk
from app.ui.dialogs.asking import Asking
from app.ui.theme_sizes import Size
from app.ui.widgets.labels import label
from app.ui.widgets.search_field import SearchField
from app.ui.widgets.two_lines import Entry, Lines

MOST = 30
SHOWN = 6


class ChooseHousehold(Asking):
    """The dialog.

    Signals:
        chosen: key of a household, and a word or two for it.
    """

    chosen = Signal(bytes, str)

    def __init__(self, desk: Desk, parent: QWidget, text: str = "") -> None:
        super().__init__(
            parent, _("Chọn hộ trong sổ"), _("Tìm theo tên không dấu, mã hộ, số cuối CCCD."), _("Chọn hộ")
        )
        self._desk = desk
        self.field = SearchField(_("Tìm hộ, người, mã, CCCD…"), "Ctrl+F")
        self.lines = Lines()
        self.lines.setFixedHeight(SHOWN * Size.two_lines)
        self._told = label(size="small", tone="hint")
        for part in (self.field, self.lines, self._told):
            self.add(part)
        self.field.textChanged.connect(self._look)
        self.field.stepped.connect(self.lines.move)
        self.lines.chosen.connect(lambda _hit: self.do())
        self.accepting.setEnabled(False)
        self.field.setText(text)
        self.field.take()

    def _look(self, text: str) -> None:
        if text.strip():
            self._desk.runner.ask(lambda store: store.find(text, MOST), self._show, latest="choose_household")
        else:
            self._show(Found((), more=False))

    def _show(self, found: Found) -> None:
        self.lines.fill(_entry(hit) for hit in found.hits)
        self.accepting.setEnabled(bool(found.hits))
        none = _("Không tìm thấy hộ nào.") if self.field.text().strip() else ""
        self._told.setText(_("… còn nữa: gõ thêm để thu hẹp.") if found.more else "" if found.hits else none)

    def do(self) -> None:
        """Hand over the current one."""
        hit = self.lines.current()
        if isinstance(hit, Hit):
            self.chosen.emit(hit.household, hit.code or hit.head)
            self.accept()


def _entry(hit: Hit) -> Entry:
    birth = PartialDate.of(hit.birth).shown if hit.birth else ""
    head = "" if hit.name in ("", hit.head) else _("hộ {head}").format(head=hit.head)
    detail = " · ".join(part for part in (head, hit.village, hit.code) if part)
    return Entry(hit, hit.name or hit.head or _("(chưa có chủ hộ)"), detail, icon="house", right=birth)
