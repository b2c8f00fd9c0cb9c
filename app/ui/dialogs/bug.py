"""A mistake of the program: said plainly, with a report to save and send. It holds no personal data."""

from __future__ import annotations

import platform
import re
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from PySide6 import __version__ as qt_version
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit, QWidget

from app.errors import FileFault
from app.i18n import _
from app.ui import clock
from app.ui.dialogs.asking import Asking
from app.ui.theme_sizes import Size

_IN_QUOTES = re.compile(r"""(["'“]).*?(["'”])""")


def report(traced: str) -> str:
    """Versions and the trace; the words of the exception are left out, because they may quote the book."""
    *trace, last = traced.strip().splitlines() or [""]
    kind = last.partition(":")[0]
    kept = [line for line in trace if line.startswith(("Traceback", "  File", "    "))]
    lines = [re.sub(r'File ".*?(app[/\\][^"]*|[^"/\\]*)"', r'File "\1"', line) for line in kept]
    return "\n".join(
        [f"Sổ Bản {_version()}", f"{clock.now():%Y-%m-%d %H:%M}", *_versions(), "", *lines, kind, ""]
    )


def _version() -> str:
    try:
        return version("soban")
    except PackageNotFoundError:
        return _("(từ mã nguồn)")


def _versions() -> list[str]:
    return [
        f"Python {platform.python_version()}",
        f"Qt {qt_version}",
        f"{platform.system()} {platform.release()} {platform.machine()}",
    ]


class BugDialog(Asking):
    """Says that the program is at fault, shows the report, saves it."""

    def __init__(self, traced: str, parent: QWidget) -> None:
        super().__init__(
            parent,
            _("Chương trình gặp lỗi của chính nó"),
            _(
                "Việc vừa làm không được ghi; những gì đã lưu vẫn nguyên. "
                "Báo cáo dưới đây không có dữ liệu của hộ nào: lưu thành tệp rồi gửi cho người hỗ trợ."
            ),
            _("Lưu báo cáo…"),
            Size.wide_dialog,
        )
        self.text = QPlainTextEdit(report(traced))
        self.text.setReadOnly(True)
        self.text.setMinimumHeight(Size.search)
        self.add(self.text)
        self.refusing.setText(_("Đóng"))

    def do(self) -> None:
        """Ask where to, and write it there."""
        name = f"bao-loi-so-ban-{clock.today():%Y%m%d}.txt"
        target, _kind = QFileDialog.getSaveFileName(self, _("Lưu báo cáo lỗi"), name)
        if target:
            self.save(Path(target))

    def save(self, target: Path) -> None:
        """Write the report to a file."""
        try:
            target.write_text(self.text.toPlainText(), "utf-8")
        except OSError:
            self.say_wrong(
                FileFault(
                    _("Không ghi được “{name}”.").format(name=target.name), todo=_("Chọn thư mục khác.")
                )
            )
        else:
            self.accept()
