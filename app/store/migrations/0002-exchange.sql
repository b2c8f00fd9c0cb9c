-- 2: exchange with other stores. These tables are of this file alone: never journaled, never sent.

CREATE TABLE peer (                 -- a store directly above or below this one
  node BLOB PRIMARY KEY,
  side TEXT NOT NULL CHECK (side IN ('above', 'below')),
  name TEXT NOT NULL,               -- as shown: its place
  place TEXT NOT NULL,              -- hexadecimal key of the place whose book it keeps
  level TEXT NOT NULL,
  sign_key BLOB NOT NULL,           -- Ed25519, verifies its signatures; empty while only invited
  age_key TEXT NOT NULL,            -- age recipient; empty while only invited
  secret BLOB NOT NULL,             -- of its invitation; proves its first file
  state TEXT NOT NULL CHECK (state IN ('invited', 'unconfirmed', 'confirmed')),
  knows TEXT NOT NULL DEFAULT '{}', -- how far it is known to hold each stream
  since TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE parcel (               -- a file made or taken in
  id INTEGER PRIMARY KEY,
  peer BLOB NOT NULL REFERENCES peer (node),
  way TEXT NOT NULL CHECK (way IN ('out', 'in')),
  kind TEXT NOT NULL,
  number INTEGER NOT NULL,          -- 1, 2, 3 … from one store to another
  file TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  at TEXT NOT NULL,
  acts INTEGER NOT NULL,
  totals TEXT NOT NULL DEFAULT '{}',
  state TEXT NOT NULL CHECK (state IN ('made', 'agreed', 'differs', 'taken')),
  note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX parcel_peer ON parcel (peer, way, number);

CREATE TABLE conflict (             -- fields of which nobody has yet seen all values; follows from the journal
  tab TEXT NOT NULL,
  row BLOB NOT NULL,
  field TEXT NOT NULL,
  PRIMARY KEY (row, tab, field)
) STRICT, WITHOUT ROWID;

-- Records of the exchange ------------------------------------------------------------------------------------

CREATE TABLE returned (             -- what the level above gives back to be looked at again
  id BLOB PRIMARY KEY,
  place BLOB NOT NULL REFERENCES place (id) DEFERRABLE INITIALLY DEFERRED,
  round BLOB NOT NULL REFERENCES review_round (id) DEFERRABLE INITIALLY DEFERRED,
  household BLOB REFERENCES household (id) DEFERRABLE INITIALLY DEFERRED,
  why TEXT NOT NULL CHECK (why <> ''),
  at TEXT NOT NULL,
  answer TEXT NOT NULL DEFAULT '',  -- what was done about it; empty while it waits
  deleted INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE transfer (             -- a household that goes to live in the place of another book
  id BLOB PRIMARY KEY,
  household BLOB NOT NULL REFERENCES household (id) DEFERRABLE INITIALLY DEFERRED,
  from_place BLOB NOT NULL REFERENCES place (id) DEFERRABLE INITIALLY DEFERRED,
  to_place BLOB NOT NULL REFERENCES place (id) DEFERRABLE INITIALLY DEFERRED,
  state TEXT NOT NULL CHECK (state IN ('offered', 'forwarded', 'accepted', 'declined')),
  on_day TEXT NOT NULL DEFAULT '',
  why TEXT NOT NULL DEFAULT '',
  answer TEXT NOT NULL DEFAULT '',
  deleted INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
