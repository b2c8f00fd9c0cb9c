"""The papers of the procedure look today as they did when a person last looked at them."""

from __future__ import annotations

from io import BytesIO

import pytest

from app.printing import decision, minutes, notice, request, summary
from app.printing.certificate import write_certificates
from app.printing.letter import write_letter
from app.printing.quick_screen import write_quick_screen
from app.printing.survey_form import write_survey_forms
from app.printing.templates import template
from app.reports.papers_data import Meeting, Request

from . import paper_samples as samples
from .golden import check_pages
from .reading import read

BLANK_MEETING = Meeting(samples.ISSUER, "Bản Nậm Mơ", 2026, (), 50, 2)
LETTERS = {
    "mau-01": (request, samples.request(), "mau-01"),
    "mau-01-blank": (request, Request(samples.ISSUER), "mau-01"),
    "mau-02": (decision, samples.decision(), "mau-02"),
    "mau-04": (request, samples.request(leaving=True), "mau-04"),
    "minutes": (minutes, samples.meeting(), "bien-ban-hop-dan"),
    "minutes-blank": (minutes, BLANK_MEETING, "bien-ban-hop-dan"),
    "notice": (notice, samples.posting(), "thong-bao-niem-yet"),
    "summary": (summary, samples.summary(), "bao-cao-tong-hop"),
}


@pytest.mark.parametrize("name", LETTERS)
def test_letter(name):
    module, data, key = LETTERS[name]
    stream = BytesIO()
    write_letter(module.document(data, template(key)), stream)
    check_pages(name, read(stream.getvalue(), picture=True))


def test_certificates():
    stream = BytesIO()
    some = [samples.certificate(17), samples.certificate(18, 12, copy=1), samples.certificate(19, 27)]
    write_certificates(some, template("mau-03"), stream)
    check_pages("mau-03", read(stream.getvalue(), picture=True))


@pytest.mark.parametrize("blank", [False, True], ids=["known", "blank"])
def test_survey_form(blank):
    stream = BytesIO()
    write_survey_forms([samples.survey_sheet(blank=blank)], stream)
    check_pages("phieu-b-blank" if blank else "phieu-b", read(stream.getvalue(), picture=True))


@pytest.mark.parametrize("blank", [False, True], ids=["known", "blank"])
def test_quick_screen(blank):
    stream = BytesIO()
    write_quick_screen(samples.quick_screen(blank), template("phieu-a"), stream)
    check_pages("phieu-a-blank" if blank else "phieu-a", read(stream.getvalue(), picture=True))
