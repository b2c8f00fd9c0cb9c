"""Hộ gia đình as a workbook: the households chosen, or all that the filter leaves, in the columns shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from app.i18n import _
from app.progress import Progress
from app.services import listing
from app.store.listing import Rounds
from app.store.store import Store
from app.ui.widgets.columns import Column
from app.ui.widgets.rows_model import PAGE


def export(
    store: Store, progress: Progress, keys: Sequence[bytes], rounds: Rounds, columns: Sequence[Column],
    path: Path,
) -> Path:  # fmt: skip
    """Write the households to a workbook, in this order; raises FileFault."""
    from app.printing.listed import ListColumn, write_list

    heads = [ListColumn(column.title, column.as_text) for column in columns]
    rows = ([_cell(column, row) for column in columns] for row in _rows(store, keys, rounds))
    write_list(_("Hộ gia đình"), heads, rows, len(keys), path, progress=progress)
    return path


def _rows(store: Store, keys: Sequence[bytes], rounds: Rounds) -> Iterator[Any]:
    """A page at a time: never all households in memory."""
    for first in range(0, len(keys), PAGE):
        yield from listing.entries(store, rounds, keys[first : first + PAGE])


def _cell(column: Column, row: Any) -> str | float | None:
    """Amounts stay numbers, all else is as a copy has it."""
    value = column.value(row)
    if column.right and isinstance(value, int | float):
        return float(value)
    return column.for_copy(row)
