"""The acts that touched a household: itself, its members, its cases and results, the support that it got."""

from __future__ import annotations

from app.store import faults
from app.store.store import Store
from app.store.undo import Entry

_TOUCHED = """
WITH own (row) AS (
  VALUES (:household)
  UNION SELECT id FROM membership WHERE household = :household
  UNION SELECT person FROM membership WHERE household = :household
  UNION SELECT id FROM review_case WHERE household = :household
  UNION SELECT r.id FROM result r JOIN review_case c ON c.id = r.review_case WHERE c.household = :household
  UNION SELECT id FROM enrolment WHERE household = :household
  UNION SELECT d.id FROM delivery d JOIN enrolment e ON e.id = d.enrolment WHERE e.household = :household
  UNION SELECT o.id FROM outcome o JOIN enrolment e ON e.id = o.enrolment WHERE e.household = :household
  UNION SELECT id FROM household_plan WHERE household = :household
), touched (act) AS (SELECT DISTINCT c.act FROM own CROSS JOIN change c ON c.row = own.row)
SELECT a.id, a.at, a.actor, a.title, a.kind, a.changes,
  coalesce((SELECT b.kind = 'undo' FROM act b WHERE b.target = a.hash ORDER BY b.id DESC LIMIT 1), 0)
FROM touched JOIN act a ON a.id = touched.act ORDER BY a.id DESC LIMIT :limit
"""


def of_household(store: Store, household: bytes, limit: int = 50) -> list[Entry]:
    """The newest acts first."""
    with faults.in_words(store.path):
        found = store.connection.execute(_TOUCHED, {"household": household, "limit": limit})
        return [Entry(*told) for told in found]
