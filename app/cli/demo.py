"""The verb that shows the whole: demo."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from app.cli.opening import has_screen, open_window
from app.cli.speaking import Json, say, say_json
from app.i18n import _

DEMO_KEY = "xã nà mây"


def add_to(app: typer.Typer) -> None:
    """Register the verb."""
    app.command()(demo)


def demo(
    folder: Annotated[Path, typer.Argument(help="Thư mục để ghi sổ, tệp Excel và bản in.")] = Path("demo"),
    no_window: Annotated[bool, typer.Option("--no-window", help="Chỉ chạy, không mở cửa sổ.")] = False,
    as_json: Json = False,
) -> None:
    """Dựng xã giả định và các nơi quanh nó, chạy trọn việc: nhập, rà soát, in, gửi nhận giữa các cấp."""
    from app.demo.district import ABOVE
    from app.demo.story import tell
    from app.demo.wall import MOMENT

    key = os.environ.get("SOBAN_KEY") or DEMO_KEY
    story = tell(folder, key, (lambda _line: None) if as_json else say)
    if as_json:
        say_json(story)
    elif no_window or not has_screen():
        told = _("Mở sổ của xã bằng “soban window {commune}”, sổ cấp trên là “{above}”; mật khẩu “{key}”.")
        say(told.format(commune=story.store, above=story.stores[ABOVE], key=key))
    else:
        os.environ.setdefault("SOBAN_TODAY", MOMENT.isoformat(timespec="minutes"))  # the day of the story
        raise typer.Exit(open_window(Path(story.store)))
