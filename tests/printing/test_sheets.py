"""Which line stands on which page."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.printing.grid import Band
from app.printing.sheets import Part, Room, share_out

ROOM = Room(first=100, later=200, carried=10, closing=50)


@st.composite
def tables(draw):
    """Bands of lines, up to two headings before some, and a height for each line."""
    found, heights = [], []
    for lines, headings in draw(
        st.lists(st.tuples(st.integers(1, 30), st.integers(0, 2)), min_size=1, max_size=40)
    ):
        for _heading in range(headings):
            found.append(Band(len(heights), len(heights) + 1, heading=True))
            heights.append(15.0)
        found.append(Band(len(heights), len(heights) + lines))
        heights += [draw(st.sampled_from((10.0, 20.0, 45.0))) for _line in range(lines)]
    return found, heights


def height(part: Part, heights: list[float]) -> float:
    """Of what stands on a page."""
    return sum(heights[part.start : part.stop]) + len(part.carried) * ROOM.carried


@given(tables())
def test_every_line_is_printed_once_and_in_order(table):
    found, heights = table
    parts = share_out(found, heights, ROOM)
    assert [line for part in parts for line in range(part.start, part.stop)] == list(range(len(heights)))


@given(tables())
def test_no_page_is_overfull(table):
    found, heights = table
    first, *later = share_out(found, heights, ROOM)
    assert height(first, heights) <= ROOM.first
    assert all(height(part, heights) <= ROOM.later for part in later)


@given(tables())
def test_only_a_band_longer_than_a_page_is_split(table):
    found, heights = table
    turns = {part.start for part in share_out(found, heights, ROOM)[1:]}
    headings = 0.0
    for band in found:
        own = sum(heights[band.start : band.stop])
        if turns & set(range(band.start + 1, band.stop)):
            assert headings + own > ROOM.later - ROOM.carried
        headings = headings + own if band.heading else 0.0


@given(tables())
def test_a_split_household_and_its_village_are_named_again(table):
    found, heights = table
    for part in share_out(found, heights, ROOM)[1:]:
        if part.start == part.stop:
            continue
        headings = [band.start for band in found if band.heading and band.start <= part.start]
        split = [band.start for band in found if band.start < part.start < band.stop]
        wanted = [*(line for line in headings[-1:] if line != part.start), *split]
        assert list(part.carried) == wanted


@given(tables())
def test_a_heading_does_not_end_a_page(table):
    found, heights = table
    headings = {band.start for band in found if band.heading}
    for part in share_out(found, heights, ROOM):
        assert part.start == part.stop or part.stop - 1 not in headings


def test_the_signatures_do_not_stand_alone():
    found = [Band(line, line + 1) for line in range(9)]
    assert share_out(found, [10.0] * 9, ROOM) == [Part(0, 8), Part(8, 9)]
    assert share_out(found, [10.0] * 9, Room(100, 200, 10, closing=5)) == [Part(0, 9)]
