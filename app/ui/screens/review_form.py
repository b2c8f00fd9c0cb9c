"""The review form: one household after another, by keyboard alone; saved field by field, scored at once.

What a key does is `Filling`'s, what is shown `review_lines` and `review_score`; here they meet the store.
While answers are on their way the form in view is ahead of the store; after the last it is read again.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QStackedWidget

from app.errors import Fault
from app.i18n import _
from app.services.board import STATES
from app.services.form import Field, Form
from app.store import listing
from app.store.listing import Line
from app.store.outline import Area
from app.ui import clock
from app.ui.dialogs import reviewing
from app.ui.screen import Kind, Screen
from app.ui.screens import REVIEW_FORM, review_answers, review_roster, review_score
from app.ui.screens import review_work as work
from app.ui.screens.review_filling import Changes, Filling, Slip
from app.ui.screens.review_head import FormHead
from app.ui.screens.review_lines import lines
from app.ui.screens.review_list import ReviewList
from app.ui.screens.review_slips import KeptSlips
from app.ui.theme_sizes import Size
from app.ui.widgets.boxes import STRETCH, column, framed, holder, row, sides
from app.ui.widgets.panel import Empty
from app.ui.widgets.questions import Questions
from app.ui.widgets.score_pane import ScorePane
from app.ui.widgets.status_line import keys
from app.ui.widgets.table import Table

MOST_MEMBERS_SEEN = 8


@dataclass(frozen=True, slots=True)
class Reviewed:
    """Which form is wanted: of a household, or the first of a village or of a state."""

    household: bytes = b""
    area: Area | None = None
    state: str = ""


class ReviewForm(Screen):
    """The form of one household, its village at the left, its score at the right."""

    kind: ClassVar[Kind] = REVIEW_FORM
    watches: ClassVar[frozenset[str]] = frozenset(
        {"household", "person", "membership", "review_case", "case_member", "result", "review_round"}
    )

    # Making -----------------------------------------------------------------------------------------------

    def build(self) -> None:
        """Three panes; or what to do where there is no form."""
        self.filling: Filling | None = None
        self._household, self._wanted_state = b"", ""
        self._area: Area | None = None
        self._on_their_way: deque[Field | None] = deque()
        self._slips = KeptSlips(self.desk)
        self.list = ReviewList()
        self.questions = Questions()
        self.score = ScorePane()
        middle = framed("pane", self._middle())
        panes = row(self.list, middle, self.score, gap=0)
        panes.setStretch(1, 1)
        self._pages = QStackedWidget()
        self._pages.addWidget(holder(panes))
        self._pages.addWidget(
            Empty("clipboard-list", _("Chưa có phiếu nào ở đây"), _(
                "Đợt rà soát đang xem chưa có hộ nào. Mở đợt, hoặc ghi giấy đề nghị của hộ ở bảng rà soát."),
                _("Về bảng rà soát"), self._leave)
        )  # fmt: skip
        self.setLayout(column(self._pages))

    def _middle(self) -> Any:
        self.head = FormHead()
        self._more = self.head.more
        self.roster = Table(review_roster.columns(0))
        self.roster.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        hints = [
            ("Enter", _("câu sau")),
            ("1…9", _("chọn")),
            ("Space", _("giữ như cũ")),
            ("F1", _("điều luật")),
        ]
        self._hints = keys([*hints, ("Ctrl+Enter", _("xong"))])
        foot = framed("statusline", row(self._hints, STRETCH, around=sides(Size.margin)))
        foot.setFixedHeight(Size.question)
        made = column(self.head, self.roster, self.questions, foot, gap=0)
        made.setStretch(2, 1)
        return made

    def wire(self) -> None:
        """The questions' keys, and those of the whole form."""
        ask = self.questions
        ask.went.connect(self._go)
        ask.stepped.connect(self._step)
        ask.picked.connect(lambda key: self._act(lambda filling: filling.pick(key)))
        ask.entered.connect(lambda text, by: self._act(lambda filling: filling.enter(text, by)))
        ask.edited.connect(self._edited)
        ask.kept.connect(lambda: self._act(Filling.keep))
        ask.section_kept.connect(lambda: self._act(Filling.keep_section))
        ask.emptied.connect(lambda: self._act(Filling.empty))
        self.list.household_chosen.connect(self.open)
        self.list.area_chosen.connect(self._take_area)
        self.list.make_keys(self)
        self.roster.row_opened.connect(self._edit_member)
        self.head.stepped.connect(self.go_beside)
        self.head.cases_wanted.connect(lambda: self._show_list(not self.list.isVisible()))
        self._more.menu().aboutToShow.connect(self._offer)
        for key, do in {
            "Ctrl+Up": partial(self.go_beside, -1), "Ctrl+Down": partial(self.go_beside, 1),
            "Ctrl+Return": self.finish, "Ctrl+Enter": self.finish, "Ctrl+I": self.join, "F1": self.explain,
            "Ctrl+N": self._found, "Esc": self._leave,
        }.items():  # fmt: skip
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(do)
        QShortcut(QKeySequence("F2"), self.roster, self._edit_current)
        QShortcut(QKeySequence("Del"), self.roster, self._member_leaves)

    # Which form -------------------------------------------------------------------------------------------

    def show_what(self, what: Any) -> None:
        """Show the form that is wanted."""
        wanted = what if isinstance(what, Reviewed) else Reviewed(household=what)
        self._area = wanted.area or self._area
        self._wanted_state = wanted.state
        self.list.states.show_state(wanted.state)
        if wanted.household:
            self._put_away()
            self._household = wanted.household
        elif wanted.area or wanted.state:
            self._put_away()
            self._household = b""
        self.out_of_date()

    def _areas(self) -> list[Area]:
        outline = self.desk.outline
        return list(outline.areas) or [Area(outline.place, outline.name, (outline.place,))]

    def refresh(self) -> None:
        """Read the village again, and the form once nothing is on its way."""
        if not self.desk.view.round:
            self._pages.setCurrentIndex(1)
            return
        self._slips.load()
        rounds = self.desk.view.rounds
        if self._household and self.filling is None:
            self.desk.runner.ask(
                partial(listing.place_of, household=self._household),
                self._find_area,
                latest="review_form.place",
            )
            return
        area = self._area or self._areas()[0]
        read = partial(work.cases, rounds=rounds, area=area)
        self.desk.runner.ask(read, self._show_cases, latest="review_form.list")

    def _find_area(self, place: bytes) -> None:
        self._area = next((area for area in self._areas() if place in area.within), self._areas()[0])
        read = partial(work.cases, rounds=self.desk.view.rounds, area=self._area)
        self.desk.runner.ask(read, self._show_cases, latest="review_form.list")

    def _take_area(self, area: Area) -> None:
        self._put_away()
        self._area, self._household = area, b""
        self.refresh()

    def _show_cases(self, cases: list[Line]) -> None:
        self.list.offer(self._areas(), self._area or self._areas()[0])
        known = {line.key for line in cases}
        if self._household not in known:
            wanted = self._wanted_state
            fitting = (
                line.key for line in cases if (line.state == wanted if wanted else line.state != STATES[-1])
            )
            self._household = next(fitting, cases[0].key if cases else b"")
        self._wanted_state = ""
        self.list.fill(cases, self._household)
        self._pages.setCurrentIndex(0 if cases else 1)
        if self._household and not self._on_their_way:
            self._read()

    def _read(self) -> None:
        view = self.desk.view.round
        if view is not None:
            read = partial(work.form, round_key=view.key, household=self._household)
            self.desk.runner.query(read, self._show, latest="review_form", failed=self._not_shown)

    def _not_shown(self, fault: Fault) -> None:
        self.questions.hold(False)
        self.desk.tell.fault(fault)

    def open(self, household: bytes) -> None:
        """Open the form of a household of the village."""
        self._put_away()
        self._show_list(False)
        self._household = household
        self.list.mark(household)
        self._read()

    def _put_away(self) -> None:
        """What was typed is kept, also where it could not be taken."""
        self.questions.leave_field()
        if self.filling is not None:
            self._slips.keep(self.filling.form.case, self.filling.slips)

    def go_beside(self, by: int) -> None:
        """The household before or after in the list."""
        if beside := self.list.beside(self._household, by):
            self.open(beside)

    # Showing ----------------------------------------------------------------------------------------------

    def _show(self, form: Form) -> None:
        if self._on_their_way or form.key != self._household:
            return
        if self.filling is not None and self.filling.form.case == form.case:
            self.filling.take(form)
        else:
            self.filling = Filling(form, clock.today(), slips=self._slips.of(form.case))
            self.questions.verticalScrollBar().setValue(0)
        self._draw()
        self.questions.hold(False)
        if self.isVisible() and not self.list.isAncestorOf(self.focusWidget() or self):
            self.questions.take()

    def _draw(self) -> None:
        """Everything that the form in view says."""
        if self.filling is None:
            return
        form = self.filling.form
        self.questions.fill(lines(self.filling))
        self.score.fill(review_score.blocks(form))
        self._draw_roster(form)
        self.head.show_form(form, self.list.beside(self._household, -1), self.list.beside(self._household, 1))

    def _draw_roster(self, form: Form) -> None:
        own = review_roster.rows(form)
        if own != [self.roster.rows.row(place) for place in range(self.roster.rows.rowCount())]:
            current = max(self.roster.currentIndex().row(), 0)
            self.roster.rows.columns = review_roster.columns(len(own))
            self.roster.rows.fill(own)
            self.roster.go_to(min(current, len(own) - 1))
            seen = min(max(len(own), 1), MOST_MEMBERS_SEEN)
            self.roster.setFixedHeight(Size.table_head + seen * Size.row)

    def _narrow(self) -> bool:
        """No room for three panes: the list comes when it is asked for."""
        return self.width() < Size.case_list + Size.score + Size.wide_dialog

    def _show_list(self, wanted: bool) -> None:
        narrow = self._narrow()
        self.head.cases.setVisible(narrow)
        self.list.setVisible(wanted or not narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt)
        """The list stands beside the form where there is room."""
        super().resizeEvent(event)
        self._show_list(False)

    # Filling in -------------------------------------------------------------------------------------------

    def _go(self, at: Field) -> None:
        if self.filling is not None:
            self.filling.go(at)
            self._draw()

    def _step(self, by: int) -> None:
        if self.filling is not None:
            self.filling.step(by)
            self._draw()

    def _edited(self, text: str) -> None:
        """A long list narrows while one types."""
        if self.filling is not None and review_answers.by_name(self.filling.question):
            self.filling.typed = text
            self.questions.fill(lines(self.filling))

    def _act(self, do: Any) -> None:
        """Do something with the form, show it, keep what changed."""
        filling = self.filling
        if filling is None:
            return
        if filling.form.closed:
            self.desk.tell.fault(work.closed(filling.form))
            return
        at, name_of = filling.at, filling.joining
        changes: Changes = do(filling)
        if changes:
            self._keep(changes, at, name_of)
        self._slips.keep(filling.form.case, filling.slips)
        self._draw()

    def _keep(self, changes: Changes, at: Field, joining: bytes) -> None:
        assert self.filling is not None
        form, actor = self.filling.form, self.desk.actor
        if joining and at == Field("name", joining):
            self.filling.joining = b""
            ethnic = form.value(Field("ethnic", joining)) or ""
            told = {"person": joining, "name": changes[at], "ethnic": ethnic}
            self._send(partial(work.join, form=form, actor=actor, **told), at)
        elif len(changes) == 1 and at in changes:
            self._send(partial(work.save, form=form, at=at, value=changes[at], actor=actor), at)
        else:
            self._send(partial(work.keep_all, form=form, answers=changes, actor=actor), None)

    def _send(self, change: Any, at: Field | None) -> None:
        self._on_their_way.append(at)
        self.desk.runner.change(change, self._saved, failed=self._refused)

    def _saved(self, _nothing: object) -> None:
        self._on_their_way.popleft()
        if not self._on_their_way:
            self.out_of_date()

    def _refused(self, fault: Fault) -> None:
        """The store did not take an answer: it stays to be mended, with the reason."""
        at = self._on_their_way.popleft()
        filling = self.filling
        if at is None or filling is None:
            self.desk.tell.fault(fault)
        else:
            text = review_answers.as_typed(filling.form.question(at), filling.form.value(at))
            filling.slips[at] = Slip(text, str(fault))
            self._slips.keep(filling.form.case, filling.slips)
            filling.go(at)
        if not self._on_their_way:
            self.out_of_date()

    # The whole form ---------------------------------------------------------------------------------------

    def finish(self) -> None:
        """The household is reviewed; the next open one of the village comes."""
        self.questions.leave_field()
        filling = self.filling
        if filling is None:
            return
        if filling.slips:
            self._go(next(iter(filling.slips)))
            self.desk.tell.fault(work.unmended(len(filling.slips)))
            return
        self.questions.hold(True)
        finish = partial(work.finish, form=filling.form, actor=self.desk.actor)
        self.desk.runner.change(finish, self._finished, failed=self._not_shown)

    def _finished(self, _nothing: object) -> None:
        following = self.list.next_open(self._household)
        if following:
            self.open(following)
            return
        self.questions.hold(False)
        self.desk.tell.done(
            _("Đã rà soát xong mọi hộ của {village}.").format(village=self.list.village.text())
        )

    def join(self) -> None:
        """A new member: its name is asked at once."""
        from app.models.key import new_key

        self.questions.leave_field()
        filling = self.filling
        if filling is not None and not filling.form.closed and not filling.joining:
            filling.join(new_key())
            self._draw()
            self.questions.take()

    def _edit_member(self, place: int) -> None:
        row_ = self.roster.rows.row(place)
        if row_ is not None:
            self._go(Field("name", row_.person))
            self.questions.take()

    def _edit_current(self) -> None:
        self._edit_member(self.roster.currentIndex().row())

    def _member_leaves(self) -> None:
        row_ = self.roster.rows.row(max(self.roster.currentIndex().row(), 0))
        if row_ is not None:
            reviewing.leave(self.desk, self, self._household, row_.person)

    def _offer(self) -> None:
        menu = self._more.menu()
        menu.clear()
        if self.filling is None:
            return
        for words, do in (
            (_("Thống nhất loại khác với kết quả tính…"), self.agree),
            (_("Cần xem lại…"), self._to_check),
            (_("Thêm thành viên (Ctrl+I)"), self.join),
            (_("Hộ mới đề nghị rà soát… (Ctrl+N)"), self._found),
            (_("Mở trang của hộ"), partial(self.desk.go, "household", self._household)),
            (_("Về bảng rà soát (Esc)"), self._leave),
        ):
            menu.addAction(words, do)

    def agree(self) -> None:
        """People decide otherwise than the rules, in writing."""
        if self.filling is not None:
            reviewing.Agree(self.desk, self, self.filling.form).open()

    def _to_check(self) -> None:
        if self.filling is not None:
            reviewing.ToCheck(self.desk, self, self.filling.form).open()

    def _found(self) -> None:
        area = self._area or self._areas()[0]
        view = self.desk.view.round
        if view is not None:
            reviewing.Found(self.desk, self, area, view.year, self.open_new).open()

    def open_new(self, household: bytes) -> None:
        """A household that has just come into the round."""
        self._put_away()
        self._household, self.filling = household, None
        self.out_of_date()

    def explain(self) -> None:
        """F1: what the open question decides, by which article."""
        if self.filling is not None:
            reviewing.Article(self, self.filling.form, self.filling.question).open()

    def _leave(self) -> None:
        self._put_away()
        self.desk.go("reviews")

    def next_pane(self) -> bool:
        """F6: list, roster, questions, and round again."""
        panes = [self.list.list, self.roster, self.questions]
        focus = self.focusWidget()
        own = next((place for place, pane in enumerate(panes) if focus and _holds(pane, focus)), 2)
        target = panes[(own + 1) % len(panes)]
        self._show_list(target is self.list.list)
        if isinstance(target, Questions):
            target.take()
        else:
            target.setFocus(Qt.FocusReason.TabFocusReason)
        return True


def _holds(pane: Any, focus: Any) -> bool:
    return pane is focus or pane.isAncestorOf(focus)
