"""Opening the store, who acts, saying things as sentences or as JSON: what also the quickest verb needs."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.errors import InputFault
from app.i18n import _
from app.store import Store

if TYPE_CHECKING:
    from datetime import date


def key() -> str:
    """The store's passphrase: from SOBAN_KEY, else asked for."""
    given = os.environ.get("SOBAN_KEY")
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise InputFault(_("Chưa có mật khẩu của sổ."), todo=_("Đặt biến môi trường SOBAN_KEY rồi chạy lại."))
    from getpass import getpass

    return getpass(_("Mật khẩu của sổ: "))


def actor() -> str:
    """Who acts: SOBAN_ACTOR, else the user of the machine."""
    from getpass import getuser

    return os.environ.get("SOBAN_ACTOR") or getuser()


def today() -> date:
    """The day of the machine, or SOBAN_TODAY (dd is last: 2026-11-20), which makes a run repeatable."""
    from datetime import date

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
        msgspec.json.format(msgspec.json.encode(data, enc_hook=_written), indent=1).decode() + "\n"
    )


def _written(value: Any) -> Any:
    if isinstance(value, Path):
        return str(value)
    raise NotImplementedError(type(value))


def warn(text: str) -> None:
    """A line on standard error."""
    sys.stderr.write(text + "\n")
