"""What verbs share: opening the store, who acts, and saying things as sentences or as JSON."""

from __future__ import annotations

import getpass
import os
import sys
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from app.errors import InputFault
from app.i18n import _
from app.store import Store

StoreFile = Annotated[Path, typer.Argument(help="Tệp sổ (.soban).", show_default=False)]
Json = Annotated[bool, typer.Option("--json", help="In ra dạng dữ liệu JSON.")]
Year = Annotated[int, typer.Option("--year", help="Năm của đợt rà soát.", show_default=False)]


def key() -> str:
    """The store's passphrase: from SOBAN_KEY, else asked for."""
    given = os.environ.get("SOBAN_KEY")
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise InputFault(_("Chưa có mật khẩu của sổ."), todo=_("Đặt biến môi trường SOBAN_KEY rồi chạy lại."))
    return getpass.getpass(_("Mật khẩu của sổ: "))


def actor() -> str:
    """Who acts: SOBAN_ACTOR, else the user of the machine."""
    return os.environ.get("SOBAN_ACTOR") or getpass.getuser()


def today() -> date:
    """The day of the machine, or SOBAN_TODAY (dd is last: 2026-11-20), which makes a run repeatable."""
    given = os.environ.get("SOBAN_TODAY")
    try:
        return date.fromisoformat(given) if given else date.today()
    except ValueError as fault:
        raise InputFault(
            _("SOBAN_TODAY=“{day}” không phải là ngày.").format(day=given), todo=_("Ghi năm-tháng-ngày.")
        ) from fault


def opened(path: Path) -> Store:
    """The store, open."""
    return Store.open(path, key())


def say(text: str) -> None:
    """A line on standard output."""
    sys.stdout.write(text + "\n")


def say_json(data: Any) -> None:
    """Data on standard output, as indented JSON."""
    import msgspec

    sys.stdout.write(
        msgspec.json.format(msgspec.json.encode(data, enc_hook=_plain), indent=1).decode() + "\n"
    )


def _plain(value: Any) -> Any:
    if isinstance(value, Path):
        return str(value)
    raise NotImplementedError(type(value))


def warn(text: str) -> None:
    """A line on standard error."""
    sys.stderr.write(text + "\n")
