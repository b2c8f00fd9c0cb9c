"""The pages on the screen are those of the PDF."""

from __future__ import annotations

from io import BytesIO

import pytest

from app.errors import Cancelled
from app.printing.pdf import write_pdf
from app.printing.preview import picture, preview

from . import samples


def test_it_is_the_very_pdf():
    report = samples.balance()
    stream = BytesIO()
    pages = write_pdf(report, stream)
    made = preview(report)
    assert made.pdf == stream.getvalue()
    assert (len(made.sizes), made.substituted) == (pages.count, pages.substituted)
    assert made.report is report


def test_a_page_lies_or_stands_as_the_report_does():
    lying, standing = preview(samples.balance()).sizes[0], preview(samples.posting()).sizes[0]
    assert lying[0] > lying[1]
    assert standing[0] < standing[1]


@pytest.mark.parametrize("scale", [0.5, 1.0, 2.0])
def test_a_picture_is_as_large_as_asked_for_white_with_black_on_it(scale):
    made = preview(samples.members(60))
    width, height = made.sizes[1]
    told = picture(made.pdf, 1, scale)
    assert abs(told.width - width * scale) <= 1
    assert abs(told.height - height * scale) <= 1
    assert len(told.pixels) == told.stride * told.height
    assert told.pixels[:3] == b"\xff\xff\xff"
    assert min(told.pixels[0::4]) < 64


def test_it_can_be_stopped():
    class Stops:
        def step(self, done: int, total: int, doing: str) -> None:
            raise Cancelled("")

    with pytest.raises(Cancelled):
        preview(samples.balance(), progress=Stops())
