"""A form being filled in as lines: sections, members, questions, the open one. Without Qt."""

from __future__ import annotations

from collections.abc import Iterator

from app.i18n import _
from app.rules import book
from app.rules.codes import code_list
from app.rules.figures import figure
from app.rules.survey import Question
from app.services.form import B1, DAY, Field, of_roster
from app.services.form_walk import Part
from app.ui.screens import review_answers as answers
from app.ui.screens import review_hints
from app.ui.screens.review_filling import Filling
from app.ui.widgets.question_lines import Line, MemberLine, OpenLine, QuestionLine, SectionLine


def lines(filling: Filling) -> list[Line]:
    """All lines, the sections around the open question unfolded."""
    walk = filling.walk
    current = walk.part_of(filling.at).letter
    letters = [part.letter for part in walk.parts if part.places]
    after = letters[letters.index(current) + 1 :][:1] if current in letters else []
    found: list[Line] = []
    for part in walk.parts:
        if part.places:
            unfolded = part.letter == current or (part.letter in after and not _of_members(part))
            found.append(_section(filling, part, part.letter == current, unfolded))
            found += _inside(filling, part) if unfolded else []
    return found


def _of_members(part: Part) -> bool:
    return any(at.person for at in part.places)


# Sections ------------------------------------------------------------------------------------------------


def _section(filling: Filling, part: Part, current: bool, unfolded: bool) -> SectionLine:
    told, tone = _progress(filling, part)
    last = filling.form.last
    can_keep = current and last is not None and bool(filling.walk.keepable(part.letter))
    kept = _("giữ cả mục như {year}").format(year=last.year) if can_keep and last else _kept(filling, part)
    return SectionLine(
        at=filling.walk.open_in(part.letter) or part.places[0],
        title=f"{part.letter}. {part.section.title}",
        told=told,
        tone=tone,
        right=kept,
        open=unfolded,
        keys="Ctrl+Space" if can_keep else "",
    )


def _progress(filling: Filling, part: Part) -> tuple[str, str]:
    form = filling.form
    if part.optional:
        return _optional(filling, part), "text3"
    if all(of_roster(form.question(at)) for at in part.places if at.person) and _of_members(part):
        return _("{n} người").format(n=len(form.members)), "text3"
    told = _("{done}/{all} câu").format(done=part.answered, all=len(part.places))
    return told, "accent" if part.full else "warn"


def _optional(filling: Filling, part: Part) -> str:
    """What an optional section says in short: the points, or the day of the review."""
    keys = {at.key for at in part.places}
    for key in (B1, DAY):
        if key in keys:
            question = filling.form.question(Field(key))
            return answers.words(question, filling.form.value(Field(key))) or _("chưa ghi")
    return _("{n} dòng đã ghi").format(n=part.answered)


def _kept(filling: Filling, part: Part) -> str:
    last = filling.form.last
    if last is None:
        return ""
    told = []
    if part.kept:
        told.append(_("giữ {n} câu như {year}").format(n=part.kept, year=last.year))
    if part.differs:
        told.append(_("khác {year}: {n} câu").format(year=last.year, n=part.differs))
    return " · ".join(told)


# Inside --------------------------------------------------------------------------------------------------


def _inside(filling: Filling, part: Part) -> Iterator[Line]:
    """Questions of the household as they are; those of members under their names, of one member at a time."""
    form = filling.form
    for number, person in enumerate(form.members, 1):
        own = [at for at in part.places if at.person == person]
        if not own:
            continue
        unfolded = filling.at.person == person
        yield _member(filling, number, person, own, unfolded)
        if unfolded:
            yield from (_line(filling, at) for at in own)
    yield from (_line(filling, at) for at in part.places if not at.person)


def _member(filling: Filling, number: int, person: bytes, own: list[Field], unfolded: bool) -> MemberLine:
    form = filling.form
    open_ones = [at for at in own if form.value(at) is None]
    told = _("{done}/{all} câu").format(done=len(own) - len(open_ones), all=len(own))
    return MemberLine(
        at=(open_ones or own)[0],
        number=number,
        name=form.name(person),
        detail=about(filling, person),
        told=told,
        tone="warn" if open_ones else "accent",
        open=unfolded,
    )


def about(filling: Filling, person: bytes) -> str:
    """A member in two words: relation and age."""
    form = filling.form
    relation = "head" if person == form.head else form.value(Field("relation", person))
    age = form.age(person)
    told = [code_list("relation").name(relation)] if relation else []
    return " · ".join([*told, *([_("{age} tuổi").format(age=age)] if age is not None else [])])


def _line(filling: Filling, at: Field) -> Line:
    return _open(filling, at) if at == filling.at else _shut(filling, at)


def _before(filling: Filling, at: Field) -> tuple[str, bool]:
    """Last year's answer in words, and whether this year's is another one."""
    form, question = filling.form, filling.form.question(at)
    if form.last is None or of_roster(question) or question.key == "roster_complete":
        return "", False
    was, now = form.before(at), form.value(at)
    if was is None:
        return _("{year}: chưa hỏi").format(year=form.last.year), False
    said = f"{answers.cap(question, was, form.on)} {answers.words(question, was)}".strip()
    return f"{form.last.year}: {said}", now is not None and now != was


def _shut(filling: Filling, at: Field) -> QuestionLine:
    form, question = filling.form, filling.form.question(at)
    before, differs = _before(filling, at)
    slip = filling.slips.get(at)
    value = form.value(at)
    return QuestionLine(
        at=at,
        number=question.number,
        text=question.text,
        answer=slip.text if slip else answers.words(question, value),
        cap="" if slip else answers.cap(question, value, form.on),
        before=before,
        differs=differs,
        wrong=slip.why if slip else "",
    )


def _open(filling: Filling, at: Field) -> OpenLine:
    form, question = filling.form, filling.form.question(at)
    before, differs = _before(filling, at)
    slip = filling.slips.get(at)
    return OpenLine(
        at=(at, filling.item),
        number=question.number,
        text=_item_text(filling, question),
        tag=_tag(filling, question),
        before=before,
        differs=differs,
        options=answers.options(form, at, filling.typed),
        typing=filling.typing,
        typed=slip.text if slip else _typed(filling, question),
        hint=_("{unit} Enter: xong mục này").format(unit=question.unit).strip()
        if filling.item
        else answers.hint(question),
        wrong=slip.why if slip else "",
        warning=review_hints.of_place(form, at),
        keeps=form.before(at) is not None and form.value(at) is None,
    )


def _item_text(filling: Filling, question: Question) -> str:
    name = question.list.name(filling.item) if filling.item else ""
    return f"{question.text}: {name}" if name else question.text


def _typed(filling: Filling, question: Question) -> str:
    value = filling.form.value(filling.at)
    if filling.item:
        amount = (value or {}).get(filling.item)
        return "" if amount is None else figure(amount)
    if not answers.is_typed(question):
        return ""
    return answers.as_typed(question, value)


def _tag(filling: Filling, question: Question) -> str:
    """The one standard of several that asks a question."""
    books = [book.book(key) for key in filling.form.books]
    own = [one for one in books if one.survey.question(question.key) is not None]
    return own[0].short if len(own) == 1 < len(books) else ""
