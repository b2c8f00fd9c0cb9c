-- 6: what a plan asks of a place in a year.

CREATE TABLE target (
  id BLOB PRIMARY KEY,
  place BLOB NOT NULL REFERENCES place (id) DEFERRABLE INITIALLY DEFERRED,
  year INTEGER NOT NULL,
  indicator TEXT NOT NULL CHECK (indicator <> ''),  -- code of the list `targets`
  value REAL NOT NULL CHECK (value >= 0),
  done REAL CHECK (done >= 0),                      -- typed where the book does not count it
  source TEXT NOT NULL DEFAULT '',                  -- the plan that sets it
  deleted INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
