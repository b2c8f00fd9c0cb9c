"""The form that founds a store: whose it is, where it stands, who works in it, its passphrase."""

from __future__ import annotations

import re
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLabel, QVBoxLayout

from app.errors import Fault
from app.i18n import _
from app.progress import Progress
from app.store.store import Store
from app.ui import clock
from app.ui.desk import Desk
from app.ui.theme_sizes import Size
from app.ui.widgets.boxes import STRETCH, column, holder, row, sides
from app.ui.widgets.buttons import button
from app.ui.widgets.fields import Choice, Field, Line, sound
from app.ui.widgets.labels import label, wrapped
from app.ui.widgets.panel import Panel
from app.ui.widgets.strength import Meter, strength
from app.vietnamese import fold

LEAST_BITS = 28.0  # below that a passphrase is guessed in hours


class Founding(Panel):
    """The form.

    Signals:
        founded: path of the new store, which the runner holds.
    """

    founded = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Lập sổ mới"))
        self._desk = desk
        self._path = Path()
        self.level = Field(
            _("Cấp"),
            Choice(
                [
                    ("commune", _("Xã, phường")),
                    ("province", _("Tỉnh, thành phố")),
                    ("district", _("Cấp trung gian")),
                    ("village", _("Thôn, bản (cộng tác viên)")),
                ]
            ),
        )
        self.place = Field(_("Tên nơi giữ sổ"), Line(hint=_("Xã Nà Mây")))
        self.area = Field(_("Khu vực"), Choice([("rural", _("Nông thôn")), ("urban", _("Thành thị"))]))
        self.above = Field(_("Cấp trên trực tiếp"), Line(hint=_("để trống nếu là tỉnh")))
        self.province = Field(_("Tỉnh, thành phố"), Line())
        self.officer = Field(_("Họ tên người giữ sổ"), Line(desk.settings.officer))
        self.post = Field(_("Chức danh"), Line(desk.settings.post, hint=_("Cán bộ giảm nghèo")))
        self.key = Field(_("Mật khẩu"), Line(secret=True))
        self.again = Field(_("Gõ lại mật khẩu"), Line(secret=True))
        self.meter = Meter()
        self.understood = QCheckBox(_("Tôi đã chép mật khẩu ra giấy và cất nơi an toàn"))
        self.sheet = button(
            _("In tờ cất giữ…"),
            self.ask_sheet,
            icon="printer",
            kind="link",
            tip=_("Một trang PDF để chép mật khẩu bằng tay; mật khẩu không bao giờ được in ra."),
        )
        self.accept = button(_("Lập sổ…"), self._found, kind="primary", icon="plus")
        self.accept.setDefault(True)
        self._wrong = wrapped("", tone="danger")
        self._wrong.hide()
        self.put(holder(self._form()))
        self.key.edited.connect(lambda: self.meter.show_strength(self.key.inner.text()))  # type: ignore[union-attr]
        self.understood.toggled.connect(self.accept.setEnabled)
        self.accept.setEnabled(False)

    def _form(self) -> QVBoxLayout:
        warning = wrapped(
            _(
                "Sổ được mã hóa bằng mật khẩu này. Quên mật khẩu thì không ai mở lại được, "
                "kể cả người làm ra phần mềm."
            ),
            size="small",
            tone="second",
        )
        meter = row(Size.form_label + Size.gap, self.meter)
        return column(
            *(_section(_("Sổ của ai")), self.level, self.place, self.area, self.above, self.province),
            *(_section(_("Người giữ sổ")), self.officer, self.post),
            *(
                _section(_("Mật khẩu")),
                self.key,
                meter,
                self.again,
                warning,
                row(self.understood, STRETCH, self.sheet),
            ),
            self._wrong,
            row(STRETCH, self.accept),
            gap=Size.gap,
            around=sides(Size.margin, Size.gap),
        )

    def begin(self) -> None:
        """The keyboard goes to the first field that has to be filled."""
        self.place.inner.setFocus()

    def _checks(self) -> bool:
        needed = _("Hãy điền mục này.")
        return sound(
            [
                (self.place, lambda text: "" if text else needed),
                (self.officer, lambda text: "" if text else needed),
                (self.key, self._key_fault),
                (self.again, lambda text: "" if text == self.key.text else _("Hai lần gõ không giống nhau.")),
            ]
        )

    def _key_fault(self, text: str) -> str:
        if not text:
            return _("Sổ phải có mật khẩu.")
        if strength(text).bits < LEAST_BITS:
            return _("Mật khẩu dễ đoán quá: ghép bốn, năm từ không liên quan với nhau.")
        return ""

    def ask_sheet(self) -> None:
        """Ask where to put the sheet on which the passphrase is written by hand."""
        from app.ui.screens import paper_printing

        path = paper_printing.ask_file(self, _("Lưu tờ cất giữ"), "to-cat-giu-mat-khau", [".pdf"])
        if path is not None:
            self.save_sheet(path)

    def save_sheet(self, path: Path) -> None:
        """Write the sheet; it has what was typed above, and never the passphrase."""
        above = ", ".join(one.text for one in (self.above, self.province) if one.text)
        told = (self.place.text, above, self.officer.text, self.post.text, clock.today())
        do = partial(_write_sheet, path=path, told=told)
        self._desk.runner.work(do, self._sheet_saved, _("Lưu {file}").format(file=path.name))

    def _sheet_saved(self, path: Path) -> None:
        self._desk.tell.done(_("Đã lưu “{file}”.").format(file=path))
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def _found(self) -> None:
        if not self._checks():
            return
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        proposed = str(Path(folder) / f"{file_name(self.place.text)}.soban")
        name, _kind = QFileDialog.getSaveFileName(self, _("Cất sổ ở đâu"), proposed, "Sổ Bản (*.soban)")
        if name:
            self.found_in(Path(name))

    def found_in(self, path: Path) -> None:
        """Found the store in this file."""
        self._path = path if path.suffix else path.with_suffix(".soban")
        self.accept.setEnabled(False)
        self._wrong.hide()
        self._desk.choose(officer=self.officer.text, post=self.post.text)
        told = {
            "name": self.place.text,
            "level": self.level.text,
            "actor": self.officer.text,
            "area": self.area.text,
            "above": self.above.text,
            "province": self.province.text,
            "year": clock.today().year,
        }
        make = partial(_make, self._path, self.key.inner.text(), told)  # type: ignore[union-attr]
        self._desk.runner.hold(make, self._is_founded, self.say_wrong)

    def _is_founded(self, _none: object) -> None:
        self.founded.emit(self._path)

    def say_wrong(self, fault: Fault) -> None:
        """It could not be founded; everything typed stays."""
        self.accept.setEnabled(self.understood.isChecked())
        self._wrong.setText(str(fault))
        self._wrong.show()


def _section(title: str) -> QLabel:
    return label(title, size="small", tone="hint", weight="medium")


def file_name(place: str) -> str:
    """A name for a file from the name of a place: `Xã Nà Mây` → `xa-na-may`."""
    return re.sub(r"[^a-z0-9]+", "-", fold(place)).strip("-") or "so"


def _write_sheet(
    _store: Store | None, progress: Progress, path: Path, told: tuple[str, str, str, str, date]
) -> Path:
    from app.printing.letter import write_letter
    from app.printing.recovery import Founded, document

    write_letter(document(Founded(*told)), path, progress=progress)
    return path


def _make(path: Path, key: str, told: dict[str, Any]) -> Store:
    """A new store with its place; nothing is left where that fails."""
    from app.models.key import new_key
    from app.services import places

    places.check_founding(told["name"], told["level"], told["area"])
    store = Store.create(path, key, new_key())
    try:
        places.found(store, **told)
    except BaseException:
        store.close()
        path.unlink(missing_ok=True)
        raise
    return store
