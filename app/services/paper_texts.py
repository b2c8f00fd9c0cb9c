"""A place's own texts of papers: kept in its book, travelling with it, the original one step away.

Whether a text fits its paper is checked by `printing.templates` before it is kept.
"""

from __future__ import annotations

from sqlmodel import Session

from app.i18n import _
from app.services import choices
from app.store.store import Store

BEGINNING = "paper."


def own(session: Session) -> dict[str, str]:
    """The texts that the place has replaced, by key of the paper."""
    return {key: text for key, text in choices.kept(session, BEGINNING).items() if text}


def replace(store: Store, key: str, name: str, text: str, actor: str) -> None:
    """A paper says from now on what the place wrote."""
    choices.keep(store, BEGINNING + key, text.strip(), _("Sửa lời của {name}").format(name=name), actor)


def restore(store: Store, key: str, name: str, actor: str) -> None:
    """A paper says again what it said as shipped."""
    choices.keep(store, BEGINNING + key, "", _("Lấy lại bản gốc của {name}").format(name=name), actor)
