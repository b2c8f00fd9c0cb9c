"""What a place chose once and its book carries along: a text by key.

What a person chose on one machine is in `app.settings`.
"""

from __future__ import annotations

from sqlmodel import Session, col, select

from app.models.intake import Setting
from app.store.store import Store


def kept(session: Session, beginning: str) -> dict[str, str]:
    """The choices whose keys begin so, by the rest of their key."""
    found = session.exec(
        select(Setting).where(col(Setting.key).startswith(beginning, autoescape=True), Setting.deleted == 0)
    )
    return {one.key.removeprefix(beginning): one.value for one in found}


def keep(store: Store, key: str, value: str, title: str, actor: str) -> None:
    """Keep a choice; nothing is recorded where it was made before."""
    with store.session() as session:
        known = session.exec(select(Setting.value).where(Setting.key == key, Setting.deleted == 0)).first()
    if known != value:
        with store.write(title, actor) as act:
            act.insert("setting", [{"key": key, "value": value}])
