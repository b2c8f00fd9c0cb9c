"""Golden files of what leaves the program. `SOBAN_RENEW=1` writes them anew; a person reads the diff."""

from __future__ import annotations

import os
from pathlib import Path

from .reading import SHADES, Printed

FOLDER = Path(__file__).resolve().parents[1] / "golden" / "printing"
RENEW = os.environ.get("SOBAN_RENEW") == "1"
TOLERANCE = 2  # shades by which a square may differ: renderers smooth letters differently


def check_pages(name: str, pages: list[Printed]) -> None:
    """The text of the pages equals the golden one; their ink lies in the same squares."""
    check_text(f"{name}.txt", "\n".join(_text(page, number) for number, page in enumerate(pages, 1)))
    picture = "\n".join("\n".join((f"page {number}", *page.picture)) for number, page in enumerate(pages, 1))
    wanted = _wanted(f"{name}.ink", "\n".join(line.rstrip() for line in picture.splitlines()) + "\n")
    assert _differences(wanted, picture) == []


def check_text(file: str, text: str) -> None:
    """The text equals the golden one."""
    assert text == _wanted(file, text)


def _text(page: Printed, number: int) -> str:
    lines = [line.rstrip() for line in page.text.splitlines()]
    return "\n".join((f"=== page {number}: {page.width:.0f} × {page.height:.0f}", *lines, ""))


def _wanted(file: str, text: str) -> str:
    path = FOLDER / file
    if RENEW:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return path.read_text(encoding="utf-8")


def _differences(wanted: str, got: str) -> list[str]:
    """The squares that differ by more than smoothing can explain."""
    before, after = wanted.splitlines(), got.splitlines()
    if len(before) != len(after):
        return [f"{len(before)} lines of squares before, {len(after)} now"]
    found = []
    for row, (old, new) in enumerate(zip(before, after, strict=True)):
        if new.startswith("page"):
            found += [new] if new != old else []
            continue
        for column, shade in enumerate(new):
            was = old[column] if column < len(old) else " "
            if abs(SHADES.index(was) - SHADES.index(shade)) > TOLERANCE:
                found.append(f"row {row}, column {column}: {was!r} before, {shade!r} now")
    return found
