"""CSV and JSON as a sheet: in what the text is written, what parts its columns, control totals as a table."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from io import StringIO
from typing import Any
from unicodedata import normalize

from app.exchange.sheet import Row, Sheet
from app.exchange.sheets.envelope import Envelope, damaged, fault
from app.i18n import _
from app.old_encodings import UNICODE, Verdict, decode, readable, recognise

PLACE = "place"  # head of the first column of a table made from JSON
_SEPARATORS = "\t;,|"
_LINES_TRIED = 20


def read(envelope: Envelope) -> tuple[Sheet, Verdict]:
    """The one sheet of a text file, named as the file, and the encoding its text was found in."""
    rows, verdict = _json(envelope) if envelope.content == "json" else _csv(envelope)
    return Sheet(envelope.path.stem, rows), verdict


def _csv(envelope: Envelope) -> tuple[list[Row], Verdict]:
    text, verdict = _text(envelope.data)
    lines = [line for line in text.splitlines()[:_LINES_TRIED] if line.strip()]
    separator = max(_SEPARATORS, key=lambda sign: sum(line.count(sign) > 0 for line in lines))
    try:
        table = list(csv.reader(StringIO(text, newline=""), delimiter=separator))
    except csv.Error:
        raise damaged(envelope.path) from None
    width = max(map(len, table), default=0)
    return [[*row, *[""] * (width - len(row))] for row in table], verdict


def _text(data: bytes) -> tuple[str, Verdict]:
    """Unicode, or an old font (whose bytes are those of Latin-1), or the Vietnamese code page of Windows."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace"), UNICODE
    try:
        return data.decode("utf-8-sig"), UNICODE
    except UnicodeDecodeError:
        pass
    vietnamese = normalize("NFC", data.decode("cp1258", "replace"))
    latin = data.decode("latin-1")
    verdict = recognise(latin.splitlines())
    old = decode(latin, verdict.encoding)
    if verdict.encoding != "unicode" and readable(old.split()) > readable(vietnamese.split()):
        return old, verdict
    return vietnamese, UNICODE


def _json(envelope: Envelope) -> tuple[list[Row], Verdict]:
    """`{place: {"poor": {"households": 3}}}` as a table with heads `place`, `poor.households`, …"""
    try:
        places = json.loads(envelope.data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise damaged(envelope.path) from None
    if not isinstance(places, dict) or not all(isinstance(held, dict) for held in places.values()):
        raise fault(
            envelope.path,
            _("Tệp .json không phải số liệu đối chiếu theo thôn, bản."),
            _("Hãy chọn tệp số liệu đối chiếu do chương trình hoặc cấp trên xuất ra."),
        )
    counts = {name: dict(_flat(held)) for name, held in places.items() if not name.startswith("_")}
    heads = list(dict.fromkeys(key for held in counts.values() for key in held))
    rows: list[Row] = [[PLACE, *heads]]
    rows += [[name, *[held.get(key, "") for key in heads]] for name, held in counts.items()]
    return rows, UNICODE


def _flat(held: dict[str, Any], before: str = "") -> Iterator[tuple[str, int | float]]:
    """The numbers of nested objects under dotted keys; lists and texts are no totals."""
    for key, value in held.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{key}.")
        elif isinstance(value, int | float) and not isinstance(value, bool):
            yield f"{before}{key}", value
