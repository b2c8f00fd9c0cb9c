-- 4: persons who may be written down twice, decided in pairs and remembered for ever.
-- A pair may reach into two books, neither of which has the other's person: the keys are no references.

CREATE TABLE duplicate (
  id BLOB PRIMARY KEY,
  person BLOB NOT NULL,             -- the smaller key of the two
  other BLOB NOT NULL,
  same INTEGER NOT NULL CHECK (same IN (0, 1)),
  kept BLOB,                        -- who of the two stays, where both are the same person
  kept_where TEXT NOT NULL DEFAULT '',        -- in words, for the book that has only the one who goes
  why TEXT NOT NULL CHECK (why <> ''),
  deleted INTEGER NOT NULL DEFAULT 0,
  CHECK (person < other),
  CHECK (same = 0 AND kept IS NULL OR same = 1 AND kept IN (person, other))
) STRICT, WITHOUT ROWID;
