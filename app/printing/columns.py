"""How wide each column is and how large the letters are, so that a table fits its page with nothing cut.

The official shares are followed where the contents allow it: a name is never crushed for the sake of a share.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from app.printing import fonts
from app.printing.cells import counts
from app.printing.grid import heads
from app.printing.wrapping import longest_word, parts
from app.reports.report import Column

LARGEST, FLOOR, STEP = 12.0, 6.0, 0.5  # points
# A table shrinks to so many points to keep on one line texts of up to so many ems; then they wrap.
COMFORTS = ((9.0, 18.0), (8.0, 12.0))
NUMBER_SIZE = 0.85  # of the size: the row of column numbers and formulas
PADDING = 0.26  # of the size, at each side of a cell
LONGEST_WORD = 9.0  # ems: wider words (a mistyped name) are broken rather than shrink the whole table
USUAL = 0.97  # of the texts of a column that should stand on one line
HEAD_LINES = 4.0  # lines over which a long head may spread
SHORT_HEAD = 3.3  # ems: a head up to so long should stand on one line


@dataclass(frozen=True, slots=True)
class Need:
    """What a column asks for, in ems: `least` breaks no word, `wish` wraps no usual text."""

    least: float
    wish: float
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Fit:
    """Size of the letters and widths of the columns, in points."""

    size: float
    widths: tuple[float, ...]


def need(column: Column, regular: Collection[str], bold: Collection[str]) -> Need:
    """What a column needs for its head, its number and its distinct texts by face."""
    texts = [*((text, fonts.REGULAR) for text in regular), *((text, fonts.BOLD) for text in bold)]
    widths = sorted(fonts.ems(text.replace("\n", ""), face) for text, face in texts)
    least, wish = _head(column)
    if not widths:
        return Need(least, wish, column.width)
    if counts(column):
        return Need(max(least, widths[-1]), max(wish, widths[-1]), column.width)
    words = min(LONGEST_WORD, max(longest_word(text, face) for text, face in texts))
    usual = widths[min(int(len(widths) * USUAL), len(widths) - 1)]
    least = max(least, words)
    return Need(least, max(least, wish, usual), column.width)


def _head(column: Column) -> tuple[float, float]:
    title = fonts.drawable(column.title)
    pieces = (fonts.ems(part, fonts.ITALIC) for part in parts(fonts.drawable(column.number)))
    least = max(longest_word(title, fonts.BOLD), NUMBER_SIZE * max(pieces, default=0.0))
    whole = fonts.ems(title.replace("\n", ""), fonts.BOLD)
    return least, max(least, whole / HEAD_LINES, min(whole, SHORT_HEAD))


def sizes(largest: float = LARGEST) -> list[float]:
    """The sizes that a table may be set in, from the largest."""
    return [largest - STEP * step for step in range(int((largest - FLOOR) / STEP) + 1)]


def fit(columns: Sequence[Column], needs: Sequence[Need], width: float, largest: float = LARGEST) -> Fit:
    """The largest letters at which the columns fit into `width` points, and the widths they then have."""
    needs = _with_heads(columns, needs)
    for comfort, longest in COMFORTS:
        wishes = [max(each.least, min(each.wish, longest)) for each in needs]
        for size in sizes(largest):
            if size >= comfort and _total(wishes) * size <= width:
                return Fit(size, _widths(wishes, needs, size, width))
    for size in sizes(min(largest, comfort)):
        if _total(each.least for each in needs) * size <= width:
            return Fit(size, _between(wishes, needs, size, width))
    total = _total(each.least for each in needs)
    return Fit(FLOOR, tuple(width * (each.least + 2 * PADDING) / total for each in needs))


def _total(ems: Iterable[float]) -> float:
    return sum(each + 2 * PADDING for each in ems)


def _with_heads(columns: Sequence[Column], needs: Sequence[Need]) -> list[Need]:
    """The needs raised so that a head over several columns finds room for its longest word."""
    raised = list(needs)
    for head in heads(columns):
        if head.columns > 1:
            span = range(head.left, head.left + head.columns)
            short = longest_word(fonts.drawable(head.column.title), fonts.BOLD) - sum(
                raised[index].least for index in span
            )
            if short > 0:
                for index in span:
                    old, more = raised[index], short / head.columns
                    raised[index] = Need(old.least + more, max(old.wish, old.least + more), old.share)
    return raised


def _widths(floors: Sequence[float], needs: Sequence[Need], size: float, width: float) -> tuple[float, ...]:
    """Each column its share of the page, but at least its floor."""
    least = [(floor + 2 * PADDING) * size for floor in floors]
    shared = set(range(len(needs)))
    while True:
        room = width - sum(low for index, low in enumerate(least) if index not in shared)
        share = room / (sum(needs[index].share for index in shared) or 1)
        short = {index for index in shared if needs[index].share * share < least[index]}
        if not short:
            return tuple(
                needs[index].share * share if index in shared else low for index, low in enumerate(least)
            )
        shared -= short


def _between(wishes: Sequence[float], needs: Sequence[Need], size: float, width: float) -> tuple[float, ...]:
    """Each column its least, and of the rest in proportion to what it still wishes."""
    least = [(each.least + 2 * PADDING) * size for each in needs]
    more = [(wish - each.least) * size for wish, each in zip(wishes, needs, strict=True)]
    rest, wished = width - sum(least), sum(more)
    if not wished:
        return _widths([each.least for each in needs], needs, size, width)
    return tuple(low + rest * wish / wished for low, wish in zip(least, more, strict=True))
