"""What an officer should look at on a form: what does not fit together, what lies near a limit. Without Qt.

None of it changes a class, and everything is saved all the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from app.dates import PartialDate
from app.exchange.values.identity import identity_number
from app.i18n import _, number
from app.rules import book
from app.rules.figures import figure
from app.rules.finding import Finding
from app.services.form import Field, Form
from app.ui.screens import review_answers as answers

Hint = tuple[str, str]
_AFTER_THE_HEAD = ("child", "grandchild")
_NEAR = 0.05  # so near to a limit, as a share of it, two pairs of eyes look; nothing is decided by it


def of_place(form: Form, at: Field) -> str:
    """What does not fit about an answer, in a sentence."""
    if at.key in ("identity", "birth", "relation", "sex"):
        told = list(_of_member(form, at.person))
        return " ".join(text for key, text in told if key == at.key)
    return ""


def _of_member(form: Form, person: bytes) -> Iterator[Hint]:
    """Key of the question and sentence, for what does not fit about a member."""
    told = form.members.get(person, {})
    born = PartialDate.of(told["birth"]) if told.get("birth") else None
    if twin := form.twins.get(person):
        yield "identity", _("Số định danh này cũng ghi cho {name}.").format(name=twin)
    own = [one for one, other in form.members.items() if other.get("identity") == told.get("identity")]
    if told.get("identity") and len(own) > 1:
        names = ", ".join(form.name(one) for one in own if one != person)
        yield "identity", _("Trong hộ, số này cũng ghi cho {name}.").format(name=names)
    if number_told := told.get("identity"):
        for text in identity_number(number_told, born, told.get("sex")).warnings:
            yield "identity", text
    head = str(form.members.get(form.head, {}).get("birth") or "")
    younger = bool(head) and born is not None and PartialDate.of(head).first() >= born.first()
    if younger and told.get("relation") in _AFTER_THE_HEAD:
        yield "birth", _("Chủ hộ sinh {year}, không lớn hơn người con, cháu này.").format(year=head[:4])


def warnings(form: Form, findings: tuple[Finding, ...]) -> list[Hint]:
    """Title and detail of everything that does not fit."""
    found: list[Hint] = []
    if not form.head:
        found.append((_("Hộ chưa có chủ hộ"), _("Chọn một thành viên làm chủ hộ.")))
    for place, person in enumerate(form.members, 1):
        name = form.name(person) or _("Thành viên {n}").format(n=place)
        found += [(name, text) for _key, text in _of_member(form, person)]
        if not form.value(Field("birth", person)):
            found.append((name, _("Chưa có ngày sinh nên chưa tính được tuổi.")))
    said = dict.fromkeys(text for finding in findings for text in finding.warnings)
    found += [(_("Xem lại"), text) for text in said]
    return [*found, *_changed(form)]


def _changed(form: Form) -> Iterator[Hint]:
    """Answers of the household that decide an indicator and are other than last year."""
    if form.last is None:
        return
    deciding = {
        value for key in form.books for one in book.book(key).indicators for value in _texts(one.parameters)
    }
    for question in form.survey.questions:
        at = Field(question.key)
        was, now = form.before(at), form.value(at)
        if question.key in deciding and None not in (was, now) and was != now:
            title = _("Khác năm {year}: {text}").format(year=form.last.year, text=question.text.lower())
            change = f"{answers.words(question, was)} → {answers.words(question, now)}"
            yield title, _("{change}. Đã hỏi lại chủ hộ?").format(change=change)


def _texts(parameters: Any) -> Iterator[str]:
    for value in parameters.values():
        if isinstance(value, str):
            yield value
        elif isinstance(value, list):
            yield from (one for one in value if isinstance(one, str))


def near(form: Form, finding: Finding) -> list[str]:
    """What lies just above or below a limit, in words."""
    found = []
    if (
        finding.b1 is not None
        and finding.cutoff
        and abs(finding.b1 - finding.cutoff) <= finding.cutoff * _NEAR
    ):
        found.append(_("B1 {b1}, mốc {cutoff}").format(b1=figure(finding.b1), cutoff=finding.cutoff))
    if finding.income is not None and abs(finding.income - finding.line) <= finding.line * _NEAR:
        found.append(
            _("thu nhập cách chuẩn {gap} đồng").format(gap=figure(abs(finding.income - finding.line)))
        )
    if finding.at_or_below and finding.deprived == finding.deprived_at_least - 1:
        found.append(_("thiếu {n} chỉ số, thêm 1 là đủ").format(n=finding.deprived))
    return [*found, *_near_indicators(form, finding)]


def _near_indicators(form: Form, finding: Finding) -> Iterator[str]:
    """Dependents at the very limit, floor area within one square metre of it."""
    persons = form.persons
    fine = {one.key: one.indicator.parameters for one in finding.indicators if one.deprived is False}
    if told := fine.get("dependents"):
        count = sum(_depends(form, person, told) for person in form.members)
        if persons and count * 100 <= told["over_percent"] * persons < (count + 1) * 100:
            yield _("phụ thuộc {count}/{persons}, chưa quá {percent} %").format(
                count=count, persons=persons, percent=told["over_percent"]
            )
    area, told = form.household.get("floor_area"), fine.get("housing_area")
    if told and persons and area is not None and area / persons - told["below"] < 1:
        each = number(area / persons, 1)
        yield _("nhà {each} m²/người, mốc {below}").format(each=each, below=told["below"])


def _depends(form: Form, person: bytes, told: Any) -> bool:
    age = form.age(person)
    return (age is not None and age < told["age_below"]) or form.value(
        Field(told["allowance"], person)
    ) in told["dependent"]
