"""The bar under the head of the window: what happened, why, what to do; and long work with its Cancel."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QProgressBar

from app.errors import Fault
from app.i18n import _, number
from app.ui.runner import Work
from app.ui.theme_sizes import Size
from app.ui.widgets.boxes import STRETCH, row, sides
from app.ui.widgets.buttons import button, flat
from app.ui.widgets.labels import Elided, icon_label, label, set_tone, wrapped

LINGERS = 6000  # milliseconds that a sentence about something done stays
PATIENCE = 300  # milliseconds before long work shows


class Notice(QFrame):
    """Sentences for the officer."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "notice")
        self._icon = icon_label("triangle-alert", "danger")
        self._what = wrapped("", weight="bold")
        self._more = wrapped("", tone="second")
        self._close = flat(icon="x", tip=_("Đóng"))
        self._close.clicked.connect(self.hide)
        self.setLayout(
            row(
                self._icon,
                self._what,
                self._more,
                self._close,
                gap=Size.gap,
                around=sides(Size.margin, Size.gap),
            )
        )
        self.layout().setStretch(2, 1)  # type: ignore[union-attr]
        self._timer = QTimer(self, singleShot=True, interval=LINGERS)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def fault(self, fault: Fault) -> None:
        """What went wrong, until it is closed or something else is said."""
        self._timer.stop()
        self._say(
            "triangle-alert", "danger", fault.what, " ".join(part for part in (fault.why, fault.todo) if part)
        )

    def done(self, sentence: str) -> None:
        """What was done, for a moment."""
        self._say("check", "accent", sentence, "")
        self._timer.start()

    def _say(self, icon: str, tone: str, what: str, more: str) -> None:
        from app.ui import theme_icons

        theme_icons.put(self._icon, icon, tone)
        set_tone(self, tone)
        self._what.setText(what)
        self._more.setText(more)
        self.show()


class WorkBar(QFrame):
    """Long work: its title, how far it is, and the button that stops it."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "notice")
        self._work: Work | None = None
        self._title = label(weight="bold")
        self._bar = QProgressBar(textVisible=False)
        self._bar.setMaximumWidth(Size.search)
        self._count = Elided(tone="second")
        self._cancel = button(_("Dừng"), self._stop, kind="small", key="Esc")
        self.setLayout(
            row(
                self._title,
                self._bar,
                self._count,
                STRETCH,
                self._cancel,
                around=sides(Size.margin, Size.gap),
            )
        )
        self._timer = QTimer(self, singleShot=True, interval=PATIENCE)
        self._timer.timeout.connect(self._appear)
        self.hide()

    def began(self, work: Work) -> None:
        """Work was asked for; it shows when it takes longer than a moment."""
        self._work = work
        self._title.setText(work.title)
        self._bar.setRange(0, 0)
        self._count.setText("")
        self._cancel.setEnabled(True)
        self._timer.start()

    def stepped(self, work: Work) -> None:
        """It got on."""
        self._bar.setRange(0, work.total)
        self._bar.setValue(work.done)
        self._count.setText(f"{number(work.done)}/{number(work.total)} {work.doing}")

    def ended(self, work: Work) -> None:
        """It is over."""
        if work is self._work:
            self._timer.stop()
            self._work = None
            self.hide()

    def _appear(self) -> None:
        self.setVisible(self._work is not None)

    def _stop(self) -> None:
        if self._work:
            self._work.cancel()
            self._cancel.setEnabled(False)
