"""Report 9: the poor and near-poor by ethnic group of the head."""

from __future__ import annotations

from collections.abc import Sequence

from app.models.review import NEAR_POOR, POOR
from app.reports.columns import Array, decoded
from app.reports.counting import NUMBER, PLACE, count, rows
from app.reports.frame import Frame
from app.reports.issued import issued
from app.reports.report import Column, Report
from app.reports.traits import KINH
from app.rules.codes import code_list

TITLE = "PHÂN TÍCH HỘ NGHÈO, HỘ CẬN NGHÈO THEO DÂN TỘC"
CLASSES = ((POOR, "Hộ nghèo"), (NEAR_POOR, "Hộ cận nghèo"))
NAMED = 8  # groups with a column of their own: what a page has room for


def make(frame: Frame) -> Report:
    """The report; its keys are `poor.total`, `.kinh`, `.minority`, `.<code>` …, `.other`, and alike."""
    named = _named(frame)
    firsts = (1, 5 + len(named))
    columns = (
        NUMBER,
        PLACE,
        *(_class(title, klass, named, first) for (klass, title), first in zip(CLASSES, firsts, strict=True)),
    )
    chosen = {key: mask for klass, _title in CLASSES for key, mask in _chosen(frame, klass, named).items()}
    table = rows(frame, columns, {"": count(frame, frame.cases, chosen)})
    return issued(frame, "9", TITLE, columns, table, notes=("Dân tộc của hộ là dân tộc của chủ hộ.",))


def _named(frame: Frame) -> list[str]:
    """The minorities with most households among the poor and near-poor, in the order of the official list."""
    cases = frame.cases
    listed = cases["klass"].isin([POOR, NEAR_POOR]) & cases["minority"]
    counts = cases.loc[listed, "ethnic"].value_counts()
    met = [str(code) for code, number in counts.items() if number and code][:NAMED]
    return [entry.code for entry in code_list("ethnic").entries if entry.code in met]


def _class(title: str, klass: str, named: Sequence[str], first: int) -> Column:
    names = code_list("ethnic")
    groups = ((names.name(code), code) for code in named)
    heads = (
        ("Tổng số", "total"),
        ("Kinh", "kinh"),
        ("Dân tộc thiểu số", "minority"),
        *groups,
        ("Khác", "other"),
    )
    return Column(
        title,
        below=tuple(Column(head, f"{klass}.{of}", str(at)) for at, (head, of) in enumerate(heads, first)),
    )


def _chosen(frame: Frame, klass: str, named: Sequence[str]) -> dict[str, Array]:
    """`other` is every head of none of the named groups: a rarer minority, a foreigner, unknown."""
    cases = frame.cases
    of_class = (cases["klass"] == klass).to_numpy(dtype=bool)
    own = {code: of_class & decoded(cases["ethnic"], code.__eq__, False) for code in named}
    other = of_class & ~decoded(cases["ethnic"], {KINH, *named}.__contains__, False)
    return {
        f"{klass}.total": of_class,
        f"{klass}.kinh": of_class & cases["kinh"].to_numpy(),
        f"{klass}.minority": of_class & cases["minority"].to_numpy(),
        **{f"{klass}.{code}": mask for code, mask in own.items()},
        f"{klass}.other": other,
    }
