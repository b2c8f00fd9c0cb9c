"""The page of one household: its members, what each year found, how it lives, what was done."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QScrollArea

from app.i18n import _, number
from app.rules import book
from app.store import history
from app.store.undo import Entry as ActEntry
from app.ui import clock
from app.ui.dialogs import household_verbs, member_verbs
from app.ui.screen import Head, Kind, Screen
from app.ui.screens import HOUSEHOLD, household_support
from app.ui.screens.household_support import SupportSection
from app.ui.theme_sizes import Size
from app.ui.widgets.boxes import STRETCH, column, divider, emptied, holder, row, sides
from app.ui.widgets.buttons import button
from app.ui.widgets.columns import Column
from app.ui.widgets.labels import label, wrapped
from app.ui.widgets.panel import Empty, Panel
from app.ui.widgets.shapes import ClassMark
from app.ui.widgets.status_line import StatusLine
from app.ui.widgets.table import Table
from app.ui.widgets.two_lines import Entry, Lines

if TYPE_CHECKING:
    from app.services.portraits import YearPortrait

MEMBERS = (
    Column(
        _("Họ và tên"),
        lambda row: row.name,
        key="name",
        sample="Hoàng Thị Phượng Mai",
        weight="medium",
        stretch=True,
        sorts=False,
    ),
    Column(_("Quan hệ"), lambda row: row.left or row.relation, sample="Chuyển đi 00/00/0000"),
    Column(_("Giới"), lambda row: row.sex, sample="Nam"),
    Column(_("Ngày sinh"), lambda row: row.birth or _("chưa rõ"), sample="00/00/0000", as_text=True),
    Column(_("Tuổi"), lambda row: "" if row.age is None or row.left else row.age, right=True, sample="000"),
    Column(_("Dân tộc"), lambda row: row.ethnic, sample="Mường"),
    Column(
        _("CCCD"),
        lambda row: row.cccd,
        lambda text: "•" * max(len(text) - 3, 0) + text[-3:],
        sample="••••••••••000",
        copied=lambda row: row.cccd,
        as_text=True,
        tone="text2",
    ),
)


class HouseholdPage(Screen):
    """One household."""

    kind: ClassVar[Kind] = HOUSEHOLD
    watches: ClassVar[frozenset[str]] = household_support.WATCHED | frozenset(
        {"household", "person", "membership", "review_case", "result"}
    )

    def build(self) -> None:
        """Members and facts at the left, years and acts at the right."""
        self.household: bytes = b""
        self._page: Any = None
        self._verbs = button(_("Việc của hộ"), icon="chevron-down")
        self._verbs.setMenu(QMenu(self._verbs))
        self.head = Head(
            self.kind.title,
            [
                button(_("Về danh sách"), self._leave, icon="arrow-left", key="Esc"),
                self._verbs,
                button(_("Thêm thành viên"), self._join, icon="plus", kind="primary", key="Ctrl+I"),
            ],
        )
        self.roster = Table(MEMBERS, edge=Size.gap)
        self._members = Panel(_("Thành viên"))
        self._members.put(self.roster)
        self._facts = Panel(_("Đời sống"))
        self._facts_room = column(gap=Size.tight, around=sides(Size.margin, Size.gap))
        self._facts.put(_scrolled(self._facts_room))
        self._years_room = column(gap=Size.tight, around=sides(Size.margin, Size.gap))
        self._years = Panel(_("Kết quả các năm"))
        self._years.put(_scrolled(self._years_room))
        self.acts = Lines()
        self._acts = Panel(_("Lịch sử"))
        self._acts.put(self.acts)
        left = column(self._members, self._facts, gap=Size.margin)
        self.support = SupportSection(self.desk, self)
        right = column(self._years, self.support, self._acts, gap=Size.margin)
        for place in range(3):
            right.setStretch(place, 1)
        left.setStretch(0, 3)
        left.setStretch(1, 2)
        body = row(left, right, gap=Size.margin, around=(Size.margin, 0, Size.margin, Size.margin))
        body.setStretch(0, 5)
        body.setStretch(1, 3)
        status = StatusLine(
            [
                ("F2", _("sửa thành viên")),
                ("Del", _("rời hộ")),
                ("Ctrl+Z", _("hoàn tác")),
                ("Esc", _("về danh sách")),
            ]
        )
        self.status = status
        layout = column(self.head, body, status, gap=0)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def wire(self) -> None:
        """Keys of the roster, the menus, undo from the history."""
        self.roster.row_opened.connect(self._edit)
        for key, do in (("F2", self._edit_current), ("Del", self._member_leaves)):
            shortcut = QShortcut(QKeySequence(key), self.roster, do)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.roster.copy_wanted.connect(self._copy)
        self._verbs.menu().aboutToShow.connect(self._offer_verbs)
        self.acts.chosen.connect(self._act_chosen)

    def show_what(self, what: Any) -> None:
        """Show the household of a key."""
        if isinstance(what, bytes) and what != self.household:
            self.household = what
            self.out_of_date()

    def refresh(self) -> None:
        """Ask for the page and its history."""
        if self.household:
            read = partial(_dossier, key=self.household, today=clock.today())
            self.desk.runner.query(read, self._show, latest="household")
            acts = partial(history.of_household, household=self.household)
            self.desk.runner.ask(acts, self._show_acts, latest="household.acts")
            self.support.show_household(self.household)

    # Showing ----------------------------------------------------------------------------------------------

    def _show(self, page: Any) -> None:
        self._page = page
        self.head.title.setText(page.head or _("(chưa có chủ hộ)"))
        persons = (
            _("{n} khẩu").format(n=number(page.persons)) if page.persons is not None else _("chưa rõ số khẩu")
        )
        told = (page.code, page.village, persons, page.address, page.phone, page.ended, *page.groups)
        self.head.note.setText(" · ".join(part for part in told if part))
        self.roster.rows.fill(page.members)
        self.roster.go_to(max(self.roster.currentIndex().row(), 0))
        self._members.note.setText(
            _ROSTER[page.persons_from]().format(n=len(page.present), all=page.persons or 0)
        )
        self._show_years(page.years)
        self._show_facts(page)
        self.status.count(_("{n} thành viên đang ở").format(n=len(page.present)))

    def _show_years(self, years: tuple[YearPortrait, ...]) -> None:
        self._years.note.setText(
            _("{n} kết quả").format(n=len(years)) if years else _("chưa rà soát lần nào")
        )
        emptied(self._years_room)
        for year in years:
            mark = ClassMark(year.final_class or "", bold=True)
            head = row(
                label(str(year.year), weight="bold"),
                mark,
                STRETCH,
                label(_standard(year), size="small", tone="hint"),
            )
            self._years_room.addLayout(head)
            for told in _year(year):
                self._years_room.addWidget(wrapped(told, size="small", tone="second"))
            self._years_room.addWidget(divider(upright=False))
        if not years:
            self._years_room.addWidget(wrapped(_("Kết quả hiện ra khi hộ được rà soát."), tone="second"))
        self._years_room.addStretch(1)

    def _show_facts(self, page: Any) -> None:
        emptied(self._facts_room)
        since = page.facts_from
        self._facts.note.setText(_("theo phiếu rà soát năm {year}").format(year=since) if since else "")
        if not page.facts:
            self._facts_room.addWidget(
                Empty(
                    "clipboard-list",
                    _("Chưa có phiếu"),
                    _(
                        "Chưa có câu trả lời nào về nhà ở, đất, tài sản, nước, "
                        "nhà tiêu. Các mục này hiện ra khi hộ được rà soát hoặc nhập phiếu B."
                    ),
                    small=True,
                )
            )
            return
        section = ""
        for fact in page.facts:
            if fact.section != section:
                section = fact.section
                self._facts_room.addWidget(label(section, size="small", tone="hint", weight="medium"))
            asked = wrapped(fact.question, tone="second")
            asked.setFixedWidth(Size.search - Size.margin)
            line = row(asked, wrapped(fact.answer))
            line.setStretch(1, 1)
            self._facts_room.addLayout(line)
        self._facts_room.addStretch(1)

    def _show_acts(self, acts: list[ActEntry]) -> None:
        self._acts.note.setText(_("Enter: hoàn tác việc đang chọn"))
        self.acts.fill(_act(entry) for entry in acts)

    # Doing ------------------------------------------------------------------------------------------------

    def _leave(self) -> None:
        self.desk.go("households")

    def _copy(self, places: list[int]) -> None:
        self.roster.copy([self.roster.rows.row(place) for place in places])

    def _join(self) -> None:
        if self._page:
            member_verbs.Join(self.desk, self, self._page).open()

    def _edit(self, place: int) -> None:
        if self._page and 0 <= place < len(self._page.members):
            member_verbs.Correct(self.desk, self, self._page, self._page.members[place]).open()

    def _edit_current(self) -> None:
        self._edit(self.roster.currentIndex().row())

    def _member_leaves(self) -> None:
        if member := self._current():
            member_verbs.Leave(self.desk, self, self._page, member).open()

    def _current(self) -> Any:
        place = self.roster.currentIndex().row()
        if not self._page or not 0 <= place < len(self._page.present):
            return None
        return self._page.members[place]

    def _offer_verbs(self) -> None:
        menu = self._verbs.menu()
        menu.clear()
        if not self._page:
            return
        if member := self._current():
            menu.addSection(member.name)
            for words, dialog in member_verbs.OF_MEMBER:
                menu.addAction(words(), partial(self._ask_of_member, dialog, member))
        menu.addSection(_("Cả hộ"))
        for words, dialog in household_verbs.OF_HOUSEHOLD:
            menu.addAction(words(), partial(self._ask_of_household, dialog))

    def _ask_of_member(self, dialog: Any, member: Any) -> None:
        dialog(self.desk, self, self._page, member).open()

    def _ask_of_household(self, dialog: Any) -> None:
        dialog(self.desk, self, self._page).open()

    def _act_chosen(self, entry: ActEntry) -> None:
        household_verbs.TakeBack(self.desk, self, entry).open()


def _scrolled(room: Any) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    inner = holder(room)
    inner.setProperty("role", "page")
    area.setWidget(inner)
    return area


_ROSTER = {
    "roster": lambda: _("{n} người đang ở, đủ danh sách"),
    "declared": lambda: _("đã ghi tên {n} trên {all} khẩu theo khai"),
    "partial": lambda: _("đã ghi tên {n} người, chưa rõ đủ chưa"),
}


def _standard(year: YearPortrait) -> str:
    return book.book(year.standard).short


def _year(year: YearPortrait) -> list[str]:
    """Scores and persons, what it lacks, why people agreed otherwise: a line each."""
    told = []
    if year.b1 is not None:
        told.append(f"B1 {year.b1:g}")
    if year.b2 is not None:
        told.append(f"B2 {year.b2:g}")
    if year.persons is not None:
        told.append(_("{n} khẩu").format(n=year.persons))
    told += year.causes
    return [line for line in (" · ".join(told), *_names(year)) if line]


def _names(year: YearPortrait) -> list[str]:
    """What it lacks, by name; why people agreed otherwise."""
    names = {one.key: one.name for one in book.book(year.standard).indicators}
    lacks = [names.get(key, key).lower() for key in year.deprived]
    why = [year.agreed_why] if year.agreed_why else []
    return [_("Thiếu hụt: {names}").format(names=", ".join(lacks)), *why] if lacks else why


def _act(entry: ActEntry) -> Entry:
    detail = " · ".join((clock.when(entry.at), entry.actor))
    state = _("đã hoàn tác") if entry.undone else ""
    icon = {"undo": "rotate-ccw", "redo": "arrow-right"}.get(entry.kind, "pencil")
    return Entry(entry, entry.title, detail, icon=icon, right=state, tone="text3")


def _dossier(session: Any, key: bytes, today: Any) -> Any:
    from app.services.dossier import dossier

    return dossier(session, key, today)
