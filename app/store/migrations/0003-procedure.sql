-- 3: the lawful procedure of a review: who met, voted, posted, complained, reported, decided; certificates; requests.
-- A step names the step that it stands on, so that none is taken back from under a later one.

CREATE TABLE step_plan (            -- what the place sets itself: when a step is to be done, or why it does not take place
  id BLOB PRIMARY KEY,
  round BLOB NOT NULL REFERENCES review_round (id) DEFERRABLE INITIALLY DEFERRED,
  place BLOB NOT NULL REFERENCES place (id) DEFERRABLE INITIALLY DEFERRED,
  step TEXT NOT NULL CHECK (step <> ''),
  due TEXT NOT NULL DEFAULT '',
  skipped TEXT NOT NULL DEFAULT '', -- the reason
  deleted INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE meeting (              -- of a village; only called while nobody is counted as attending
  id BLOB PRIMARY KEY,
  round BLOB NOT NULL REFERENCES review_round (id) DEFERRABLE INITIALLY DEFERRED,
  place BLOB NOT NULL REFERENCES place (id) DEFERRABLE INITIALLY DEFERRED,
  number INTEGER NOT NULL CHECK (number > 0),
  follows BLOB REFERENCES meeting (id) DEFERRABLE INITIALLY DEFERRED,  -- the village's meeting before it
  on_day TEXT NOT NULL CHECK (on_day <> ''),
  hour TEXT NOT NULL DEFAULT '',
  venue TEXT NOT NULL DEFAULT '',
  chair TEXT NOT NULL DEFAULT '',
  secretary TEXT NOT NULL DEFAULT '',
  representatives TEXT NOT NULL DEFAULT '',   -- of the households, who sign the minutes
  invited INTEGER CHECK (invited >= 0),
  attending INTEGER CHECK (attending > 0),
  copies INTEGER NOT NULL DEFAULT 0 CHECK (copies >= 0),  -- of the minutes
  note TEXT NOT NULL DEFAULT '',
  deleted INTEGER NOT NULL DEFAULT 0,
  CHECK (attending IS NULL OR (chair <> '' AND secretary <> ''))
) STRICT, WITHOUT ROWID;
CREATE INDEX meeting_round ON meeting (round);

CREATE TABLE vote (                 -- on one household in a meeting
  id BLOB PRIMARY KEY,
  meeting BLOB NOT NULL REFERENCES meeting (id) DEFERRABLE INITIALLY DEFERRED,
  review_case BLOB NOT NULL REFERENCES review_case (id) DEFERRABLE INITIALLY DEFERRED,
  agreeing INTEGER NOT NULL CHECK (agreeing >= 0),
  classes TEXT NOT NULL DEFAULT '{}',         -- standard → the class that was voted upon
  deleted INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX vote_case ON vote (review_case);
CREATE INDEX vote_meeting ON vote (meeting);

CREATE TABLE posting (              -- of a village's results, at two places, both days included
  id BLOB PRIMARY KEY,
  round BLOB NOT NULL REFERENCES review_round (id) DEFERRABLE INITIALLY DEFERRED,
  place BLOB NOT NULL REFERENCES place (id) DEFERRABLE INITIALLY DEFERRED,
  number INTEGER NOT NULL CHECK (number > 0),
  meeting BLOB NOT NULL REFERENCES meeting (id) DEFERRABLE INITIALLY DEFERRED,  -- whose results it shows
  since TEXT NOT NULL CHECK (since <> ''),
  until TEXT NOT NULL,
  at_village TEXT NOT NULL CHECK (at_village <> ''),
  at_office TEXT NOT NULL CHECK (at_office <> ''),
  deleted INTEGER NOT NULL DEFAULT 0,
  CHECK (until >= since)
) STRICT, WITHOUT ROWID;
CREATE INDEX posting_round ON posting (round);

CREATE TABLE complaint (
  id BLOB PRIMARY KEY,
  posting BLOB NOT NULL REFERENCES posting (id) DEFERRABLE INITIALLY DEFERRED,
  review_case BLOB NOT NULL REFERENCES review_case (id) DEFERRABLE INITIALLY DEFERRED,
  received TEXT NOT NULL CHECK (received <> ''),
  complainant TEXT NOT NULL CHECK (complainant <> ''),
  about TEXT NOT NULL CHECK (about <> ''),
  resurveyed TEXT NOT NULL DEFAULT '',
  answered TEXT NOT NULL DEFAULT '',
  answer TEXT NOT NULL DEFAULT '',
  classes TEXT NOT NULL DEFAULT '{}',         -- standard → the class that the re-check found
  reposted BLOB REFERENCES posting (id) DEFERRABLE INITIALLY DEFERRED,
  deleted INTEGER NOT NULL DEFAULT 0,
  CHECK (answered = '' OR answer <> '')
) STRICT, WITHOUT ROWID;
CREATE INDEX complaint_case ON complaint (review_case);

CREATE TABLE submission (           -- the report to the level above, and its answer
  id BLOB PRIMARY KEY,
  round BLOB NOT NULL REFERENCES review_round (id) DEFERRABLE INITIALLY DEFERRED,
  turn INTEGER NOT NULL CHECK (turn > 0),
  number TEXT NOT NULL CHECK (number <> ''),
  on_day TEXT NOT NULL CHECK (on_day <> ''),
  addressee TEXT NOT NULL DEFAULT '',
  answered TEXT NOT NULL DEFAULT '',
  answer_number TEXT NOT NULL DEFAULT '',
  consent INTEGER CHECK (consent IN (0, 1)),
  opinion TEXT NOT NULL DEFAULT '',
  deleted INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE submitted (            -- a village in a report, with the posting that it had been through
  id BLOB PRIMARY KEY,
  submission BLOB NOT NULL REFERENCES submission (id) DEFERRABLE INITIALLY DEFERRED,
  place BLOB NOT NULL REFERENCES place (id) DEFERRABLE INITIALLY DEFERRED,
  posting BLOB NOT NULL REFERENCES posting (id) DEFERRABLE INITIALLY DEFERRED,
  deleted INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE decision (             -- of recognition; while it stands, the results that it lists do not change
  id BLOB PRIMARY KEY,
  place BLOB NOT NULL REFERENCES place (id) DEFERRABLE INITIALLY DEFERRED,
  year INTEGER NOT NULL,                      -- of its date: numbers begin anew every year
  number INTEGER NOT NULL CHECK (number > 0),
  round BLOB NOT NULL REFERENCES review_round (id) DEFERRABLE INITIALLY DEFERRED,
  on_day TEXT NOT NULL CHECK (on_day <> ''),
  signer TEXT NOT NULL CHECK (signer <> ''),
  signer_title TEXT NOT NULL CHECK (signer_title <> ''),
  submission BLOB REFERENCES submission (id) DEFERRABLE INITIALLY DEFERRED,
  revoked TEXT NOT NULL DEFAULT '',
  revoked_why TEXT NOT NULL DEFAULT '',
  deleted INTEGER NOT NULL DEFAULT 0,
  CHECK (revoked = '' OR revoked_why <> '')
) STRICT, WITHOUT ROWID;
CREATE INDEX decision_round ON decision (round);

CREATE TABLE decided (              -- a household in a decision
  id BLOB PRIMARY KEY,
  decision BLOB NOT NULL REFERENCES decision (id) DEFERRABLE INITIALLY DEFERRED,
  review_case BLOB NOT NULL REFERENCES review_case (id) DEFERRABLE INITIALLY DEFERRED,
  vote BLOB NOT NULL REFERENCES vote (id) DEFERRABLE INITIALLY DEFERRED,
  posting BLOB NOT NULL REFERENCES posting (id) DEFERRABLE INITIALLY DEFERRED,
  classes TEXT NOT NULL DEFAULT '{}',         -- standard → class
  before TEXT NOT NULL DEFAULT '',            -- class of the list before; empty where it is not known
  persons INTEGER CHECK (persons >= 0),
  deleted INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX decided_case ON decided (review_case);

CREATE TABLE certificate (
  id BLOB PRIMARY KEY,
  place BLOB NOT NULL REFERENCES place (id) DEFERRABLE INITIALLY DEFERRED,
  year INTEGER NOT NULL,
  number INTEGER NOT NULL CHECK (number > 0),
  decided BLOB NOT NULL REFERENCES decided (id) DEFERRABLE INITIALLY DEFERRED,
  follows BLOB REFERENCES certificate (id) DEFERRABLE INITIALLY DEFERRED,  -- the one numbered before it: no gaps
  on_day TEXT NOT NULL CHECK (on_day <> ''),
  withdrawn TEXT NOT NULL DEFAULT '',
  withdrawn_why TEXT NOT NULL DEFAULT '',
  deleted INTEGER NOT NULL DEFAULT 0,
  CHECK (withdrawn = '' OR withdrawn_why <> '')
) STRICT, WITHOUT ROWID;
CREATE INDEX certificate_decided ON certificate (decided);
CREATE INDEX certificate_follows ON certificate (follows);

CREATE TABLE certificate_copy (     -- printed: 1 the original, 2 and more are reprints
  id BLOB PRIMARY KEY,
  certificate BLOB NOT NULL REFERENCES certificate (id) DEFERRABLE INITIALLY DEFERRED,
  nth INTEGER NOT NULL CHECK (nth > 0),
  on_day TEXT NOT NULL CHECK (on_day <> ''),
  why TEXT NOT NULL DEFAULT '',
  deleted INTEGER NOT NULL DEFAULT 0,
  CHECK (nth = 1 OR why <> '')
) STRICT, WITHOUT ROWID;

CREATE TABLE request (              -- of a household for an ad-hoc review
  id BLOB PRIMARY KEY,
  round BLOB NOT NULL REFERENCES review_round (id) DEFERRABLE INITIALLY DEFERRED,
  household BLOB NOT NULL REFERENCES household (id) DEFERRABLE INITIALLY DEFERRED,
  review_case BLOB NOT NULL REFERENCES review_case (id) DEFERRABLE INITIALLY DEFERRED,
  kind TEXT NOT NULL CHECK (kind IN ('enter', 'leave', 'average_farming')),
  filed TEXT NOT NULL CHECK (filed <> ''),
  reasons TEXT NOT NULL DEFAULT '',
  refused TEXT NOT NULL DEFAULT '',           -- the day of the letter
  refused_number TEXT NOT NULL DEFAULT '',
  refused_why TEXT NOT NULL DEFAULT '',
  deleted INTEGER NOT NULL DEFAULT 0,
  CHECK (refused = '' OR (refused_number <> '' AND refused_why <> ''))
) STRICT, WITHOUT ROWID;
