"""What Ctrl+K finds while one types: households, screens, verbs; a list under the search field."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from app.dates import PartialDate
from app.i18n import _
from app.store.search import Found, Hit
from app.ui import theme
from app.ui.desk import Desk
from app.ui.theme_sizes import Size
from app.ui.widgets.boxes import column, sides
from app.ui.widgets.labels import label
from app.ui.widgets.search_field import SearchField
from app.ui.widgets.two_lines import Entry, Lines
from app.vietnamese import fold

MOST_VERBS, MOST_HITS = 6, 30


@dataclass(frozen=True, slots=True)
class Verb:
    """Something that can be done from anywhere: its name, icon, key, and what does it."""

    name: str
    icon: str
    do: Callable[[], object]
    key: str = ""


class Palette(QFrame):
    """The list under the search field."""

    def __init__(
        self, desk: Desk, field: SearchField, verbs: Callable[[], Sequence[Verb]], window: QWidget
    ) -> None:
        super().__init__(window)
        self.setProperty("role", "popup")
        self._desk, self._field, self._verbs, self._window = desk, field, verbs, window
        self._lines = Lines()
        self._lines.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        opaque = (
            Qt.WidgetAttribute.WA_OpaquePaintEvent
        )  # it is full of rows: what is behind need not be drawn
        self._lines.viewport().setAttribute(opaque)
        self._foot = label(size="small", tone="hint")
        foot_around = sides(Size.margin, Size.tight)
        self._foot.setContentsMargins(*foot_around)
        self.setLayout(column(self._lines, self._foot, gap=0, around=(1, 4, 1, 1)))
        self._found = Found((), more=False)
        self._looking = self._entered = False
        field.textChanged.connect(self._typed)
        field.stepped.connect(self._lines.step)
        field.returnPressed.connect(self._enter)
        field.installEventFilter(self)
        self._lines.chosen.connect(self._choose)
        self.hide()
        theme.dress(self)
        if field.hasFocus():  # one who was quicker than the list
            self._typed(field.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  (Qt)
        """The list is there while the field has the keyboard."""
        if watched is self._field:
            if event.type() == QEvent.Type.FocusIn:
                self._typed(self._field.text())
            elif event.type() == QEvent.Type.FocusOut or (
                isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape and not self._field.text()
            ):
                self.hide()
        return super().eventFilter(watched, event)

    def _enter(self) -> None:
        """Choose from what was found for the words that stand there, not for those of a moment ago."""
        if self._looking:
            self._entered = True
        else:
            self._lines.choose_current()

    def _typed(self, text: str) -> None:
        self._looking, self._entered = bool(text.strip()), False
        if not self._looking:
            self._found = Found((), more=False)
            self._show()
            return
        self._desk.runner.ask(lambda store: store.find(text, MOST_HITS), self._take, latest="palette")

    def _take(self, found: Found) -> None:
        self._found, self._looking = found, False
        self._show()
        if self._entered:
            self._entered = False
            self._lines.choose_current()

    def _show(self) -> None:
        if not self._field.hasFocus():
            return
        hits = [_of_hit(hit) for hit in self._found.hits]
        self._lines.fill([*hits, *self._matching()])
        self._foot.setText(self._told())
        self._lines.fit_height(Size.palette_rows)
        self._place()

    def _matching(self) -> list[Entry]:
        words = fold(self._field.text()).split()
        fitting = [verb for verb in self._verbs() if all(word in fold(verb.name) for word in words)]
        return [Entry(verb, verb.name, icon=verb.icon, right=verb.key) for verb in fitting[:MOST_VERBS]]

    def _told(self) -> str:
        if self._found.more:
            return _("… còn nữa: gõ thêm để thu hẹp.")
        if self._lines.count():
            return _("↑ ↓ chọn · Enter mở · Esc đóng")
        return _("Không tìm thấy. Thử gõ tên không dấu, mã hộ, số cuối CCCD, điện thoại.")

    def _place(self) -> None:
        width = max(self._field.width(), Size.palette)
        corner = self._field.mapTo(
            self._window, QPoint(self._field.width() - width, self._field.height() + 4)
        )
        self.move(corner)
        self.resize(width, self.sizeHint().height())
        self.show()
        self.raise_()

    def _choose(self, what: Hit | Verb) -> None:
        self._field.clear()
        self._field.clearFocus()
        self.hide()
        if isinstance(what, Verb):
            what.do()
        else:
            self._desk.go("household", what.household)


def _of_hit(hit: Hit) -> Entry:
    birth = PartialDate.of(hit.birth).shown if hit.birth else ""
    head = "" if hit.name in ("", hit.head) else _("hộ {head}").format(head=hit.head)
    detail = " · ".join(part for part in (head, hit.village, hit.code) if part)
    return Entry(hit, hit.name or hit.head or _("(chưa có chủ hộ)"), detail, icon="house", right=birth)
