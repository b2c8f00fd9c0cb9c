"""What the rules find of a form, as the blocks of the score. Without Qt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from app.i18n import _, number
from app.rules import book
from app.rules.book import RuleBook
from app.rules.figures import figure
from app.rules.finding import Finding
from app.rules.movements import movement
from app.services.form import Form
from app.ui.screens import review_hints
from app.ui.widgets.score_pane import Block, Card, Lack, Lacks, Moved, Points, Warnings
from app.ui.widgets.shapes import class_name

MOST_WARNINGS = 6


def blocks(form: Form) -> list[Block]:
    """The score from top to bottom."""
    findings = form.findings()
    if not findings:
        return []
    ahead = tuple(form.finding(one.key) for one in coming(form))
    found: list[Block] = [_card(form, one, _("đang dùng"), "accent") for one in findings]
    found += [_card(form, one, _("xem trước"), "warn") for one in ahead]
    found += [*_moved(form, findings[0]), *_points(findings)]
    found.append(_lacks(form, findings, ahead))
    told = review_hints.warnings(form, findings)
    if told:
        found.append(Warnings(told[:MOST_WARNINGS]))
    return found


def coming(form: Form) -> list[RuleBook]:
    """The national standard of the year after, where it is another one: what the household would be then."""
    return [one for one in book.in_force(date(form.year + 1, 12, 31)) if one.key not in form.books]


# A standard ----------------------------------------------------------------------------------------------


def _card(form: Form, finding: Finding, chip: str, tone: str) -> Card:
    own = book.book(finding.standard)
    agreed = form.agreed.get(finding.standard)
    klass = form.final_class(finding) or ""
    note = ""
    if agreed and agreed.klass:
        note = _("Thống nhất khác kết quả tính ({computed}): {why}").format(
            computed=class_name(finding.klass or "").lower(), why=agreed.why
        )
    words = class_name(klass) if klass else _("Chưa xếp loại được")
    if tone == "accent" and own.mark.confidence == "unverified":
        chip, tone = _("chưa kiểm chứng"), "warn"
    return Card(own.short, chip, tone, klass, words, tuple(_rows(finding)), note)


def _rows(finding: Finding) -> Iterator[tuple[str, str, str]]:
    if finding.cutoff is not None:
        yield _b1(finding)
        yield _b2(finding)
        if finding.income is not None and (finding.side == "income" or finding.b1 is None):
            yield _income(finding)
        return
    yield _income(finding)
    sign = "≥" if finding.deprived >= finding.deprived_at_least else "<"
    yield _("Thiếu hụt"), f"{finding.deprived} {sign} {finding.deprived_at_least}", _unknown(finding)
    if finding.b1 is not None:
        yield "B1", "", _("không dùng: mốc của chuẩn cũ")


def _b1(finding: Finding) -> tuple[str, str, str]:
    if finding.b1 is None:
        lines = finding.score.missing if finding.score else ()
        note = _("còn {n} mục").format(n=len(lines)) if lines else _("chưa có điểm")
        return "B1", _("chưa biết"), note
    above = finding.b1 > (finding.cutoff or 0)
    note = _("trên chuẩn thu nhập") if above else _("không vượt chuẩn thu nhập")
    return "B1", f"{figure(finding.b1)} {'>' if above else '≤'} {finding.cutoff}", note


def _b2(finding: Finding) -> tuple[str, str, str]:
    each = finding.b2 // finding.deprived if finding.deprived else 0
    sum_told = f"{each} × {finding.deprived} = {finding.b2}" if finding.deprived else "0"
    return "B2", sum_told, _unknown(finding)


def _unknown(finding: Finding) -> str:
    return _("còn {n} chỉ số chưa rõ").format(n=finding.unknown) if finding.unknown else ""


def _income(finding: Finding) -> tuple[str, str, str]:
    if finding.income is None:
        return _("Thu nhập"), _("chưa biết"), _("chuẩn {line} đ").format(line=figure(finding.line))
    sign = "≤" if finding.income <= finding.line else ">"
    return (
        _("Thu nhập"),
        _("{income} {sign} {line} đ").format(
            income=number(finding.income), sign=sign, line=figure(finding.line)
        ),
        "",
    )


# The rest ------------------------------------------------------------------------------------------------


def _moved(form: Form, finding: Finding) -> Iterator[Moved]:
    klass = form.final_class(finding)
    if form.last is None or not form.last.klass:
        return
    was = form.last.klass
    moved = movement(was, klass, form.past) if klass and klass != was else None
    now = _SHORT.get(moved.kind, moved.name) if moved else class_name(klass or "")
    yield Moved(str(form.last.year), was, class_name(was), str(form.year), klass or "", now)


_SHORT = {
    "escaped_poor": _("Thoát nghèo"),
    "escaped_to_near_poor": _("Thoát nghèo, cận nghèo"),
    "near_poor_to_poor": _("Cận nghèo thành nghèo"),
    "newly_poor": _("Nghèo phát sinh mới"),
    "newly_near_poor": _("Cận nghèo mới"),
}  # shorter than the official names, for one narrow line


def _points(findings: Sequence[Finding]) -> Iterator[Points]:
    """Points by heading of the form, where a table gave them."""
    for finding in findings:
        if finding.score is not None:
            pairs = [
                (group, "–" if points is None else figure(points))
                for group, points in finding.score.by_group().items()
            ]
            total = finding.score.total
            title = _("Điểm B1 = {total}").format(total="?" if total is None else figure(total))
            note = "" if finding.score.official else _("bảng điểm mẫu để thử")
            yield Points(title, note, pairs)


def _lacks(form: Form, findings: Sequence[Finding], ahead: Sequence[Finding]) -> Lacks:
    """The deprived indicators of all standards, each once; those that the first lacks are tagged."""
    found: dict[str, Lack] = {}
    for place, finding in enumerate((*findings, *ahead)):
        for one in finding.deprived_indicators:
            facts = "; ".join(cause.text for cause in one.because)
            facts = facts or (_("đánh dấu trên phiếu") if one.source == "paper" else _("theo tệp đã nhập"))
            tag = "" if place == 0 else book.book(finding.standard).short
            lack = Lack("+" if place else str(one.number), one.indicator.name, tag, facts)
            found.setdefault(one.key, lack)
    near = review_hints.near(form, findings[0])
    foot = _("Sát ngưỡng: {near}").format(near="; ".join(near)) if near else ""
    title = _("Chỉ số thiếu hụt")
    return Lacks(
        title, _("suy từ thành viên và phiếu") if found else _("không có"), tuple(found.values()), foot
    )
