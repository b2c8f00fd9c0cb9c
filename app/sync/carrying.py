"""A record is written whole into the stream of another book: a store that lacks it can make it from that."""

from __future__ import annotations

from app.models.key import Key
from app.store.act import Act
from app.store.store import Store


def carry(store: Store, act: Act, tab: str, key: Key) -> None:
    """Within an act that speaks of another book: a record as it stands."""
    fields = store.schema[tab].current(store.connection, key)
    act.settle(tab, key, {name: value for name, value in fields.items() if value is not None})
