"""A signature list of an activity as PDF, against the bare loop of `pdf` that draws the very same page.

Ours begins with the lines of the list as the services give them: rows and sums are made, too.
"""

from __future__ import annotations

import random
from io import BytesIO
from typing import TYPE_CHECKING

from benchmarks import pdf
from benchmarks.harness import Benchmark, Timed, measure

if TYPE_CHECKING:
    from app.reports.report import Report
    from app.services.support.enrolment_lines import EnrolmentLine

SHARE = 14_000_000


def lines(count: int) -> list[EnrolmentLine]:
    """So many households of ten villages, most of whom have got their share."""
    from app.models.support import Enrolment
    from app.services.support.enrolment_lines import EnrolmentLine, Got

    pick = random.Random(12)
    found = []
    for at in range(count):
        key = at.to_bytes(16, "big")
        its = Enrolment(
            id=key, activity=key, household=key, place=key, registered="2026-01-06", approved_class="poor"
        )
        name, village = " ".join(pick.choices(pdf.WORDS, k=4)), f"Bản {pick.choice(pdf.WORDS)}"
        got = Got(pick.randrange(1, 4), SHARE if pick.random() < 0.9 else 0)
        found.append(
            EnrolmentLine(its, name, name, str(pick.randrange(1940, 2008)), f"HK-{at}", village, got)
        )
    return found


def report(of: list[EnrolmentLine]) -> Report:
    """The list to be signed, with room for a signature in every row."""
    from app.reports.report import Report
    from app.reports.support_beneficiaries import BENEFICIARIES, TO_SIGN, signature_columns, signature_rows

    rows = tuple(signature_rows(of, SHARE))
    unit = ("ỦY BAN NHÂN DÂN", "XÃ NÀ MÂY")
    columns = signature_columns(rows, "con")
    return Report(
        "support_beneficiaries",
        BENEFICIARIES,
        columns,
        rows,
        unit,
        "Nà Mây",
        2026,
        landscape=False,
        lines=TO_SIGN,
    )


def ours(rows: int) -> Timed:
    """From the lines to the last byte."""
    from app.printing import fonts
    from app.printing.pdf import write_pdf

    of = lines(rows)
    fonts.load()
    return lambda: write_pdf(report(of), BytesIO())


def limit(rows: int) -> Timed:
    """One drawString for each text and one stroke for each rule, page by page."""
    return pdf.bare(report(lines(rows)))


BENCHMARK = Benchmark("signatures", "signature list of {scale} rows as PDF", ours, limit, 1.5, (5_000,))

if __name__ == "__main__":
    measure(BENCHMARK)
