"""The encrypted file: open, write, undo, journal, migrations, search, backup. All SQL strings live here.

`Store` is all that most callers need; importing it loads neither SQLModel nor SQLAlchemy.
"""

from app.store.store import Done, Store

__all__ = ["Done", "Store"]
