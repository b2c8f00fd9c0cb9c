"""What files would do, village by village, before anything is taken in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from app.i18n import _, number
from app.ui.dialogs.asking import Asking
from app.ui.theme_sizes import Size
from app.ui.widgets.boxes import column, framed, sides
from app.ui.widgets.columns import Column
from app.ui.widgets.labels import wrapped
from app.ui.widgets.table import Table

if TYPE_CHECKING:
    from app.sync.taken import Taken

SHOWN = 8  # lines before the table scrolls


class Previewing(Asking):
    """Asks whether files are to be taken in, with what each would do.

    Args:
        load: takes them in.
    """

    def __init__(self, parent: QWidget, looked: Sequence[Taken], load: Callable[[], object]) -> None:
        super().__init__(
            parent,
            _("Xem trước khi nạp"),
            _("Chưa có gì được ghi vào sổ. {n} tệp:").format(n=len(looked)),
            _("Nạp vào sổ"),
            Size.wide_dialog,
        )
        self._load = load
        for one in looked:
            whose = one.sender or one.file.name
            self.add(wrapped(f"{whose}: {' '.join(one.said)}", tone="danger" if one.fault else "second"))
        self.villages = Table(_columns())
        lines = [(one.sender, village) for one in looked for village in one.villages]
        self.villages.rows.fill(lines)
        self.villages.setFixedHeight((min(len(lines), SHOWN) + 1) * Size.row)
        frame = framed("panel", column(self.villages, gap=0, around=sides(1, 1)))
        frame.setVisible(bool(lines))
        self.add(frame)

    def do(self) -> None:
        """Take them in."""
        self.accept()
        self._load()


def _columns() -> tuple[Column, ...]:
    heads = {
        "new": _("Mới"),
        "changed": _("Sửa"),
        "deleted": _("Xóa"),
        "conflicts": _("Xung đột"),
        "late": _("Giữ như đã công nhận"),
    }
    counts = (
        Column(head, _count(key), number, right=True, sorts=False, sample="00.000")
        for key, head in heads.items()
    )
    return (
        Column(
            _("Nơi"), lambda line: line[1].name or _("Chung"), sorts=False, sample="Bản Hua Khắt",
            weight="medium", stretch=True,
        ),
        *counts,
    )  # fmt: skip


def _count(key: str) -> Callable[[Any], int]:
    """Conflicts without those that were changed too late, which stand in a column of their own."""
    if key == "conflicts":
        return lambda line: line[1].conflicts - line[1].late
    return lambda line: int(getattr(line[1], key))
