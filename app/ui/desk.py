"""What every screen holds in its hands: the runner, the door to the officer, the round in view."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from app import settings as settings_file
from app.errors import FileFault
from app.i18n import _
from app.settings import Settings
from app.store.listing import Rounds
from app.store.outline import Outline, RoundLine
from app.ui.runner import Runner
from app.ui.tell import Tell

PERIODIC = "periodic"


@dataclass(frozen=True, slots=True)
class View:
    """The round in view, under one standard, and the one that it is compared with.

    Attributes:
        seen: the round, or at a level above the rounds of a year below it as one.
    """

    seen: RoundLine | None = None
    standard: str = ""
    last: RoundLine | None = None

    @property
    def round(self) -> RoundLine | None:
        """The round in view where it is the store's own, to be worked on."""
        return self.seen if self.seen and self.seen.own else None

    @property
    def rounds(self) -> Rounds:
        """The same as the store's lists take it."""
        last_standard = next(iter(self.last.standards), "") if self.last else ""
        return Rounds(
            now=_keys(self.seen),
            standard=self.standard,
            last=_keys(self.last),
            last_standard=last_standard,
        )

    @property
    def year(self) -> int | None:
        """The year of the round in view."""
        return self.seen.year if self.seen else None


class Desk(QObject):
    """One for the whole program.

    Attributes:
        outline: of the store that is open.
        view: the round in view.

    Signals:
        view_changed: another round, another standard, or another outline.
        settings_changed: a setting was chosen.
        wanted: a screen is asked for by its key, with what it should show.
    """

    view_changed = Signal()
    settings_changed = Signal()
    wanted = Signal(str, object)

    def __init__(self, runner: Runner, tell: Tell, settings: Settings) -> None:
        super().__init__()
        self.runner, self.tell, self.settings = runner, tell, settings
        self.outline = Outline(b"", "", "", (), (), "")
        self.view = View()

    @property
    def actor(self) -> str:
        """Who acts."""
        return self.settings.officer

    def go(self, screen: str, what: Any = None) -> None:
        """Show a screen; `what` is handed to its `show_what`."""
        self.wanted.emit(screen, what)

    def take(self, outline: Outline) -> None:
        """Another store, or the same with other rounds or places."""
        self.outline = outline
        year = self.view.year
        kept = next((one for one in outline.seen if one.year == year and one.kind == PERIODIC), None)
        self.look_at(kept or next(iter(outline.seen), None), self.view.standard)

    def look_at(self, chosen: RoundLine | None, standard: str = "") -> None:
        """View a round, under one of its standards (its first where it does not have that one)."""
        standards = chosen.standards if chosen else ()
        own = standard if standard in standards else next(iter(standards), "")
        self.view = View(chosen, own, self._before(chosen))
        self.view_changed.emit()

    def _before(self, chosen: RoundLine | None) -> RoundLine | None:
        """The newest periodic round before."""
        earlier = (
            one for one in self.outline.seen if one.kind == PERIODIC and chosen and one.year < chosen.year
        )
        return max(earlier, key=lambda one: one.year, default=None)

    def choose(self, **chosen: Any) -> None:
        """Set and keep settings."""
        self.settings = replace(self.settings, **chosen)
        try:
            settings_file.save(self.settings)
        except OSError:
            self.tell.fault(_not_kept())
        self.settings_changed.emit()


def _keys(one: RoundLine | None) -> tuple[bytes, ...]:
    return (one.keys or (one.key,)) if one else ()


def _not_kept() -> FileFault:
    return FileFault(
        _("Không giữ được lựa chọn vừa rồi cho lần mở sau."),
        _("Không ghi được tệp {file}.").format(file=settings_file.settings_file()),
        _("Lựa chọn vẫn dùng được đến khi đóng chương trình."),
    )
