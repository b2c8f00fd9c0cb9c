"""The verbs of the window: window, screenshots. Qt is imported only when one of them is called."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from app.cli.opening import open_window
from app.cli.speaking import Json, say, say_json
from app.i18n import _


def add_to(app: typer.Typer) -> None:
    """Register the verbs."""
    app.command()(window)
    app.command()(screenshots)


def window(
    store: Annotated[Path | None, typer.Argument(help="Tệp sổ; bỏ trống: trang bắt đầu.")] = None,
) -> None:
    """Mở cửa sổ làm việc."""
    raise typer.Exit(open_window(store))


def screenshots(
    folder: Annotated[Path, typer.Argument(help="Thư mục để ghi ảnh PNG.")],
    store: Annotated[Path | None, typer.Option("--store", help="Sổ mẫu đã có; bỏ trống: dựng mới.")] = None,
    as_json: Json = False,
) -> None:
    """Chụp mọi màn hình, hộp thoại trên sổ mẫu, giao diện sáng và tối."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as scratch:
        os.environ["SOBAN_SETTINGS"] = str(Path(scratch) / "soban.json")
        from app.ui.screenshots import take

        taken = take(folder, store or _sample(Path(scratch)))
    if as_json:
        say_json([str(path) for path in taken])
    else:
        say(_("Đã ghi {count} ảnh vào “{folder}”.").format(count=len(taken), folder=folder))


def _sample(folder: Path) -> Path:
    """A sample store, made for the pictures."""
    from app.demo.story import tell
    from app.ui.welcome import DEMO_KEY

    return Path(tell(folder / "so-mau", DEMO_KEY, lambda _line: None).store)
