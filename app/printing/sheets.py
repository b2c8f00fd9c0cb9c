"""Which lines of a table stand on which page. Works on heights alone; draws nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.printing.grid import Band


@dataclass(frozen=True, slots=True)
class Part:
    """The lines [`start`, `stop`) of one page, below the lines `carried` over from the page before.

    `carried`: the lines whose text is repeated: the heading in force, the first line of a split group.
    """

    start: int
    stop: int
    carried: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Room:
    """Heights in points: of the table on the first and on later pages, of a carried line, of the closing."""

    first: float
    later: float
    carried: float
    closing: float = 0.0


class _Sheets:
    """The pages so far and the one being filled."""

    def __init__(self, heights: Sequence[float], room: Room) -> None:
        self.heights, self.room = heights, room
        self.parts: list[Part] = []
        self.start = self.stop = 0
        self.carried: tuple[int, ...] = ()
        self.left = room.first

    @property
    def begun(self) -> bool:
        """True when turning gains room: a line stands on this page, or it is the first, below the title."""
        return self.stop > self.start or not self.parts

    def turn(self, carried: tuple[int, ...]) -> None:
        """Begin another page."""
        self.parts.append(Part(self.start, self.stop, self.carried))
        self.start, self.carried = self.stop, carried
        self.left = self.room.later - len(carried) * self.room.carried

    def put(self, stop: int, height: float) -> None:
        """Lines up to `stop` go on this page."""
        self.stop = stop
        self.left -= height


def share_out(bands: Sequence[Band], heights: Sequence[float], room: Room) -> list[Part]:
    """The lines of each page: no band is split unless it is longer than a page, no heading ends a page.

    The last band goes over to another page where else the signatures would stand alone on it.
    """
    sheets, heading = _Sheets(heights, room), -1
    tall = [sum(heights[band.start : band.stop]) for band in bands]
    needed = _with_what_follows(bands, tall)
    least = _with_what_follows(bands, [heights[band.start] for band in bands])
    for index, band in enumerate(bands):
        follows = index > 0 and bands[index - 1].heading  # its heading has seen to it that it stands here
        heading = band.start if band.heading else heading
        carried = (heading,) if 0 <= heading < band.start else ()
        page = room.later - len(carried) * room.carried
        # What is longer than a page is split anyway, and may as well begin here if it has some room.
        worth = needed[index] <= page or sheets.left < max(least[index], page / 3)
        if needed[index] > sheets.left and worth and sheets.begun and not follows:
            sheets.turn(carried)
        if tall[index] <= sheets.left:
            sheets.put(band.stop, tall[index])
        else:
            _split(sheets, band, carried)
    return _with_company(sheets, bands, tall, heading)


def _with_what_follows(bands: Sequence[Band], heights: Sequence[float]) -> list[float]:
    """The height that each band asks for: a heading also that of what it heads."""
    needed = list(heights)
    for index in range(len(bands) - 2, -1, -1):
        if bands[index].heading:
            needed[index] += needed[index + 1]
    return needed


def _split(sheets: _Sheets, band: Band, carried: tuple[int, ...]) -> None:
    """Lines of a band longer than a page; each further page carries its first line over."""
    for line in range(band.start, band.stop):
        height = sheets.heights[line]
        if height > sheets.left and sheets.begun:
            sheets.turn((*carried, band.start) if line > band.start else carried)
        sheets.put(line + 1, height)


def _with_company(sheets: _Sheets, bands: Sequence[Band], tall: Sequence[float], heading: int) -> list[Part]:
    """The pages; where the closing needs one of its own, the last band and its heading go there too."""
    first = len(bands) - 1
    while first and bands[first - 1].heading:
        first -= 1
    start, end = bands[first].start, bands[-1].stop
    company = sum(tall[first:]) + sheets.room.closing <= sheets.room.later - sheets.room.carried
    if sheets.room.closing > sheets.left and company and sheets.start < start:
        sheets.stop = start
        sheets.turn((heading,) if 0 <= heading < start else ())
        sheets.stop = end
    return [*sheets.parts, Part(sheets.start, sheets.stop, sheets.carried)]
