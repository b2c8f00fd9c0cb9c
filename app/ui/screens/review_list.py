"""The left side of the review form: a village, how far it is, its cases by state and name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QGridLayout, QMenu, QToolButton, QWidget

from app.i18n import _, number
from app.services.board import STATES
from app.store.listing import Line
from app.store.outline import Area
from app.ui import theme_icons
from app.ui.theme_sizes import Size
from app.ui.widgets.bars import Thin
from app.ui.widgets.boxes import STRETCH, column, framed, row, sides
from app.ui.widgets.buttons import MenuButton
from app.ui.widgets.case_list import STATES as LOOKS
from app.ui.widgets.case_list import CaseList, state_name
from app.ui.widgets.labels import label
from app.ui.widgets.search_field import SearchField
from app.vietnamese import fold

KEYS = {"not_begun": "Alt+C", "begun": "Alt+D", "done": "Alt+X", "to_check": "Alt+V"}


class StateButtons(QWidget):
    """The four states with their counts; pressed, one narrows the list.

    Signals:
        chosen: a state; empty for all.
    """

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.buttons = {state: self._button(state) for state in ("not_begun", "begun", "done", "to_check")}
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        for place, made in enumerate(self.buttons.values()):
            grid.addWidget(made, place // 2, place % 2)
        self.setLayout(grid)

    def _button(self, state: str) -> QToolButton:
        made = QToolButton()
        made.setProperty("role", "state")
        made.setCheckable(True)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        made.setIconSize(QSize(Size.icon - 2, Size.icon - 2))
        made.setFixedSize((Size.case_list - 2 * Size.margin + Size.gap) // 2, Size.question - Size.gap)
        made.setToolTip(_("Chỉ các hộ này · {key}").format(key=KEYS[state]))
        theme_icons.put(made, *LOOKS[state])
        made.clicked.connect(lambda _checked: self.press(state))
        return made

    def press(self, state: str) -> None:
        """Narrow to a state; a second time widens again."""
        on = self.state != state
        self.show_state(state if on else "")
        self.chosen.emit(self.state)

    def toggle(self, state: str) -> None:
        """As a key does it."""
        made = self.buttons[state]
        made.setChecked(not made.isChecked())
        self.press(state)

    def show_state(self, state: str) -> None:
        """Mark a state as chosen, or none."""
        self._state = state
        for key, made in self.buttons.items():
            made.setChecked(key == state)

    _state = ""

    @property
    def state(self) -> str:
        """The chosen state; empty for all."""
        return self._state

    def count(self, cases: Counter[str]) -> None:
        """How many there are of each."""
        for state, made in self.buttons.items():
            made.setText(f" {state_name(state)}  {number(cases[state])}")
            made.setAccessibleName(f"{state_name(state)} {cases[state]}")


class ReviewList(QFrame):
    """Village, progress, filter, cases.

    Signals:
        area_chosen: another village. household_chosen: a case of the list.
    """

    area_chosen = Signal(object)
    household_chosen = Signal(bytes)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "pane")
        self.setFixedWidth(Size.case_list)
        self._lines: Sequence[Line] = ()
        self._open_one = b""
        self.village = MenuButton("", "place")
        self.village.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.village.setMenu(QMenu(self.village))
        self._count = label(tone="second")
        self._bar = Thin(Size.case_list - 2 * (Size.margin - Size.tight))
        self._bar.setFixedHeight(Size.thin_bar)
        self.search = SearchField(_("Lọc tên, mã"), "Ctrl+F", "list-filter")
        self.states = StateButtons()
        self.list = CaseList()
        edge = Size.margin - Size.tight
        head = column(
            row(self.village, STRETCH, self._count, gap=0), self._bar, Size.tight, self.search, self.states,
            gap=Size.gap, around=sides(edge, Size.gap),
        )  # fmt: skip
        self.setLayout(column(framed("panehead", head), self.list, gap=0))
        self._wire()

    def _wire(self) -> None:
        self.search.textChanged.connect(lambda _text: self._show())
        self.search.stepped.connect(lambda _step: self.list.setFocus())
        self.search.returnPressed.connect(self._open_first)
        self.states.chosen.connect(lambda _state: self._show())
        self.list.chosen.connect(self.household_chosen)

    def make_keys(self, screen: QWidget) -> None:
        """The keys of the states, wherever the keyboard is on the screen."""
        for state, key in KEYS.items():
            shortcut = QShortcut(QKeySequence(key), screen)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda state=state: self.states.press(state))

    def offer(self, areas: Sequence[Area], chosen: Area) -> None:
        """The villages to choose from."""
        self.village.setText(chosen.name)
        menu = self.village.menu()
        menu.clear()
        for area in areas:
            action = menu.addAction(area.name)
            action.triggered.connect(lambda _checked, area=area: self.area_chosen.emit(area))

    def fill(self, lines: Sequence[Line], open_one: bytes) -> None:
        """The cases of the village."""
        self._lines, self._open_one = lines, open_one
        states = Counter(line.state for line in lines)
        self.states.count(states)
        self._count.setText(f"{number(states['done'])}/{number(len(lines))}")
        self._bar.fill(states["done"] / len(lines) if lines else 0.0)
        self._show()

    def mark(self, household: bytes) -> None:
        """This household's form is open."""
        self._open_one = household
        self._show()

    def _show(self) -> None:
        self.list.fill(self.shown(), self._open_one)

    def shown(self) -> list[Line]:
        """The cases that the filters let through; the open one always stays."""
        words = fold(self.search.text()).split()
        return [line for line in self._lines if self._fits(line, words)]

    def _fits(self, line: Line, words: list[str]) -> bool:
        if line.key == self._open_one and not words:
            return True
        if self.states.state and line.state != self.states.state:
            return False
        text = f" {fold(line.head)} {fold(line.code)}"
        return all(f" {word}" in text or word in fold(line.code) for word in words)

    def _open_first(self) -> None:
        shown = self.shown()
        if shown:
            self.household_chosen.emit(shown[0].key)

    def beside(self, household: bytes, by: int) -> bytes:
        """The household so many places on in the list; empty at its end."""
        keys = [line.key for line in self.shown()]
        place = keys.index(household) + by if household in keys else 0
        return keys[place] if 0 <= place < len(keys) else b""

    def next_open(self, household: bytes) -> bytes:
        """The next household that is not finished, from one on and then from the top; empty where none is."""
        keys = [line.key for line in self._lines]
        at = keys.index(household) if household in keys else -1
        turned = [*self._lines[at + 1 :], *self._lines[: max(at, 0)]]
        return next((line.key for line in turned if line.state != STATES[-1]), b"")
