"""The start page: found a store, open one, or look at the sample commune."""

from __future__ import annotations

from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QScrollArea, QSizePolicy, QStackedWidget, QWidget

from app.errors import Fault
from app.i18n import _
from app.progress import Progress
from app.settings import data_folder
from app.store.store import Store
from app.ui import theme
from app.ui.desk import Desk
from app.ui.theme_sizes import Size
from app.ui.widgets.boxes import STRETCH, column, framed, holder, row, sides
from app.ui.widgets.buttons import button
from app.ui.widgets.fields import Field, Line
from app.ui.widgets.labels import Elided, icon_label, label, wrapped
from app.ui.widgets.notice import Notice, WorkBar
from app.ui.widgets.panel import Panel
from app.ui.widgets.two_lines import Entry, Lines

if TYPE_CHECKING:
    from app.ui.founding import Founding
    from app.ui.joining import Joining

SUFFIX = "soban"
DEMO = "so-mau"
DEMO_KEY = "xã nà mây"


class Welcome(QWidget):
    """The start page.

    Signals:
        opened: path of the store that the runner holds now.
    """

    opened = Signal(object)

    def __init__(self, desk: Desk, path: Path | None = None) -> None:
        super().__init__()
        self.setProperty("role", "start")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle("Sổ Bản")
        self.desk = desk
        self._path = path
        self.notice, self.work_bar = Notice(), WorkBar()
        self.opening = _Opening()
        self._pages = QStackedWidget()
        self._pages.addWidget(self.opening)
        self._body = row(self._side(), self._centred(), gap=0)
        self._body.setStretch(1, 1)
        layout = column(self.notice, self.work_bar, self._body, gap=0)
        layout.setStretch(2, 1)
        self.setLayout(layout)
        self.setMinimumSize(Size.smallest_width, Size.smallest_height)
        self.resize(Size.window_width, Size.window_height)
        self._wire()
        self._first(path)
        theme.dress(self)

    def _side(self) -> QFrame:
        """What can be done, and the stores that were open lately."""
        brand = row(
            icon_label("notebook-tabs", "accent", Size.brand_icon), label("Sổ Bản", role="brand"), STRETCH
        )
        told = wrapped(_("Sổ rà soát hộ nghèo của xã, làm việc không cần mạng."), tone="second")
        self.found = button(_("Lập sổ mới"), self.show_founding, icon="plus", kind="choice")
        self.other = button(_("Mở sổ khác…"), self._ask_for_file, icon="folder-input", kind="choice")
        self.demo = button(
            _("Mở sổ mẫu"),
            self.open_demo,
            icon="eye",
            kind="choice",
            tip=_("Xã Nà Mây, 591 hộ do máy dựng, để làm quen."),
        )
        self.join = button(_("Lập sổ từ giấy mời"), self.show_joining, icon="mail-plus", kind="choice")
        self.found.setCheckable(True)
        self.join.setCheckable(True)
        self.recent = Lines()
        recent = [one for one in map(Path, self.desk.settings.recent) if one.exists()]
        self.recent.fill(Entry(one, one.stem, str(one.parent), icon="notebook-tabs") for one in recent)
        self._recent_title = label(_("Mở gần đây"), size="small", tone="hint", weight="medium")
        self._recent_title.setVisible(bool(recent))
        self.recent.setVisible(bool(recent))
        self.recent.fit_height(5)
        inner = column(
            *(
                brand,
                told,
                Size.gap,
                self.found,
                self.join,
                self.other,
                self.demo,
                Size.gap,
                self._recent_title,
                self.recent,
                STRETCH,
            ),
            gap=Size.gap,
            around=sides(Size.margin + Size.gap, Size.margin + Size.gap),
        )
        side = framed("sidebar", inner)
        side.setFixedWidth(Size.start_side)
        return side

    def _centred(self) -> QWidget:
        """The form in the middle of what room there is."""
        self._pages.setMaximumWidth(Size.wide_dialog)
        across = row(STRETCH, self._pages, STRETCH)
        across.setStretch(1, 6)
        inner = holder(column(across, STRETCH, gap=0, around=sides(Size.margin, Size.start_top)))
        inner.setProperty("role", "page")
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inner)
        return area

    def _wire(self) -> None:
        runner = self.desk.runner
        self.recent.chosen.connect(self.show_opening)
        self.opening.wanted.connect(self._open)
        runner.work_began.connect(self.work_bar.began)
        runner.work_stepped.connect(self.work_bar.stepped)
        runner.work_ended.connect(self.work_bar.ended)

    def _first(self, path: Path | None) -> None:
        """What was asked for, else the last store, else founding one."""
        recent = self.recent.current()
        if path or recent:
            self.show_opening(path or recent)
        else:
            self.show_founding()

    @cached_property
    def founding(self) -> Founding:
        """The form that founds a store, made when it is asked for: every morning one is only opened."""
        from app.ui.founding import Founding

        made = Founding(self.desk)
        made.founded.connect(self.opened)
        self._pages.addWidget(made)
        return made

    @cached_property
    def joining(self) -> Joining:
        """The form that founds a store from an invitation, likewise."""
        from app.ui.joining import Joining

        made = Joining(self.desk)
        made.founded.connect(self.opened)
        self._pages.addWidget(made)
        return made

    # Pages ------------------------------------------------------------------------------------------------

    def show_founding(self) -> None:
        """The form that founds a store."""
        self.found.setChecked(True)
        self.join.setChecked(False)
        self._fit(self.founding)
        self._pages.setCurrentWidget(self.founding)
        self.founding.begin()

    def show_joining(self) -> None:
        """The form that founds a store from an invitation."""
        self.found.setChecked(False)
        self.join.setChecked(True)
        self._fit(self.joining)
        self._pages.setCurrentWidget(self.joining)
        self.joining.begin()

    def show_opening(self, path: Path) -> None:
        """The field for the passphrase of a store."""
        self.found.setChecked(False)
        self.join.setChecked(False)
        self._fit(self.opening)
        self._pages.setCurrentWidget(self.opening)
        self.opening.ask(path)

    def _fit(self, shown: QWidget) -> None:
        """The stack is as tall as the page in view, not as the tallest."""
        for page in self._pages.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            tall = QSizePolicy.Policy.Preferred if page is shown else QSizePolicy.Policy.Ignored
            page.setSizePolicy(QSizePolicy.Policy.Preferred, tall)

    def say_wrong(self, fault: Fault) -> None:
        """The store could not be opened."""
        self.opening.say_wrong(fault)

    def _ask_for_file(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(self, _("Mở sổ"), "", f"Sổ Bản (*.{SUFFIX})")
        if name:
            self.show_opening(Path(name))

    # Opening ----------------------------------------------------------------------------------------------

    def _open(self, path: Path, key: str) -> None:
        self._path = path
        self.desk.runner.hold(partial(Store.open, path, key), self._is_open, self.opening.say_wrong)

    def _is_open(self, _none: object) -> None:
        self.opened.emit(self._path)

    def open_demo(self) -> None:
        """Build the sample commune where it is not yet, then open it."""
        folder = data_folder() / DEMO
        built = sorted(folder.glob(f"*.{SUFFIX}"))
        if built:
            self._demo_is_built(str(built[0]))
            return
        self.demo.setEnabled(False)
        self.desk.runner.work(partial(_build_demo, folder=folder), self._demo_is_built, _("Dựng sổ mẫu"))

    def _demo_is_built(self, path: str) -> None:
        self.demo.setEnabled(True)
        if not self.desk.settings.officer:
            self.desk.choose(officer="Vàng Thị Mỷ", post=_("Cán bộ giảm nghèo"))
        self._open(Path(path), DEMO_KEY)


def _build_demo(_store: Any, progress: Progress, folder: Path) -> str:
    from app.demo.story import OF_THE_COMMUNE, tell

    steps = [0]

    def say(line: str) -> None:
        steps[0] += 1
        progress.step(steps[0], len(OF_THE_COMMUNE), line.strip())

    return tell(folder, DEMO_KEY, say, OF_THE_COMMUNE).store


class _Opening(Panel):
    """Asks for a passphrase.

    Signals:
        wanted: path and passphrase.
    """

    wanted = Signal(object, str)

    def __init__(self) -> None:
        super().__init__(_("Mở sổ"))
        self._path = Path()
        self._name = label(size="title")
        self._folder = Elided(tone="hint")
        self.key = Field(_("Mật khẩu"), Line(secret=True))
        self.accept = button(_("Mở sổ"), self._go, kind="primary")
        self.accept.setDefault(True)
        self.put(
            holder(
                column(
                    self._name,
                    self._folder,
                    Size.gap,
                    self.key,
                    row(STRETCH, self.accept),
                    STRETCH,
                    gap=Size.gap,
                    around=sides(Size.margin, Size.margin),
                )
            )
        )
        self.key.inner.returnPressed.connect(self._go)  # type: ignore[union-attr]

    def ask(self, path: Path) -> None:
        """Ask for the passphrase of this one."""
        self._path = path
        self._name.setText(path.stem)
        self._folder.setText(str(path.parent))
        self.key.inner.clear()
        self.key.say("")
        self.key.inner.setFocus()

    def _go(self) -> None:
        self.accept.setEnabled(False)
        self.wanted.emit(self._path, self.key.inner.text())  # type: ignore[union-attr]

    def say_wrong(self, fault: Fault) -> None:
        """It did not open."""
        self.accept.setEnabled(True)
        self.key.say(str(fault))
        self.key.inner.setFocus()
