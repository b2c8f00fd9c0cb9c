"""What F1 says of a field: a note, and the article behind it; texts from `resources/help/fields.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from app.i18n import _, translated
from app.paths import resource


def help_on(name: str) -> str:
    """What is known of the field of this name, as the window shows it; a sentence where nothing is."""
    entry = _fields().get(name)
    if entry is None:
        return _("Ô này không có quy định riêng; chữ đã gõ được kiểm tra khi rời ô.")
    article = entry["article"]
    told = _("Căn cứ: {article} ({confidence}).").format(article=article, confidence=_sure(entry))
    return f"{translated(entry['note'])} {told}" if article else translated(entry["note"])


def _sure(entry: Mapping[str, Any]) -> str:
    from app.ui.dialogs.reviewing import CONFIDENCE

    return CONFIDENCE[entry["confidence"]]()


@cache
def _fields() -> Mapping[str, Mapping[str, Any]]:
    """The entries by name in the language of the window."""
    told = tomllib.loads(resource("help", "fields.toml").read_text("utf-8"))
    return {translated(entry["name"]): entry for entry in told["field"]}
