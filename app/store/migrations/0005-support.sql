-- 5: who gets what: activities of programmes and policies, enrolment, delivery, outcome, money, household plans.
-- Support once given is never deleted; an enrolment that ends keeps its row with the day and the reason.

ALTER TABLE budget_line ADD COLUMN programme TEXT NOT NULL DEFAULT '';
ALTER TABLE budget_line ADD COLUMN source TEXT NOT NULL DEFAULT 'central';

CREATE TABLE activity (             -- a model, class, loan round, card issue, house, work, session, inspection
  id BLOB PRIMARY KEY,
  place BLOB NOT NULL REFERENCES place (id) DEFERRABLE INITIALLY DEFERRED,  -- whose book it stands in
  programme TEXT NOT NULL CHECK (programme <> ''),
  code TEXT NOT NULL CHECK (code <> ''),      -- of the sub-project or policy
  year INTEGER NOT NULL,
  title TEXT NOT NULL CHECK (title <> ''),
  part TEXT NOT NULL DEFAULT '',              -- key of the sub-project's content that it serves
  content TEXT NOT NULL DEFAULT '',
  lead TEXT NOT NULL DEFAULT '',
  partner TEXT NOT NULL DEFAULT '',
  decision_number TEXT NOT NULL DEFAULT '',
  decision_day TEXT NOT NULL DEFAULT '',
  since TEXT NOT NULL DEFAULT '',
  until TEXT NOT NULL DEFAULT '',
  planned_households INTEGER CHECK (planned_households >= 0),
  planned_persons INTEGER CHECK (planned_persons >= 0),
  planned_quantity REAL CHECK (planned_quantity >= 0),   -- to deliver, in `unit`
  unit TEXT NOT NULL DEFAULT '',
  share INTEGER CHECK (share >= 0),           -- đồng that one household or person is to get
  details TEXT NOT NULL DEFAULT '{}',         -- the fields that the sub-project asks for
  closed TEXT NOT NULL DEFAULT '',
  source TEXT NOT NULL DEFAULT 'entered' CHECK (source IN ('entered', 'imported')),
  note TEXT NOT NULL DEFAULT '',
  deleted INTEGER NOT NULL DEFAULT 0,
  CHECK (until = '' OR since = '' OR until >= since)
) STRICT, WITHOUT ROWID;
CREATE INDEX activity_year ON activity (year, code);

CREATE TABLE activity_place (       -- where it takes place: communes or villages
  id BLOB PRIMARY KEY,
  activity BLOB NOT NULL REFERENCES activity (id) DEFERRABLE INITIALLY DEFERRED,
  place BLOB NOT NULL REFERENCES place (id) DEFERRABLE INITIALLY DEFERRED,
  deleted INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX activity_place_activity ON activity_place (activity);

CREATE TABLE enrolment (            -- of a household, or of one of its persons, in an activity
  id BLOB PRIMARY KEY,
  activity BLOB NOT NULL REFERENCES activity (id) DEFERRABLE INITIALLY DEFERRED,
  household BLOB NOT NULL REFERENCES household (id) DEFERRABLE INITIALLY DEFERRED,
  person BLOB REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
  place BLOB NOT NULL REFERENCES place (id) DEFERRABLE INITIALLY DEFERRED,  -- where the household lived then
  state TEXT NOT NULL CHECK (state IN
    ('registered', 'checked', 'waiting', 'approved', 'receiving', 'finished', 'withdrawn', 'refused')),
  registered TEXT NOT NULL CHECK (registered <> ''),
  checked TEXT NOT NULL DEFAULT '',
  waiting TEXT NOT NULL DEFAULT '',           -- since when on the waiting list
  approved TEXT NOT NULL DEFAULT '',
  began TEXT NOT NULL DEFAULT '',
  finished TEXT NOT NULL DEFAULT '',
  ended TEXT NOT NULL DEFAULT '',             -- withdrawn or refused
  ended_why TEXT NOT NULL DEFAULT '',
  approved_class TEXT NOT NULL DEFAULT '',    -- the class recognised on the day of approval
  approved_by TEXT NOT NULL DEFAULT '',       -- the decision that recognised it
  grounds TEXT NOT NULL DEFAULT '{}',         -- rule → the verdict on the day of approval
  rank INTEGER,                               -- in the order of priority; equal ranks are ties
  exception_why TEXT NOT NULL DEFAULT '',     -- why support goes on beside a record that stands against it
  exception_by TEXT NOT NULL DEFAULT '',
  told TEXT NOT NULL DEFAULT '{}',            -- facts for the rules that the register does not hold: pregnant …
  details TEXT NOT NULL DEFAULT '{}',         -- the fields that the sub-project asks for
  note TEXT NOT NULL DEFAULT '',
  deleted INTEGER NOT NULL DEFAULT 0,
  CHECK (ended = '' OR ended_why <> ''),
  CHECK (exception_why = '' OR exception_by <> '')
) STRICT, WITHOUT ROWID;
CREATE INDEX enrolment_activity ON enrolment (activity);
CREATE INDEX enrolment_household ON enrolment (household);
CREATE INDEX enrolment_person ON enrolment (person) WHERE person IS NOT NULL;

CREATE TABLE delivery (             -- what was handed over
  id BLOB PRIMARY KEY,
  enrolment BLOB NOT NULL REFERENCES enrolment (id) DEFERRABLE INITIALLY DEFERRED,
  on_day TEXT NOT NULL CHECK (on_day <> ''),
  content TEXT NOT NULL CHECK (content <> ''),
  quantity REAL CHECK (quantity > 0),
  unit TEXT NOT NULL DEFAULT '',
  value INTEGER CHECK (value >= 0),           -- đồng of the whole quantity
  receiver TEXT NOT NULL DEFAULT '',
  signed INTEGER NOT NULL DEFAULT 0 CHECK (signed IN (0, 1)),
  returned TEXT NOT NULL DEFAULT '',          -- the day it came back, or could not be delivered
  returned_quantity REAL CHECK (returned_quantity > 0),
  returned_value INTEGER CHECK (returned_value >= 0),
  returned_why TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT '',
  deleted INTEGER NOT NULL DEFAULT 0,
  CHECK (returned = '' OR returned_why <> '')
) STRICT, WITHOUT ROWID;
CREATE INDEX delivery_enrolment ON delivery (enrolment);

CREATE TABLE measurement (          -- a child weighed and measured
  id BLOB PRIMARY KEY,
  enrolment BLOB NOT NULL REFERENCES enrolment (id) DEFERRABLE INITIALLY DEFERRED,
  on_day TEXT NOT NULL CHECK (on_day <> ''),
  weight REAL CHECK (weight > 0),             -- kg
  height REAL CHECK (height > 0),             -- cm
  lying INTEGER CHECK (lying IN (0, 1)),      -- length measured lying down
  deleted INTEGER NOT NULL DEFAULT 0,
  CHECK (weight IS NOT NULL OR height IS NOT NULL)
) STRICT, WITHOUT ROWID;
CREATE INDEX measurement_enrolment ON measurement (enrolment);

CREATE TABLE outcome (              -- what became of it after 6 or 12 months
  id BLOB PRIMARY KEY,
  enrolment BLOB NOT NULL REFERENCES enrolment (id) DEFERRABLE INITIALLY DEFERRED,
  months INTEGER NOT NULL CHECK (months > 0),
  on_day TEXT NOT NULL CHECK (on_day <> ''),
  findings TEXT NOT NULL DEFAULT '{}',        -- income, animals alive, job kept, escaped
  note TEXT NOT NULL DEFAULT '',
  deleted INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX outcome_enrolment ON outcome (enrolment);

CREATE TABLE money (                -- planned for an activity, allocated, disbursed, paid back
  id BLOB PRIMARY KEY,
  place BLOB NOT NULL REFERENCES place (id) DEFERRABLE INITIALLY DEFERRED,
  year INTEGER NOT NULL,
  programme TEXT NOT NULL CHECK (programme <> ''),
  code TEXT NOT NULL CHECK (code <> ''),      -- of the sub-project or policy
  activity BLOB REFERENCES activity (id) DEFERRABLE INITIALLY DEFERRED,
  stage TEXT NOT NULL CHECK (stage IN ('planned', 'allocated', 'disbursed', 'paid_back')),
  source TEXT NOT NULL CHECK (source <> ''),  -- central, province, …: code list of the programme
  carried_from INTEGER,                       -- the year whose money it was
  amount INTEGER NOT NULL CHECK (amount > 0), -- đồng
  on_day TEXT NOT NULL CHECK (on_day <> ''),
  document TEXT NOT NULL DEFAULT '',
  over_why TEXT NOT NULL DEFAULT '',          -- why it goes over what was planned or allocated
  note TEXT NOT NULL DEFAULT '',
  deleted INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX money_year ON money (year, code);
CREATE INDEX money_activity ON money (activity) WHERE activity IS NOT NULL;

CREATE TABLE household_plan (       -- of a household for a year: what it lacks, who helps, whether it means to escape
  id BLOB PRIMARY KEY,
  household BLOB NOT NULL REFERENCES household (id) DEFERRABLE INITIALLY DEFERRED,
  year INTEGER NOT NULL,
  escape_registered TEXT NOT NULL DEFAULT '', -- the day it registered to escape poverty
  helper TEXT NOT NULL DEFAULT '',            -- a person, an agency, an association
  helper_kind TEXT NOT NULL DEFAULT '',
  wants TEXT NOT NULL DEFAULT '{}',           -- kind of support → what is asked for
  note TEXT NOT NULL DEFAULT '',
  deleted INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX household_plan_household ON household_plan (household);
