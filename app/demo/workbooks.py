"""Writes the sample commune down as officers have it: seven workbooks and a JSON file in one folder.

What each file is like, and what is wrong in it on purpose, is said in `books`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from app.demo.books import commune_book, control_totals, member_list, national_export, poor_list, survey_book
from app.demo.people import Commune

Writer = Callable[[Commune, Path], None]

# Names of the files; `{year}` is the year of the review, `{before}` the year before it.
WORKBOOKS: tuple[tuple[str, Writer], ...] = (
    ("so-xa-na-may-{year}.xlsx", commune_book.write),
    ("phu-luc-2.3-ho-ngheo-{year}.xlsx", partial(member_list.write, klass="poor")),
    ("phu-luc-2.3-ho-can-ngheo-{year}.xlsx", partial(member_list.write, klass="near_poor")),
    ("xuat-quoc-gia-{before}.xlsx", national_export.write),
    ("ho-ngheo-2015.xlsx", poor_list.write),
    ("doi-chieu-{year}.xlsx", control_totals.write),
    ("doi-chieu-{year}.json", control_totals.write_json),
    ("phieu-b-{year}.xlsx", survey_book.write),
)


def write_workbooks(commune: Commune, folder: Path) -> list[Path]:
    """Write all files into a folder, made if it is not there; their paths, in the order of `WORKBOOKS`.

    The same commune gives the same bytes. OSError where the folder cannot be written to.
    """
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, write in WORKBOOKS:
        path = folder / name.format(year=commune.year, before=commune.year - 1)
        write(commune, path)
        paths.append(path)
    return paths
