-- 1: the commune's book. Records carry `deleted` (a tombstone); nothing is ever removed.
-- Columns of JSON objects (answers, ticks, causes …) are journaled key by key: see app/store/tables.py.

CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value ANY
) STRICT, WITHOUT ROWID;

-- The journal -------------------------------------------------------------------------------------------------

CREATE TABLE stream (
  id INTEGER PRIMARY KEY,
  node BLOB NOT NULL,               -- the store that writes it
  place TEXT NOT NULL,              -- the place it speaks of (hexadecimal key), or * for all
  UNIQUE (node, place)
) STRICT;

CREATE TABLE act (
  id INTEGER PRIMARY KEY,           -- of this file only; (stream, seq) is the name that travels
  stream INTEGER NOT NULL REFERENCES stream (id),
  seq INTEGER NOT NULL,             -- 1, 2, 3 … without gaps
  hlc INTEGER NOT NULL,             -- hybrid logical clock: milliseconds << 16 | counter
  actor TEXT NOT NULL,
  title TEXT NOT NULL,
  at TEXT NOT NULL,                 -- wall time, for people
  kind TEXT NOT NULL CHECK (kind IN ('do', 'undo', 'redo')),
  target BLOB,                      -- the hash of the act undone or redone
  seen TEXT NOT NULL,               -- what the author held: {stream name: seq}, of the streams that grew since its last act
  changes INTEGER NOT NULL,
  prev_hash BLOB NOT NULL,
  hash BLOB NOT NULL UNIQUE,
  UNIQUE (stream, seq)
) STRICT;
CREATE INDEX act_target ON act (target) WHERE target IS NOT NULL;

CREATE TABLE change (
  act INTEGER NOT NULL REFERENCES act (id),
  n INTEGER NOT NULL,
  tab TEXT NOT NULL,
  row BLOB NOT NULL,
  op TEXT NOT NULL CHECK (op IN ('insert', 'update', 'delete', 'restore')),
  before TEXT NOT NULL,
  after TEXT NOT NULL,
  PRIMARY KEY (act, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX change_row ON change (row);

-- Places ------------------------------------------------------------------------------------------------------

CREATE TABLE place (
  id BLOB PRIMARY KEY,
  level TEXT NOT NULL CHECK (level <> ''),
  name TEXT NOT NULL CHECK (name <> ''),
  code TEXT NOT NULL DEFAULT '',
  deleted INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE place_parent (         -- under which place, from when to when
  id BLOB PRIMARY KEY,
  place BLOB NOT NULL REFERENCES place (id) DEFERRABLE INITIALLY DEFERRED,
  parent BLOB NOT NULL REFERENCES place (id) DEFERRABLE INITIALLY DEFERRED,
  since TEXT NOT NULL DEFAULT '',
  until TEXT NOT NULL DEFAULT '',
  deleted INTEGER NOT NULL DEFAULT 0,
  CHECK (place <> parent)
) STRICT, WITHOUT ROWID;
CREATE INDEX place_parent_place ON place_parent (place);

CREATE TABLE place_area (           -- rural or urban from a year on
  id BLOB PRIMARY KEY,
  place BLOB NOT NULL REFERENCES place (id) DEFERRABLE INITIALLY DEFERRED,
  year INTEGER NOT NULL,
  area TEXT NOT NULL CHECK (area IN ('rural', 'urban')),
  deleted INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE place_count (          -- the statistics of all households and persons of a place in a year
  id BLOB PRIMARY KEY,
  place BLOB NOT NULL REFERENCES place (id) DEFERRABLE INITIALLY DEFERRED,
  year INTEGER NOT NULL,
  households INTEGER CHECK (households >= 0),
  persons INTEGER CHECK (persons >= 0),
  deleted INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- Households and persons --------------------------------------------------------------------------------------

CREATE TABLE household (
  id BLOB PRIMARY KEY,
  place BLOB NOT NULL REFERENCES place (id) DEFERRABLE INITIALLY DEFERRED,
  place_since TEXT NOT NULL DEFAULT '',
  code TEXT NOT NULL DEFAULT '',
  declared_size INTEGER CHECK (declared_size >= 0),
  roster_complete INTEGER NOT NULL DEFAULT 0 CHECK (roster_complete IN (0, 1)),
  local_minority INTEGER CHECK (local_minority IN (0, 1)),
  groups TEXT NOT NULL DEFAULT '{}',
  address TEXT NOT NULL DEFAULT '',
  phone TEXT NOT NULL DEFAULT '',
  formed TEXT NOT NULL DEFAULT '',
  formed_how TEXT NOT NULL DEFAULT '',
  ended TEXT NOT NULL DEFAULT '',
  ended_how TEXT NOT NULL DEFAULT '',
  origin BLOB REFERENCES household (id) DEFERRABLE INITIALLY DEFERRED,  -- the household it split from or merged into
  note TEXT NOT NULL DEFAULT '',
  deleted INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX household_place ON household (place);

CREATE TABLE person (
  id BLOB PRIMARY KEY,
  name TEXT NOT NULL CHECK (name <> ''),
  sex TEXT CHECK (sex IN ('male', 'female')),
  birth TEXT NOT NULL DEFAULT '',
  death TEXT NOT NULL DEFAULT '',
  ethnic TEXT NOT NULL DEFAULT '',
  cccd TEXT NOT NULL DEFAULT '',
  cccd_issued TEXT NOT NULL DEFAULT '',
  phone TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT '',
  folded TEXT NOT NULL DEFAULT '',  -- derived by the store, never journaled
  sort_key BLOB NOT NULL DEFAULT x'',
  deleted INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX person_sort ON person (sort_key);
CREATE INDEX person_cccd ON person (cccd) WHERE cccd <> '';

CREATE TABLE membership (
  id BLOB PRIMARY KEY,
  household BLOB NOT NULL REFERENCES household (id) DEFERRABLE INITIALLY DEFERRED,
  person BLOB NOT NULL REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
  relation TEXT NOT NULL DEFAULT '',
  head INTEGER NOT NULL DEFAULT 0 CHECK (head IN (0, 1)),
  since TEXT NOT NULL DEFAULT '',
  until TEXT NOT NULL DEFAULT '',
  joined_how TEXT NOT NULL DEFAULT '',
  left_how TEXT NOT NULL DEFAULT '',
  place_in_list INTEGER NOT NULL DEFAULT 0,
  deleted INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX membership_household ON membership (household);
CREATE INDEX membership_person ON membership (person);

-- Reviews -----------------------------------------------------------------------------------------------------

CREATE TABLE review_round (
  id BLOB PRIMARY KEY,
  place BLOB NOT NULL REFERENCES place (id) DEFERRABLE INITIALLY DEFERRED,
  year INTEGER NOT NULL CHECK (year BETWEEN 1993 AND 2100),
  kind TEXT NOT NULL CHECK (kind IN ('periodic', 'ad_hoc')),
  month INTEGER CHECK (month BETWEEN 1 AND 12),
  standards TEXT NOT NULL DEFAULT '',         -- keys of rule books, separated by spaces
  state TEXT NOT NULL CHECK (state IN ('open', 'closed')),
  source TEXT NOT NULL CHECK (source IN ('surveyed', 'imported')),
  opened TEXT NOT NULL DEFAULT '',
  closed TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT '',
  deleted INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE review_case (
  id BLOB PRIMARY KEY,
  round BLOB NOT NULL REFERENCES review_round (id) DEFERRABLE INITIALLY DEFERRED,
  household BLOB NOT NULL REFERENCES household (id) DEFERRABLE INITIALLY DEFERRED,
  place BLOB NOT NULL REFERENCES place (id) DEFERRABLE INITIALLY DEFERRED,
  origin TEXT NOT NULL CHECK (origin IN ('on_list', 'request', 'imported', 'added')),
  state TEXT NOT NULL CHECK (state IN ('not_begun', 'begun', 'done', 'to_check')),
  requested TEXT NOT NULL DEFAULT '',
  size INTEGER CHECK (size >= 0),             -- persons counted in this round
  reviewer TEXT NOT NULL DEFAULT '',
  reviewed_on TEXT NOT NULL DEFAULT '',
  answers TEXT NOT NULL DEFAULT '{}',         -- question → answer
  ticks TEXT NOT NULL DEFAULT '{}',           -- indicator → deprived, as ticked on paper or in a sheet
  tick_source TEXT NOT NULL DEFAULT '' CHECK (tick_source IN ('', 'paper', 'imported')),
  b1_total REAL,
  b1_items TEXT NOT NULL DEFAULT '{}',
  b2_stated REAL,                             -- as a sheet states it; never used to score
  income TEXT NOT NULL DEFAULT '{}',          -- line of the worksheet → đồng of the household in 12 months
  income_per_person REAL,                     -- as typed: đồng per person and month
  causes TEXT NOT NULL DEFAULT '{}',
  groups TEXT NOT NULL DEFAULT '{}',
  wants TEXT NOT NULL DEFAULT '{}',
  stated_kind TEXT NOT NULL DEFAULT '' CHECK (stated_kind IN ('', 'new', 'again', 'old')),  -- as an official list marks it
  note TEXT NOT NULL DEFAULT '',
  deleted INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX review_case_round ON review_case (round);
CREATE INDEX review_case_household ON review_case (household);

CREATE TABLE case_member (          -- what the survey asks of each member
  id BLOB PRIMARY KEY,
  review_case BLOB NOT NULL REFERENCES review_case (id) DEFERRABLE INITIALLY DEFERRED,
  person BLOB NOT NULL REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
  answers TEXT NOT NULL DEFAULT '{}',
  deleted INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX case_member_case ON case_member (review_case);

CREATE TABLE result (
  id BLOB PRIMARY KEY,
  review_case BLOB NOT NULL REFERENCES review_case (id) DEFERRABLE INITIALLY DEFERRED,
  standard TEXT NOT NULL,
  final_class TEXT,                           -- the agreed class, else the computed one
  computed_class TEXT,
  agreed_class TEXT,
  agreed_why TEXT NOT NULL DEFAULT '',
  side TEXT NOT NULL DEFAULT '',              -- how the income side was reached
  b1 REAL,
  b2 REAL,
  income REAL,
  deprived TEXT NOT NULL DEFAULT '{}',        -- indicator → true, false; unknown ones are absent
  sources TEXT NOT NULL DEFAULT '{}',         -- indicator → derived, paper, imported
  source TEXT NOT NULL CHECK (source IN ('computed', 'imported')),
  deleted INTEGER NOT NULL DEFAULT 0,
  CHECK (agreed_class IS NULL OR agreed_class IS computed_class OR agreed_why <> '')
) STRICT, WITHOUT ROWID;
CREATE INDEX result_case ON result (review_case);

CREATE TABLE b1_point (             -- the official point table, once a province has loaded it
  id BLOB PRIMARY KEY,
  standard TEXT NOT NULL,
  region TEXT NOT NULL DEFAULT '',
  area TEXT NOT NULL DEFAULT '',
  item TEXT NOT NULL,
  option TEXT NOT NULL,
  points REAL NOT NULL,
  source TEXT NOT NULL DEFAULT '',
  deleted INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- What came from files ----------------------------------------------------------------------------------------

CREATE TABLE intake (
  id BLOB PRIMARY KEY,
  file TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  kind TEXT NOT NULL,
  at TEXT NOT NULL,
  year INTEGER,
  counts TEXT NOT NULL DEFAULT '{}',
  deleted INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE intake_row (           -- which line of which file became, or may become, which household
  id BLOB PRIMARY KEY,
  intake BLOB NOT NULL REFERENCES intake (id) DEFERRABLE INITIALLY DEFERRED,
  sheet TEXT NOT NULL,
  line INTEGER NOT NULL,
  fingerprint TEXT NOT NULL,                  -- of its content, with its kind, year and village
  status TEXT NOT NULL CHECK (status IN ('new', 'changed', 'equal', 'doubtful', 'refused')),
  household BLOB REFERENCES household (id) DEFERRABLE INITIALLY DEFERRED,
  reason TEXT NOT NULL DEFAULT '',
  raw TEXT NOT NULL DEFAULT '',               -- the cells of a line that did not go in
  deleted INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX intake_row_fingerprint ON intake_row (fingerprint);

CREATE TABLE budget_line (          -- a line of a year's budget plan, as its workbook states it
  id BLOB PRIMARY KEY,
  place BLOB NOT NULL REFERENCES place (id) DEFERRABLE INITIALLY DEFERRED,
  year INTEGER NOT NULL,
  code TEXT NOT NULL CHECK (code <> ''),      -- of the project or sub-project: DA2, DA3.1 …
  content TEXT NOT NULL DEFAULT '',
  communes INTEGER,
  activities INTEGER,
  target TEXT NOT NULL DEFAULT '',            -- whom it reaches, in the words of the plan
  amount INTEGER,                             -- đồng
  estimate REAL,                              -- % of the year's plan expected to be spent
  deleted INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE setting (
  id BLOB PRIMARY KEY,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  deleted INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- Search ------------------------------------------------------------------------------------------------------

CREATE TABLE search_row (           -- numbers rise in the order of hits: see app/store/index.py
  id INTEGER PRIMARY KEY,
  row BLOB NOT NULL UNIQUE
) STRICT;
CREATE VIRTUAL TABLE search USING fts5 (
  words, content = '', contentless_delete = 1, detail = none, prefix = '1 2 3', tokenize = 'ascii'
);
