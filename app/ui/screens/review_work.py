"""What the review form asks of the store, and what it says of its own: functions for the store's thread."""

from __future__ import annotations

from typing import Any

from app.errors import InputFault
from app.i18n import _
from app.services.board import STATES
from app.services.form import Field, Form
from app.store import listing
from app.store.listing import Line, Rounds, Wanted
from app.store.outline import Area
from app.store.store import Store
from app.ui.screens.review_filling import Changes


def cases(store: Store, rounds: Rounds, area: Area) -> list[Line]:
    """The cases of a village, in the order of their codes."""
    wanted = Wanted(places=area.within, states=STATES, sort="code")
    return listing.lines(store, rounds, listing.order(store, rounds, wanted))


def form(session: Any, round_key: bytes, household: bytes) -> Form:
    """The form of a household."""
    from app.services import form_reading

    return form_reading.form(session, round_key, household)


def save(store: Store, form: Form, at: Field, value: Any, actor: str) -> None:
    """Keep one answer."""
    from app.services import form_saving

    form_saving.save(store, form, at, value, actor)


def keep_all(store: Store, form: Form, answers: Changes, actor: str) -> None:
    """Keep a section as last year."""
    from app.services import form_saving

    form_saving.keep(store, form, answers, actor)


def join(store: Store, form: Form, person: bytes, name: str, ethnic: str, actor: str) -> None:
    """A new member enters."""
    from app.services import form_saving

    form_saving.join(store, form, person, name, ethnic, actor)


def finish(store: Store, form: Form, actor: str) -> None:
    """The household is reviewed."""
    from app.services import form_saving

    form_saving.finish(store, form, actor)


# Told by the form itself ---------------------------------------------------------------------------------


def closed(form: Form) -> InputFault:
    """A closed round takes nothing."""
    return InputFault(
        _("Đợt rà soát năm {year} đã khóa sổ nên không sửa được.").format(year=form.year),
        todo=_("Mở lại đợt và ghi lý do, rồi sửa."),
    )


def unmended(count: int) -> InputFault:
    """Some texts could not be kept yet."""
    return InputFault(
        _("Còn {n} chỗ ghi chưa đúng.").format(n=count),
        todo=_("Sửa các chỗ có dấu ⚠ rồi bấm lại Ctrl+Enter."),
    )
