"""The sidebar: the screens that there are, and who works here."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QSizePolicy, QToolButton

from app.i18n import _
from app.ui import theme_icons
from app.ui.desk import Desk
from app.ui.screen import Kind
from app.ui.theme_sizes import Size
from app.ui.widgets.boxes import STRETCH, column, framed, holder, row, sides
from app.ui.widgets.labels import Elided, icon_label, label


class NavItem(QToolButton):
    """A screen in the sidebar, with a count of what waits there."""

    def __init__(self, screen: Kind, number: int) -> None:
        super().__init__()
        self.screen_key = screen.key
        self.setProperty("role", "nav")
        self.setText(f" {screen.title}")
        self.setToolTip(f"{screen.title} · Alt+{number}")
        self.setCheckable(True)
        self.setFixedHeight(Size.nav_item)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setIconSize(QSize(Size.nav_icon, Size.nav_icon))
        self.setShortcut(f"Alt+{number}")
        theme_icons.put(self, screen.icon, "text2", "accent")
        self._badge = label(role="badge")
        self._badge.setFixedHeight(Size.chip)
        self._badge.hide()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, Size.margin, 0)
        layout.addStretch(1)
        layout.addWidget(self._badge)

    def wait_for(self, count: int) -> None:
        """So many things wait there."""
        self._badge.setText(str(count))
        self._badge.setVisible(count > 0)


class Sidebar(QFrame):
    """The screens, from top to bottom.

    Signals:
        chosen: key of a screen.
    """

    chosen = Signal(str)

    def __init__(self, desk: Desk, screens: Sequence[Kind]) -> None:
        super().__init__()
        self.setProperty("role", "sidebar")
        self._desk = desk
        self._group = QButtonGroup(self)
        self.items = {screen.key: NavItem(screen, number) for number, screen in enumerate(screens, 1)}
        for item in self.items.values():
            self._group.addButton(item)
        self._group.buttonClicked.connect(lambda item: self.chosen.emit(item.screen_key))
        brand = row(
            icon_label("notebook-tabs", "accent", Size.brand_icon), label("Sổ Bản", role="brand"), STRETCH,
            around=sides(Size.margin),
        )  # fmt: skip
        head = holder(brand)
        head.setFixedHeight(Size.top_bar)
        self.setLayout(column(head, *self.items.values(), STRETCH, self._officer(), gap=0))
        self.setFixedWidth(self._width())
        desk.settings_changed.connect(self.show_officer)
        self.show_officer()

    def _width(self) -> int:
        words = max(
            (item.fontMetrics().horizontalAdvance(item.text()) for item in self.items.values()), default=0
        )
        return max(int(Size.sidebar), words + 2 * Size.margin + Size.nav_icon + Size.gap)

    def _officer(self) -> QFrame:
        self._avatar = label(role="avatar")
        self._avatar.setFixedSize(Size.avatar, Size.avatar)
        self._avatar.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._name = Elided(weight="medium")
        self._post = Elided(size="small", tone="hint")
        names = column(self._name, self._post, gap=0)
        self._officer_row = framed(
            "officer", row(self._avatar, names, around=sides(Size.gap + Size.tight, Size.gap))
        )
        return self._officer_row

    def show_officer(self) -> None:
        """Who works here, as the settings say."""
        settings = self._desk.settings
        words = settings.officer.split()
        initials = (words[0][:1] + words[-1][:1]) if words else ""
        self._avatar.setText(initials.upper())
        self._name.setText(settings.officer or _("Chưa ghi tên"))
        self._post.setText(settings.post)
        self._post.setVisible(bool(settings.post))

    def mark(self, key: str) -> None:
        """This screen is the one in view."""
        if item := self.items.get(key):
            item.setChecked(True)
