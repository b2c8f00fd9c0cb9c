"""Nhập từ Excel: a file comes in, step by step. What may be done next is `exchange/attempt`'s; this shows it.

The pages that show an attempt are made when the first file was read: by then the store's thread has loaded
what reads spreadsheets, and the window does not wait for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QEvent, QStandardPaths, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QHideEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QStackedWidget

from app.errors import Fault, InputFault
from app.i18n import _, number
from app.store.store import Done
from app.ui import clock
from app.ui.runner import Work
from app.ui.screen import Head, Kind, Screen
from app.ui.screens import INTAKE, intake_work
from app.ui.screens.intake_choose import ChoosePage
from app.ui.theme_sizes import Size
from app.ui.widgets.boxes import STRETCH, column, holder, row
from app.ui.widgets.buttons import button
from app.ui.widgets.labels import Elided, icon_label
from app.ui.widgets.steps import Steps

if TYPE_CHECKING:
    from app.exchange.intake.attempt import Attempt, Spot

FILES = "*.xlsx *.xlsm *.xls *.csv *.json"
LOOK, POINT, TRY, DONE = 1, 2, 3, 4  # values of `attempt.Step`


class IntakeScreen(Screen):
    """The import."""

    kind: ClassVar[Kind] = INTAKE
    watches: ClassVar[frozenset[str]] = frozenset(
        {"household", "person", "membership", "review_case", "result", "intake"}
    )

    def build(self) -> None:
        """Head, steps, pages."""
        self._attempt: Attempt | None = None
        self._path = Path()
        self._waiting: tuple[Path, ...] = ()
        self._work: Work | None = None
        self._outdated = False
        self._activity: bytes | None = None
        self.leave = button(_("Hủy"), self._leave, icon="x", key="Esc")
        self.back = button(_("Ghép lại cột"), self._point, icon="arrow-left")
        self.onward = button(_("Chạy thử"), self._onward, icon="file-input", kind="primary")
        self.head = Head(self.kind.title, [self.leave, self.back, self.onward])
        self.steps = Steps((_("Chọn tệp"), _("Ghép cột"), _("Chạy thử"), _("Nhập và biên bản")))
        safe = Elided(_("Chạy thử chưa ghi gì vào sổ. Sau khi nhập vẫn hoàn tác được cả lần."), tone="second")
        self._safe = holder(row(icon_label("shield-check", "accent", Size.icon), safe))
        steps = holder(
            row(self.steps, STRETCH, self._safe, around=(Size.margin, 0, Size.margin, Size.margin))
        )
        self.choosing = ChoosePage(self.choose)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.choosing)
        layout = column(self.head, steps, self.pages, gap=0)
        layout.setStretch(2, 1)
        self.setLayout(layout)
        self.setAcceptDrops(True)
        self._show()

    def _make_pages(self) -> None:
        from app.ui.screens.intake_columns import ColumnsPage
        from app.ui.screens.intake_done import DonePage
        from app.ui.screens.intake_look import LookPage
        from app.ui.screens.intake_trial import TrialPage

        self.looking = LookPage(self._point)
        self.pointing = ColumnsPage()
        self.trial = TrialPage(self.desk, self._ask_give_back)
        self.ended = DonePage(self.desk, self.take_back_all, self._ask_give_back)
        for page in (self.looking, self.pointing, self.trial, self.ended):
            self.pages.addWidget(page)
        self.looking.kind_chosen.connect(self._as_kind)
        self.looking.year_typed.connect(self._of_year)
        self.trial.decided.connect(self.decide)
        for page in (self.trial, self.ended):
            page.totals.controls_known.connect(self._with_controls)

    def wire(self) -> None:
        """Keys, and the end of work that was stopped."""
        self.choosing.kind_chosen.connect(lambda kind: self._look(self._path, kind))
        self.desk.runner.work_ended.connect(self._ended)
        QShortcut(QKeySequence("Ctrl+O"), self, self.choose)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self, self._press_onward)

    # Showing ----------------------------------------------------------------------------------------------

    def changed(self, done: Done) -> None:
        """The store is another one than that of the dry run."""
        if self.watches & done.tables and self._work is None:
            self._outdated = True
        super().changed(done)

    def refresh(self) -> None:
        """The files taken in before; and the dry run anew, where the store has changed since."""
        self.desk.runner.query(intake_work.recent, self.choosing.show_before, latest="intake.recent")
        if self._outdated and self._step == TRY and self._work is None:
            self._try()

    def show_what(self, what: Any) -> None:
        """Take up a file, or, for the key of an activity, its list of beneficiaries when one is chosen."""
        if isinstance(what, Path):
            self.open([what])
        elif isinstance(what, bytes):
            self._activity = what

    @property
    def _step(self) -> int:
        return self._attempt.step.value if self._attempt else 0

    def _show(self, *, fresh: bool = False, at: Spot | None = None) -> None:
        """The page of the step that the file has reached."""
        attempt, step = self._attempt, self._step
        self.steps.go_to(max(step, 1))
        self._safe.setVisible(step != DONE)
        self.leave.setText(f" {_('Xong') if step == DONE else _('Hủy')}")
        self.back.setVisible(step == TRY and self._can_point())
        self.onward.setVisible(attempt is not None)
        self.onward.setText(f" {self._onward_words()}")
        self.onward.setEnabled(step != TRY or bool(attempt and attempt.going_in))
        self.head.note.setText(_told(attempt))
        if attempt is None:
            self.pages.setCurrentWidget(self.choosing)
            return
        if step == TRY:
            self.trial.show_attempt(attempt, fresh=fresh, at=at)
        else:
            pages: dict[int, Any] = {LOOK: self.looking, POINT: self.pointing, DONE: self.ended}
            pages[step].show_attempt(attempt)
        self.pages.setCurrentIndex(step)
        if step == POINT:
            self.pointing.fields.setFocus()

    def _can_point(self) -> bool:
        from app.exchange.sheets.pointing import can_point

        return bool(self._attempt and can_point(self._attempt.kind))

    def _onward_words(self) -> str:
        attempt = self._attempt
        if attempt is None or self._step in (LOOK, POINT):
            return _("Chạy thử")
        if self._step == DONE:
            left = len(self._waiting)
            return _("Tệp tiếp theo (còn {n})").format(n=left) if left else _("Nhập tệp khác")
        told = _("Nhập {n} dòng, để lại {left}") if attempt.staying_out else _("Nhập {n} dòng")
        return told.format(n=number(attempt.going_in), left=number(attempt.staying_out))

    # Long work --------------------------------------------------------------------------------------------

    def _begin(self, do: Any, then: Any, title: str, failed: Any = None) -> None:
        """Do something long; meanwhile nothing else of this screen can be done."""
        for part in (self.pages, self.head):
            part.setEnabled(False)
        self._work = self.desk.runner.work(do, then, title, failed)

    def _ended(self, work: Work) -> None:
        if work is self._work:
            self._work = None
            for part in (self.pages, self.head):
                part.setEnabled(True)

    # The file ---------------------------------------------------------------------------------------------

    def choose(self) -> None:
        """Ask for files."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        start = str(self._path.parent) if self._path.name else folder
        names, _kind = QFileDialog.getOpenFileNames(self, _("Chọn tệp"), start, f"Excel, CSV ({FILES})")
        if names:
            self.open([Path(name) for name in names])

    def open(self, paths: Sequence[Path]) -> None:
        """Take up files, one after the other."""
        self._waiting = tuple(paths[1:])
        self._look(paths[0])

    def _look(self, path: Path, kind: str | None = None) -> None:
        self._path = path
        self.choosing.begin()
        do = partial(intake_work.look, path=path, kind=kind)
        self._begin(do, self._looked, _("Đọc {file}").format(file=path.name), self._not_read)

    def _looked(self, attempt: Attempt) -> None:
        if not hasattr(self, "looking"):
            self._make_pages()
        attempt = replace(attempt, activity=attempt.activity or self._activity)
        self._attempt = attempt.of_year(attempt.year or self.desk.view.year)
        self._outdated = False
        self._show()

    def _not_read(self, fault: Fault) -> None:
        """A file of no known kind may be named by the officer; any other fault is told."""
        self._attempt = None
        self._show()
        if isinstance(fault, InputFault):
            self.choosing.ask_kind(" ".join(part for part in (fault.what, fault.why) if part))
        else:
            self.desk.tell.fault(fault)

    def _as_kind(self, kind: str) -> None:
        assert self._attempt is not None
        attempt = self._attempt
        self._begin(
            lambda _store, _progress: attempt.as_kind(kind, clock.today()), self._looked, _("Đọc lại tệp")
        )

    def _of_year(self, year: int | None) -> None:
        assert self._attempt is not None
        self._attempt = self._attempt.of_year(year)

    # Onward -----------------------------------------------------------------------------------------------

    def _press_onward(self) -> None:
        if self.onward.isVisible() and self.onward.isEnabled():
            self._onward()

    def _onward(self) -> None:
        if self._step == POINT:
            self._read_mapped()
        elif self._step == TRY:
            self.take_in()
        elif self._step == DONE:
            self._next_file()
        elif self.looking.is_sound():
            self._try()

    def _point(self) -> None:
        assert self._attempt is not None
        self._attempt = self._attempt.pointing()
        self._show()

    def _read_mapped(self) -> None:
        assert self._attempt is not None
        if self.pointing.is_sound:
            do = partial(
                intake_work.mapped,
                attempt=self._attempt,
                mapping=self.pointing.mapping(),
                actor=self.desk.actor,
            )
            self._begin(do, self._was_mapped, _("Đọc lại tệp"))

    def _was_mapped(self, attempt: Attempt) -> None:
        self._attempt = attempt
        self._try()

    def _try(self) -> None:
        assert self._attempt is not None
        do = partial(intake_work.run, attempt=self._attempt, actor=self.desk.actor, dry=True)
        self._begin(do, self._tried, _("Chạy thử {file}").format(file=self._attempt.path.name))

    def _tried(self, attempt: Attempt) -> None:
        self._attempt, self._outdated = attempt, False
        self._show(fresh=True)

    def take_in(self) -> None:
        """Import the good rows and those that were decided."""
        assert self._attempt is not None
        do = partial(intake_work.run, attempt=self._attempt, actor=self.desk.actor, dry=False)
        self._begin(do, self._taken, _("Nhập {file}").format(file=self._attempt.path.name))

    def _taken(self, attempt: Attempt) -> None:
        self._attempt = attempt
        self._show()
        counts = attempt.counts
        told = _("Đã nhập {file}: {new} mới, {changed} thay đổi.")
        self.desk.tell.done(told.format(file=attempt.path.name, new=counts["new"], changed=counts["changed"]))

    def _next_file(self) -> None:
        if self._waiting:
            self.open(self._waiting)
        else:
            self._attempt = None
            self._show()

    # Deciding, taking back --------------------------------------------------------------------------------

    def decide(self, where: Spot, decision: bytes | str) -> None:
        """A doubtful line is decided; the next open one comes into view."""
        assert self._attempt is not None
        self.desk.runner.ask(
            partial(intake_work.decided, attempt=self._attempt, where=where, decision=decision),
            self._is_decided,
        )

    def _is_decided(self, told: tuple[Attempt, Spot | None]) -> None:
        self._attempt, at = told
        self._show(at=at)

    def event(self, event: QEvent) -> bool:
        """Ctrl+Z takes a decision back, or the import that was just made, before anything else."""
        if (
            isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Undo)
            and self._can_take_back()
        ):
            if event.type() == QEvent.Type.KeyPress:
                self._take_back()
            event.accept()
            return True
        return super().event(event)

    def _can_take_back(self) -> bool:
        attempt = self._attempt
        return (
            bool(attempt and (attempt.decisions if self._step == TRY else attempt.act)) and self._work is None
        )

    def _take_back(self) -> None:
        assert self._attempt is not None
        if self._step == DONE:
            self.take_back_all()
            return
        self._attempt, at = self._attempt.take_back()
        self._show(at=at)

    def take_back_all(self) -> None:
        """Undo the whole import."""
        assert self._attempt is not None
        do = partial(intake_work.undo, attempt=self._attempt, actor=self.desk.actor)
        self._begin(do, self._undone, _("Hoàn tác lần nhập"))

    def _undone(self, attempt: Attempt) -> None:
        self._attempt = attempt
        self._show()
        self.desk.tell.done(_("Đã hoàn tác cả lần nhập {file}.").format(file=attempt.path.name))

    # Totals, the returned workbook ------------------------------------------------------------------------

    def _with_controls(self, controls: Any) -> None:
        assert self._attempt is not None
        self._attempt = self._attempt.with_controls(controls)
        self._show()

    def _ask_give_back(self) -> None:
        assert self._attempt is not None
        proposed = self._path.with_name(f"{self._path.stem}-tra-lai.xlsx")
        name, _kind = QFileDialog.getSaveFileName(self, _("Lưu tệp trả lại"), str(proposed), "Excel (*.xlsx)")
        if name:
            self.give_back(Path(name))

    def give_back(self, target: Path) -> None:
        """Write the officer's workbook with what is wrong in it."""
        attempt = self._attempt
        assert attempt is not None
        self._begin(
            partial(intake_work.give_back, attempt=attempt, target=target),
            self._given_back,
            _("Ghi tệp trả lại"),
        )

    def _given_back(self, target: Path) -> None:
        self.desk.tell.done(_("Đã lưu “{file}”: ô sai tô đỏ, lý do ở cột cuối.").format(file=target.name))

    # Elsewhere --------------------------------------------------------------------------------------------

    def _leave(self) -> None:
        self.desk.go("households")

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802  (Qt)
        """A file chosen after a visit elsewhere is not for the activity of this visit."""
        super().hideEvent(event)
        self._activity = None

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802  (Qt)
        """Files may be dropped while nothing runs."""
        if self._work is None and any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802  (Qt)
        """Take up the files dropped."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.open(paths)


def _told(attempt: Attempt | None) -> str:
    if attempt is None:
        return ""
    rows = attempt.reading.lines or attempt.reading.plan or attempt.reading.points
    sheets = _("{n} trang").format(n=len(attempt.book.sheets))
    return " · ".join((attempt.path.name, sheets, _("{n} dòng").format(n=number(len(rows)))))
