"""An invitation for a store below: asked for, written; where it carries people's data, its code told once."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QWidget

from app.i18n import _
from app.progress import Progress
from app.store.store import Store
from app.ui import clock
from app.ui.desk import Desk
from app.ui.dialogs.asking import Asking
from app.ui.dialogs.sending import FILTER, SUFFIX
from app.ui.founding import file_name
from app.ui.widgets.fields import Choice, Field, Line, sound
from app.ui.widgets.labels import label, wrapped


def levels() -> list[tuple[str, str]]:
    """Levels by name, from the lowest."""
    return [
        ("village", _("Thôn, bản (cộng tác viên)")),
        ("commune", _("Xã, phường")),
        ("district", _("Cấp trung gian")),
    ]


class Inviting(Asking):
    """Asks whom to invite."""

    def __init__(self, desk: Desk, parent: QWidget, name: str = "") -> None:
        super().__init__(
            parent,
            _("Tạo giấy mời"),
            _("Giấy mời là một tệp: nơi nhận dùng nó để lập sổ, hoặc lấy lại sổ khi mất máy."),
            _("Lưu giấy mời…"),
        )
        self._desk = desk
        self._invited: Any = None
        self.place = Field(_("Tên nơi được mời"), Line(name, hint=_("Xã Nà Mây")))
        self.level = Field(_("Cấp"), Choice(levels()))
        self.area = Field(_("Khu vực"), Choice([("rural", _("Nông thôn")), ("urban", _("Thành thị"))]))
        of_commune = desk.outline.level == "commune"
        self.level.inner.choose("village" if of_commune else "commune")  # type: ignore[union-attr]
        for field in (self.place, self.level, self.area):
            self.add(field)
        self._told, self._code = wrapped(""), label(size="figure")
        self._locked = wrapped(
            _("Tệp có dữ liệu của hộ nên được khóa. Đọc mã này qua điện thoại, không gửi cùng tệp:")
        )
        for part in (self._told, self._locked, self._code):
            self.add(part)
            part.hide()
        self.place.inner.setFocus()

    def do(self) -> None:
        """Check, ask where to, write; afterwards close."""
        if self._invited is not None:
            self.accept()
            return
        if sound([(self.place, lambda text: "" if text else _("Hãy ghi tên nơi được mời."))]):
            name = f"moi-{file_name(self.place.text)}.{SUFFIX}"
            target, _kind = QFileDialog.getSaveFileName(self, _("Lưu giấy mời ở đâu"), name, FILTER)
            if target:
                self.save(Path(target))

    def save(self, target: Path) -> None:
        """Write the invitation."""
        self.begin()
        path = target if target.suffix else target.with_suffix(f".{SUFFIX}")
        whom = (self.place.text, self.level.text, self.area.text)
        make = partial(_invite, path=path, whom=whom, actor=self._desk.actor)
        self._desk.runner.work(make, self._is_written, _("Làm giấy mời"), failed=self.say_wrong)

    def _is_written(self, invited: Any) -> None:
        """Say what to do with it; the code is shown this once."""
        self._invited = invited
        for field in (self.place, self.level, self.area):
            field.hide()
        told = _("Đã ghi “{file}”. Chuyển tệp cho {place}; họ mở Sổ Bản, chọn “Lập sổ từ giấy mời”.")
        self._told.setText(told.format(file=invited.file.name, place=invited.place))
        self._code.setText(invited.code)
        self._told.show()
        for part in (self._locked, self._code):
            part.setVisible(bool(invited.code))
        self.refusing.hide()
        self.accepting.setText(_("Đóng"))
        self.accepting.setEnabled(True)
        self.adjustSize()


def _invite(store: Store, progress: Progress, path: Path, whom: tuple[str, str, str], actor: str) -> Any:
    from app.sync import invitation

    progress.step(0, 1, path.name)
    place, level, area = whom
    return invitation.invite(store, path, place, level, actor, area, clock.today().year)
