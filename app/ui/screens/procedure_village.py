"""One village of the procedure: its steps at the left; papers, days, names and deeds of one at the right."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QWidget

from app.i18n import _, number
from app.store.listing import Wanted
from app.ui import clock
from app.ui.screen import Head, Kind, Screen
from app.ui.screens import PROCEDURE_VILLAGE
from app.ui.screens.papers_work import PaperWanted
from app.ui.screens.procedure_deeds import Deeds
from app.ui.screens.procedure_seen import OF_PROCEDURE, WHOLE, AtStep, Deed, Record, StepPage, VillagePage
from app.ui.theme_sizes import Size
from app.ui.widgets.boxes import STRETCH, column, emptied, framed, holder, row, sides
from app.ui.widgets.buttons import button
from app.ui.widgets.labels import chip, icon_label, label, wrapped
from app.ui.widgets.panel import Panel
from app.ui.widgets.status_line import StatusLine
from app.ui.widgets.two_lines import Entry, Lines

MARKS = {
    "done": ("circle-check", "accent"),
    "skipped": ("ban", "text3"),
    "ahead": ("circle", "text3"),
    "now": ("circle-dot", "accent"),
}
HINTS = (
    ("↑ ↓", _("bước")),
    ("Ctrl+Enter", _("làm bước tiếp theo")),
    ("Ctrl+Z", _("hoàn tác")),
    ("Esc", _("về bảng")),
)
TONES = {"warn": "warn", "danger": "danger"}


class ProcedureVillage(Screen):
    """The steps of one village."""

    kind: ClassVar[Kind] = PROCEDURE_VILLAGE
    watches: ClassVar[frozenset[str]] = OF_PROCEDURE | {"review_case", "review_round", "result", "place"}

    def build(self) -> None:
        """List and page."""
        self._wanted = AtStep(b"")
        self._page: VillagePage | None = None
        self.deeds = Deeds(self.desk, self)
        self._undo = button(_("Hoàn tác bước…"), self._take_back, icon="rotate-ccw")
        self._plan = button(_("Đặt hạn…"), self._set_day, icon="calendar")
        back = button(_("Về bảng quy trình"), self._leave, icon="arrow-left", key="Esc")
        self._next = button("", self.go_on, icon="arrow-right", kind="primary", tip="Ctrl+Enter")
        self.head = Head(self.kind.title, [back, self._undo, self._plan, self._next])
        self.steps = Lines()
        steps = Panel(_("Các bước"))
        steps.put(self.steps)
        steps.setFixedWidth(Size.start_side)
        self._step = Panel("")
        self._room = column(gap=Size.gap + Size.tight, around=sides(Size.margin, Size.gap + Size.tight))
        area = QScrollArea()
        area.setWidgetResizable(True)
        inner = holder(self._room)
        inner.setProperty("role", "page")
        area.setWidget(inner)
        self._step.put(area)
        body = row(steps, self._step, gap=Size.margin, around=(Size.margin, 0, Size.margin, Size.margin))
        body.setStretch(1, 1)
        self.status = StatusLine(HINTS)
        layout = column(self.head, body, self.status, gap=0)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.setFocusProxy(self.steps)

    def wire(self) -> None:
        """The current step of the list is the one shown; Ctrl+Enter does the next thing."""
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.go_on)
        self.steps.selectionModel().currentChanged.connect(self._chosen)

    def show_what(self, what: Any) -> None:
        """Show a village, at a step."""
        if isinstance(what, AtStep) and what != self._wanted:
            self._wanted = what
            self.out_of_date()

    def refresh(self) -> None:
        """Read it anew."""
        held, areas = self.desk.view.round, self.desk.outline.areas
        place = self._wanted.place or (areas[0].key if areas else self.desk.outline.place)
        if held is not None:
            read = partial(_read, one=held.key, place=place)
            self.desk.runner.ask(read, self._show, latest="procedure_village")

    # Showing ----------------------------------------------------------------------------------------------

    def _show(self, page: VillagePage | None) -> None:
        if page is None:
            self._leave()
            return
        shown = self.steps.current() if self._page and self._page.place == page.place else ""
        self._page = page
        self.head.title.setText(page.village)
        last = _("việc gần nhất: {title}").format(title=page.last) if page.last else ""
        cases = _("{n} hộ thuộc diện").format(n=number(page.households))
        self.head.note.setText(" · ".join(filter(None, (cases, last))))
        self._undo.setEnabled(bool(page.last))
        self._next.setVisible(page.next is not None)
        self._next.setText(f" {page.next.words}" if page.next else "")
        wanted = self._wanted.step or shown or page.at or page.steps[-1].head.key
        self._wanted = AtStep(page.place)
        keys = [one.head.key for one in page.steps]
        self.steps.fill(_entry(one) for one in page.steps)
        at = keys.index(wanted) if wanted in keys else 0
        self.steps.setCurrentIndex(self.steps.model().index(at, 0))
        self._show_step()
        done = sum(one.cell.state in ("done", "skipped") for one in page.steps)
        self.status.count(_("{n}/{all} bước xong").format(n=done, all=len(page.steps)))

    def _chosen(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self._show_step()

    def _current(self) -> StepPage | None:
        steps = self._page.steps if self._page else ()
        return next((one for one in steps if one.head.key == self.steps.current()), None)

    def _show_step(self) -> None:
        step = self._current()
        if step is None or self._page is None:
            return
        self._plan.setEnabled(self._page.open and step.cell.state in ("now", "ahead"))
        self._step.title.setText(f"{step.head.number}. {step.head.name}")
        self._step.note.setText(" · ".join(filter(None, (step.cell.words, step.cell.detail))))
        emptied(self._room)
        for part in (*self._blocks(step), self._deeds(step), *self._records(step), self._law(step)):
            self._room.addWidget(part)
        self._room.addStretch(1)

    def _blocks(self, step: StepPage) -> list[QFrame]:
        return [self._block(*one) for one in step.blocks]

    def _block(self, what: str, todo: str, households: tuple[bytes, ...]) -> QFrame:
        words = column(wrapped(what, weight="medium"), gap=Size.tight)
        if todo:
            words.addWidget(wrapped(todo, tone="second"))
        parts: list[Any] = [icon_label("triangle-alert", "warn"), words]
        if households:
            go = partial(self.desk.go, "households", Wanted(keys=households))
            parts.append(button(_("Mở {n} hộ").format(n=number(len(households))), go, kind="small"))
        line = row(*parts, around=sides(Size.gap + Size.tight, Size.gap))
        line.setStretch(1, 1)
        return framed("callout", line)

    def _deeds(self, step: StepPage) -> QWidget:
        """What can be done, and the papers that the step needs."""
        made = [self._button(one) for one in step.deeds]
        papers = [self._paper(name, key) for name, key in step.papers if key]
        return holder(row(*made, STRETCH, *papers))

    def _button(self, deed: Deed) -> Any:
        assert self._page is not None
        closed = "" if self._page.open or deed.what in AFTERWARDS else _("Đợt đã khóa sổ.")
        why_not = deed.why_not or closed
        made = button(deed.words, partial(self.deeds.do, deed, self._page.place), tip=why_not)
        made.setEnabled(not why_not)
        return made

    def _paper(self, name: str, key: str) -> QWidget:
        assert self._page is not None
        wanted = PaperWanted(key, self._page.place)
        return button(name, partial(self.desk.go, "papers", wanted), icon="printer", kind="link")

    def _records(self, step: StepPage) -> list[QFrame]:
        return [self._record(one) for one in step.records]

    def _record(self, one: Record) -> QFrame:
        title = row(label(one.title, weight="bold"))
        if one.tone:
            title.addWidget(chip(_("chưa trả lời"), one.tone))
        title.addStretch(1)
        for deed in one.deeds:
            made = self._button(deed)
            made.setProperty("kind", "small")
            title.addWidget(made)
        lines: list[QLayout] = [title, *(_pair(name, value) for name, value in one.pairs)]
        inner = column(*lines, gap=Size.tight, around=sides(Size.gap + Size.tight, Size.gap))
        return framed("panel", inner)

    def _law(self, step: StepPage) -> QWidget:
        told = [wrapped(step.law, tone="second"), wrapped(step.source, size="small", tone="hint")]
        who = _("Người làm: {actor}").format(actor=step.actor)
        named = [label(who, size="small", tone="second")]
        if step.planned:
            day = clock.shown(step.planned)
            named.append(
                label(_("Kế hoạch của xã: xong trước {day}").format(day=day), size="small", tone="accent")
            )
        return holder(column(*told, row(*named, STRETCH, gap=Size.margin), gap=Size.tight))

    # Doing ------------------------------------------------------------------------------------------------

    def go_on(self) -> None:
        """The next thing to do about the village."""
        if self._page is not None and self._page.next is not None:
            self.deeds.do(self._page.next, self._page.place)

    def _take_back(self) -> None:
        step = self._current()
        if self._page is not None and step is not None:
            whole = step.head.key in WHOLE
            self.deeds.do(Deed("undo_whole" if whole else "undo", ""), self._page.place)

    def _set_day(self) -> None:
        step = self._current()
        if self._page is not None and step is not None:
            named, whole = (step.head.key, step.head.name), step.head.key in WHOLE
            outline = self.desk.outline
            place, name = (outline.place, outline.name) if whole else (self._page.place, self._page.village)
            self.deeds.plan(place, name, named, step.planned)

    def _leave(self) -> None:
        self.desk.go("procedure")


AFTERWARDS = ("certificates", "revoke", "survey", "resurvey")  # what is done when a round is closed


def _entry(one: StepPage) -> Entry:
    icon, tone = MARKS[one.cell.state]
    words = f"{one.head.number}. {one.head.name}"
    said = " · ".join(filter(None, (one.cell.words, one.cell.detail))) or _("chưa đến lượt")
    late = {"warn": "clock-alert", "danger": "clock-alert"}.get(one.cell.tone, icon)
    return Entry(one.head.key, words, said, icon=late, tone=TONES.get(one.cell.tone, tone))


def _pair(name: str, value: str) -> QLayout:
    named = wrapped(name, tone="second")
    named.setFixedWidth(Size.form_label)
    line = row(named, wrapped(value))
    line.setStretch(1, 1)
    return line


def _read(store: Any, one: bytes, place: bytes) -> VillagePage | None:
    """The village; None where the round has none there."""
    from app.services.procedure import taking_back
    from app.ui.screens.procedure_pages import village_page, villages

    with store.session() as session:
        if place not in villages(session, one):
            return None
    last = taking_back.last(store, one, place)
    with store.session() as session:
        return village_page(session, one, place, last.title if last else "", clock.today())
