"""The form that founds a store from an invitation of the level above: file, code, new passphrase."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QCheckBox, QFileDialog, QWidget

from app.errors import Fault
from app.i18n import _
from app.store.store import Store
from app.ui.desk import Desk
from app.ui.dialogs.sending import FILTER
from app.ui.founding import LEAST_BITS, file_name
from app.ui.theme_sizes import Size
from app.ui.widgets.boxes import STRETCH, column, framed, holder, row, sides
from app.ui.widgets.buttons import button
from app.ui.widgets.fields import Field, Line, sound
from app.ui.widgets.labels import Elided, icon_label, label, set_tone, wrapped
from app.ui.widgets.panel import Panel
from app.ui.widgets.strength import Meter, strength


class Joining(Panel):
    """The form.

    Signals:
        founded: path of the new store, which the runner holds.
    """

    founded = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Lập sổ từ giấy mời"))
        self._desk = desk
        self._invitation: Path | None = None
        self._path = Path()
        self._needs_code = False
        self.file = Elided(_("Chưa chọn tệp: nhấn nút bên phải, hoặc kéo tệp vào đây"), tone="hint")
        self.code = Field(
            _("Mã mở"), Line(hint="0000 0000 0000 0000"), note=_("Cấp trên đọc qua điện thoại.")
        )
        self.officer = Field(_("Họ tên người giữ sổ"), Line(desk.settings.officer))
        self.post = Field(_("Chức danh"), Line(desk.settings.post, hint=_("Cán bộ giảm nghèo")))
        self.key = Field(_("Mật khẩu"), Line(secret=True))
        self.again = Field(_("Gõ lại mật khẩu"), Line(secret=True))
        self.meter = Meter()
        self.understood = QCheckBox(_("Tôi đã chép mật khẩu ra giấy và cất nơi an toàn"))
        self.accept = button(_("Lập sổ…"), self._join, kind="primary", icon="mail-plus")
        self._wrong = wrapped("", tone="danger")
        self._wrong.hide()
        self.put(self._form())
        self.code.hide()
        self.setAcceptDrops(True)
        self.key.edited.connect(lambda: self.meter.show_strength(self.key.inner.text()))  # type: ignore[union-attr]
        self.understood.toggled.connect(self._allow)
        self._allow()

    def _form(self) -> QWidget:
        chosen = row(
            icon_label("mail-plus", "text2"), self.file, STRETCH, button(_("Chọn tệp…"), self.ask_for_file)
        )
        warning = wrapped(
            _("Sổ được mã hóa bằng mật khẩu này. Quên mật khẩu thì cấp trên phải cấp giấy mời mới."),
            size="small",
            tone="second",
        )
        file = framed("callout", column(chosen, gap=0, around=sides(Size.gap + Size.tight, Size.gap)), "calm")
        return holder(
            column(
                *(_section(_("Giấy mời của cấp trên")), file, self.code),
                *(_section(_("Người giữ sổ")), self.officer, self.post),
                *(
                    _section(_("Mật khẩu")),
                    self.key,
                    row(Size.form_label + Size.gap, self.meter),
                    self.again,
                    warning,
                ),
                *(self.understood, self._wrong, STRETCH, row(STRETCH, self.accept)),
                gap=Size.gap,
                around=sides(Size.margin, Size.gap),
            )
        )

    def begin(self) -> None:
        """The keyboard goes to the first field that has to be filled."""
        self.officer.inner.setFocus()

    # The file ---------------------------------------------------------------------------------------------

    def ask_for_file(self) -> None:
        """Ask which invitation."""
        name, _kind = QFileDialog.getOpenFileName(
            self, _("Chọn giấy mời"), "", f"{FILTER};;{_('Mọi tệp')} (*)"
        )
        if name:
            self.take_file(Path(name))

    def take_file(self, path: Path) -> None:
        """Look at a file without opening it: is it an invitation, does it need a code?"""
        look = partial(_looked_at, path=path)
        self._desk.runner.ask(look, partial(self._show_file, path), failed=self._not_an_invitation)

    def _show_file(self, path: Path, told: tuple[str, bool]) -> None:
        sender, self._needs_code = told
        self._invitation = path
        self.file.setText(_("{file} · của {sender}").format(file=path.name, sender=sender))
        set_tone(self.file, "")
        self.code.setVisible(self._needs_code)
        self._wrong.hide()
        self._allow()

    def _not_an_invitation(self, fault: Fault) -> None:
        self._invitation = None
        self.say_wrong(fault)

    def _allow(self) -> None:
        self.accept.setEnabled(self.understood.isChecked() and self._invitation is not None)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802  (Qt)
        """A file may be dropped here."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802  (Qt)
        """Take the first file dropped."""
        event.acceptProposedAction()
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            self.take_file(files[0])

    # Founding ---------------------------------------------------------------------------------------------

    def _checks(self) -> bool:
        return sound(
            [
                (self.code, lambda text: _("Hãy ghi mã mở.") if self._needs_code and not text else ""),
                (self.officer, lambda text: "" if text else _("Hãy điền mục này.")),
                (self.key, _key_fault),
                (self.again, lambda text: "" if text == self.key.text else _("Hai lần gõ không giống nhau.")),
            ]
        )

    def _join(self) -> None:
        if self._invitation is None or not self._checks():
            return
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        proposed = str(Path(folder) / f"{file_name(self._invitation.stem).removeprefix('moi-')}.soban")
        name, _kind = QFileDialog.getSaveFileName(self, _("Cất sổ ở đâu"), proposed, "Sổ Bản (*.soban)")
        if name:
            self.found_in(Path(name))

    def found_in(self, path: Path) -> None:
        """Found the store in this file."""
        assert self._invitation is not None
        self._path = path if path.suffix else path.with_suffix(".soban")
        self.accept.setEnabled(False)
        self._wrong.hide()
        self._desk.choose(officer=self.officer.text, post=self.post.text)
        key, code = self.key.inner.text(), self.code.text  # type: ignore[union-attr]
        make = partial(_joined, self._path, key, self._invitation, code)
        self._desk.runner.hold(make, self._is_founded, self.say_wrong)

    def _is_founded(self, _none: object) -> None:
        self.founded.emit(self._path)

    def say_wrong(self, fault: Fault) -> None:
        """It could not be founded; everything typed stays."""
        self._allow()
        self._wrong.setText(str(fault))
        self._wrong.show()


def _section(title: str) -> QWidget:
    return label(title, size="small", tone="hint", weight="medium")


def _key_fault(text: str) -> str:
    if not text:
        return _("Sổ phải có mật khẩu.")
    if strength(text).bits < LEAST_BITS:
        return _("Mật khẩu dễ đoán quá: ghép bốn, năm từ không liên quan với nhau.")
    return ""


def _looked_at(_store: Any, path: Path) -> tuple[str, bool]:
    """Who invites, and whether a code opens it; Fault where the file is no invitation."""
    from app.sync import invitation

    return invitation.look_at(path)


def _joined(path: Path, key: str, file: Path, code: str) -> Store:
    """A new store founded from an invitation, open."""
    from app.sync import invitation

    made, _place = invitation.join(path, key, file, code)
    return Store.open(made, key)
