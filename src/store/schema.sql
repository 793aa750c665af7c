-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- The store of cotejo, version 2. This file is what the program runs to make
-- a store, and it is part of the interface: look into a store with
--
--     sqlite3 -readonly lab.db
--     SELECT system, tool, avg(value) FROM value
--      WHERE metric = 'requests_per_second' AND status = 'good' GROUP BY 1, 2;
--
-- Tables say what was read; the views below unpack it for people. Write to a
-- store only through `cotejo ingest`.
--
-- A number of a log is kept as printed: digits * 10^exponent, in the unit the
-- tool prints (`cotejo metrics` names it). "12.50" is 1250 with exponent -2.
-- Texts from logs and names of files are the bytes found there, which need
-- not be valid UTF-8.

-- What is compared. The order of id is the order of first appearance.
CREATE TABLE system (
    id    INTEGER PRIMARY KEY,
    name  TEXT NOT NULL UNIQUE CHECK (name <> '')
) STRICT;

-- One log file (or member of an archive), known by its content.
CREATE TABLE source (
    id          INTEGER PRIMARY KEY,
    system      INTEGER NOT NULL REFERENCES system (id),
    key         INTEGER NOT NULL,  -- the first eight bytes of sha256 as a
                                   -- number, which makes a small index; 0
    sha256      TEXT NOT NULL,     -- of its bytes; '' if it could not be read
    repetition  INTEGER NOT NULL,  -- 0; 1, 2, ... for further logs of the same
                                   -- bytes that say too little to call them
                                   -- copies (a shell's timing lines alone),
                                   -- and for files that could not be read
    path        TEXT NOT NULL,     -- as it was named when first read
    bytes       INTEGER NOT NULL CHECK (bytes >= 0),
    format      TEXT,              -- see `cotejo formats`; NULL: none
    is_foreign  INTEGER NOT NULL CHECK (is_foreign BETWEEN 0 AND 1),
                                   -- no log at all: a README, a picture
    refusal     TEXT,              -- why it could not be read to its end
    refusal_code INTEGER,          -- what kind of error that was
    xxh3        BLOB,              -- XXH3-128 of its bytes: when they come
                                   -- again they are known by it, and not read
                                   -- as a log once more. NULL where that must
                                   -- be done (what is refused is told again)
    usable      INTEGER NOT NULL   -- its runs that are good or gated and no
                                   -- part of another
) STRICT;
CREATE INDEX source_by_key ON source (system, key);

-- What a run was asked to do: a tool and the parameters that define the work.
-- Runs of one workload on one system are its repetitions.
CREATE TABLE workload (
    id          INTEGER PRIMARY KEY,
    tool        TEXT NOT NULL,
    parameters  TEXT NOT NULL,     -- JSON: [[name, value], ...], by name
    name        TEXT NOT NULL,     -- the same for people: "ab c=2 n=10000"
    UNIQUE (tool, parameters)
) STRICT;

-- What many runs have in common, each text once: the layout of their numbers
-- and what surrounded them. All JSON here is arrays of arrays.
CREATE TABLE common (
    id    INTEGER PRIMARY KEY,
    key   INTEGER NOT NULL,        -- XXH3-64 of json: a small index
    json  TEXT NOT NULL
) STRICT;
CREATE INDEX common_by_key ON common (key);

-- One execution of a tool. Its numbers stand packed in one row, because a run
-- is written and read as a whole: digits holds them, layout says what each of
-- them is. View value puts the two together.
CREATE TABLE run (
    id            INTEGER PRIMARY KEY,
    source        INTEGER NOT NULL REFERENCES source (id) ON DELETE CASCADE,
    workload      INTEGER NOT NULL REFERENCES workload (id),
    format        TEXT NOT NULL,   -- the log format that read it
    line          INTEGER NOT NULL,-- where it begins in its source, from 1
    status        INTEGER NOT NULL CHECK (status BETWEEN 0 AND 2),
                                   -- 0 good, 1 gated, 2 refused
    is_part       INTEGER NOT NULL CHECK (is_part BETWEEN 0 AND 1),
                                   -- only joins another run: no repetition
    started_s     INTEGER,         -- the log's wall clock, as if UTC, in
                                   -- seconds since 1970; NULL: unknown
    tool_version  TEXT,            -- as printed; NULL: unknown
    layout        INTEGER NOT NULL REFERENCES common (id),
                                   -- [metric, item, exponent, line
                                   --  (, marks (, file))]; lines are counted
                                   -- from the run's own
    digits        TEXT NOT NULL,   -- JSON: one whole number for each of these
    context       INTEGER REFERENCES common (id), -- [name, value]
    reasons       INTEGER REFERENCES common (id),
                                   -- [slug, line, column, message]
    notes         INTEGER REFERENCES common (id)  -- [slug, line, message]
) STRICT;
CREATE INDEX run_by_source ON run (source);

-- Many values inside one run, as an exact frequency table.
CREATE TABLE distribution (
    id        INTEGER PRIMARY KEY,
    run       INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    metric    TEXT NOT NULL,
    exponent  INTEGER NOT NULL,
    total     INTEGER NOT NULL,    -- the sum of the counts
    counts    TEXT NOT NULL        -- JSON: [[digits, count], ...], ascending
) STRICT;
CREATE INDEX distribution_by_run ON distribution (run);

-- What is worth knowing about a source: copies of it, repetitions of it.
CREATE TABLE source_note (
    source   INTEGER NOT NULL REFERENCES source (id) ON DELETE CASCADE,
    slug     TEXT NOT NULL,
    message  TEXT NOT NULL,
    UNIQUE (source, slug, message)
) STRICT;

-- Runs with their names in place of numbers.
CREATE VIEW runs AS
SELECT run.id AS run, system.name AS system, workload.tool AS tool,
       workload.name AS workload,
       CASE run.status WHEN 0 THEN 'good' WHEN 1 THEN 'gated'
                       ELSE 'refused' END AS status,
       run.is_part AS is_part,
       datetime(run.started_s, 'unixepoch') AS started,
       run.tool_version AS tool_version, source.path AS path, run.line AS line
  FROM run
  JOIN source ON source.id = run.source
  JOIN system ON system.id = source.system
  JOIN workload ON workload.id = run.workload;

-- One row a number. item is an operation or module, NULL for the run itself;
-- marks is the sum of 1 (estimated by the tool), 2 (the tool reported wrong
-- results) and 4 (printed, but not to be trusted); path and line are where it
-- was read.
CREATE VIEW value AS
SELECT runs.run, runs.system, runs.tool, runs.workload, runs.status,
       runs.is_part,
       scalar.value ->> 0 AS metric, scalar.value ->> 1 AS item,
       CAST((run.digits ->> scalar.key) || 'e' || (scalar.value ->> 2) AS REAL)
           AS value,
       run.digits ->> scalar.key AS digits, scalar.value ->> 2 AS exponent,
       coalesce(scalar.value ->> 4, 0) AS marks,
       coalesce(scalar.value ->> 5, runs.path) AS path,
       run.line + (scalar.value ->> 3) AS line
  FROM run
  JOIN runs ON runs.run = run.id
  JOIN common ON common.id = run.layout
  JOIN json_each(common.json) AS scalar;

-- One row a value and its count.
CREATE VIEW bin AS
SELECT distribution.run AS run, distribution.metric AS metric,
       CAST((pair.value ->> 0) || 'e' || distribution.exponent AS REAL)
           AS value,
       pair.value ->> 1 AS count
  FROM distribution
  JOIN json_each(distribution.counts) AS pair;

-- What defined the work, and what surrounded it.
CREATE VIEW parameter AS
SELECT workload.id AS workload, field.value ->> 0 AS name,
       field.value ->> 1 AS value
  FROM workload
  JOIN json_each(workload.parameters) AS field;

CREATE VIEW context AS
SELECT run.id AS run, field.value ->> 0 AS name, field.value ->> 1 AS value
  FROM run
  JOIN common ON common.id = run.context
  JOIN json_each(common.json) AS field;

-- Why a run is gated or refused.
CREATE VIEW reason AS
SELECT run.id AS run, source.path AS path, item.value ->> 1 AS line,
       item.value ->> 2 AS "column", item.value ->> 0 AS slug,
       item.value ->> 3 AS message
  FROM run
  JOIN source ON source.id = run.source
  JOIN common ON common.id = run.reasons
  JOIN json_each(common.json) AS item;

-- All that is worth knowing; run is NULL for what concerns a whole source.
CREATE VIEW note AS
SELECT run.id AS run, source.path AS path, item.value ->> 1 AS line,
       item.value ->> 0 AS slug, item.value ->> 2 AS message
  FROM run
  JOIN source ON source.id = run.source
  JOIN common ON common.id = run.notes
  JOIN json_each(common.json) AS item
UNION ALL
SELECT NULL, source.path, NULL, source_note.slug, source_note.message
  FROM source_note
  JOIN source ON source.id = source_note.source;
