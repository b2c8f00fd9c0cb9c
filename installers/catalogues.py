"""Brings the message catalogues up to date with the texts of the program; a tool of developers.

    .venv/bin/python -m installers.catalogues

Every `_("…")` of `app/`, the help of the command line and the labels in `resources/` go into `soban.po` of
each language: new ones empty, those gone taken out, nothing guessed. What is translated is compiled to
`soban.mo`, which the program reads and which is committed too, so that a fresh clone speaks. Prints what
still lacks a translation.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from typer.main import get_command

from app.cli import guide, verbs
from app.paths import RESOURCES
from app.printing.letters import LETTERS
from app.printing.papers import PAPERS
from app.reports.support_lists import LISTS

ROOT = RESOURCES.parent
PO = "LC_MESSAGES/soban.po"
CALLS: dict[str, Any] = {"_": None, "pgettext": ((1, "c"), 2)}
WIDTH = 110


def texts() -> Catalog:
    """Every text of the program, with the files that say it."""
    found = Catalog(project="soban", charset="utf-8")
    for file, _line, message, _comments, context in extract_from_dir(ROOT / "app", keywords=CALLS):
        found.add(message, locations=[(f"app/{file}", 0)], context=context)
    for file, told in _named().items():
        for text in told:
            found.add(text, locations=[(file, 0)])
    return found


def _named() -> dict[str, Iterable[str]]:
    """Texts that reach the window or the command line as data: by where they are written."""
    return {
        "app/cli": guide.texts(get_command(verbs.app)),
        "app/printing": [one.title for one in (*LETTERS, *PAPERS)],
        "app/reports": [one.title for one in LISTS],
        "resources/help": _of_resource("help/fields.toml", "note"),
        "resources/procedures": _of_resource("procedures/leeway.toml", "title", "hint"),
        "resources/themes": [
            *_of_resource("themes/dark.toml", "name"),
            *_of_resource("themes/light.toml", "name"),
        ],
    }


def _of_resource(path: str, *keys: str) -> list[str]:
    """The texts under some keys of a file, at its top or in its tables."""
    told = tomllib.loads((RESOURCES / path).read_text("utf-8"))
    tables = [told, *(table for value in told.values() if isinstance(value, list) for table in value)]
    return [table[key] for table in tables for key in keys if table.get(key)]


def languages() -> list[Path]:
    """The catalogues there are."""
    return sorted((RESOURCES / "locale").glob(f"*/{PO}"))


def read(path: Path) -> Catalog:
    """A catalogue with its translations."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3])


def untranslated(catalogue: Catalog) -> list[str]:
    """The texts that a catalogue leaves empty."""
    return [str(one.id) for one in catalogue if one.id and not one.string]


def bring_up_to_date(path: Path, template: Catalog) -> list[str]:
    """Rewrite a catalogue and its compiled form; the texts that it still leaves empty."""
    catalogue = read(path)
    template.creation_date = catalogue.creation_date
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    with path.open("wb") as file:
        write_po(file, catalogue, width=WIDTH, sort_by_file=True, include_lineno=False)
    with path.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalogue)
    return untranslated(catalogue)


def main() -> int:
    """Bring all catalogues up to date; the exit code is 1 while one of them lacks something."""
    template = texts()
    lacking = [
        f"{path.parts[-3]}: {text}" for path in languages() for text in bring_up_to_date(path, template)
    ]
    sys.stdout.write("".join(f"{line}\n" for line in lacking))
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main())
