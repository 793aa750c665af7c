-- SPDX-License-Identifier: GPL-3.0-or-later
-- A store as version 1 of the schema made it, by the sqlite3 shell's .dump: the
-- runs of made_runs.c in two systems, a copy, a repetition, a file that could
-- not be read, one that is no log. test_migrate.c opens it. Some texts are no
-- valid UTF-8, as logs may be.
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE system (
    id    INTEGER PRIMARY KEY,
    name  TEXT NOT NULL UNIQUE CHECK (name <> '')
) STRICT;
INSERT INTO system VALUES(1,'KVM');
INSERT INTO system VALUES(2,'Xen');
CREATE TABLE source (
    id          INTEGER PRIMARY KEY,
    system      INTEGER NOT NULL REFERENCES system (id),
    sha256      TEXT NOT NULL,     -- of its bytes; '' if it could not be read
    repetition  INTEGER NOT NULL,  -- 0; 1, 2, ... for further logs of the same
                                   -- bytes that say too little to call them
                                   -- copies (a shell's timing lines alone),
                                   -- and for files that could not be read
    path        TEXT NOT NULL,     -- as it was named when first read
    bytes       INTEGER NOT NULL CHECK (bytes >= 0),
    format      TEXT,              -- see `cotejo formats`; NULL: none
    is_foreign  INTEGER NOT NULL CHECK (is_foreign IN (0, 1)),
                                   -- no log at all: a README, a picture
    refusal     TEXT,              -- why it could not be read to its end
    refusal_code INTEGER,          -- what kind of error that was
    UNIQUE (system, sha256, repetition)
) STRICT;
INSERT INTO source VALUES(1,1,'0000000000000000000000000000000000000000000000000000000000000001',0,'lab/a.log',1001,'ab',0,NULL,NULL);
INSERT INTO source VALUES(2,1,'0000000000000000000000000000000000000000000000000000000000000009',0,'t1.log',1009,'wget',0,NULL,NULL);
INSERT INTO source VALUES(3,1,'0000000000000000000000000000000000000000000000000000000000000009',1,'t2.log',1009,'wget',0,NULL,NULL);
INSERT INTO source VALUES(4,2,'0000000000000000000000000000000000000000000000000000000000000001',0,'lab/a.log',1001,'ab',0,NULL,NULL);
INSERT INTO source VALUES(5,2,'',0,'bad.log',0,'ab',0,'cannot read ''bad.log'': gone',1);
INSERT INTO source VALUES(6,2,'0000000000000000000000000000000000000000000000000000000000000007',0,'README',1007,NULL,1,NULL,NULL);
CREATE TABLE workload (
    id          INTEGER PRIMARY KEY,
    tool        TEXT NOT NULL,
    parameters  TEXT NOT NULL,     -- JSON: [[name, value], ...], by name
    name        TEXT NOT NULL,     -- the same for people: "ab c=2 n=10000"
    UNIQUE (tool, parameters)
) STRICT;
INSERT INTO workload VALUES(1,'ab','[["n","1000"]]','ab n=1000');
INSERT INTO workload VALUES(2,'ab','[["n",""],["path","/a b?c=d&e=\"f\\"]]','ab n='''' path=''/a b?c=d&e="f\\''');
INSERT INTO workload VALUES(3,'wget','[]','wget');
CREATE TABLE run (
    id            INTEGER PRIMARY KEY,
    source        INTEGER NOT NULL REFERENCES source (id) ON DELETE CASCADE,
    workload      INTEGER NOT NULL REFERENCES workload (id),
    format        TEXT NOT NULL,   -- the log format that read it
    line          INTEGER NOT NULL,-- where it begins in its source, from 1
    status        INTEGER NOT NULL CHECK (status IN (0, 1, 2)),
                                   -- 0 good, 1 gated, 2 refused
    is_part       INTEGER NOT NULL CHECK (is_part IN (0, 1)),
                                   -- only joins another run: no repetition
    started_s     INTEGER,         -- the log's wall clock, as if UTC, in
                                   -- seconds since 1970; NULL: unknown
    tool_version  TEXT,            -- as printed; NULL: unknown
    scalars       TEXT NOT NULL,   -- [metric, item, digits, exponent, line
                                   --  (, marks (, file))], see view value
    context       TEXT NOT NULL,   -- [name, value]
    reasons       TEXT NOT NULL,   -- [slug, line, column, message]
    notes         TEXT NOT NULL    -- [slug, line, message]
) STRICT;
INSERT INTO run VALUES(1,1,1,'ab',1,0,0,NULL,NULL,'[["requests_per_second",null,782848,-2,20]]','[]','[]','[]');
INSERT INTO run VALUES(2,1,2,'ab',4294967295,2,1,-62135596800,'2.3 "odd" ÿ[31m','[["requests_per_second",null,999999999999999999,-30,0],["requests_per_second",null,-999999999999999999,30,1],["requests_per_second",null,0,-2,2],["requests_per_second",null,-1,0,3],["time_taken","insert \"x\"",1,0,7,7],["transfer_rate",null,5,-2,9,0,"lab/insert-mysql þ.log"]]','[["host","hÃ´te\u000a"]]','[["truncated",12,5,"''5\"80\\'' is cut"],["non-2xx",0,0,""]]','[["rounded",3,"a note with [brackets], \"quotes\""],["",0,"\u0009"]]');
INSERT INTO run VALUES(3,2,3,'wget',1,0,0,NULL,NULL,'[["real_time",null,336,-2,2],["user_time",null,34,-2,3],["sys_time",null,107,-2,4]]','[]','[]','[]');
INSERT INTO run VALUES(4,3,3,'wget',1,0,0,NULL,NULL,'[["real_time",null,336,-2,2],["user_time",null,34,-2,3],["sys_time",null,107,-2,4]]','[]','[]','[]');
INSERT INTO run VALUES(5,4,1,'ab',1,0,0,NULL,NULL,'[["requests_per_second",null,782848,-2,20]]','[]','[]','[]');
INSERT INTO run VALUES(6,4,2,'ab',4294967295,2,1,-62135596800,'2.3 "odd" ÿ[31m','[["requests_per_second",null,999999999999999999,-30,0],["requests_per_second",null,-999999999999999999,30,1],["requests_per_second",null,0,-2,2],["requests_per_second",null,-1,0,3],["time_taken","insert \"x\"",1,0,7,7],["transfer_rate",null,5,-2,9,0,"lab/insert-mysql þ.log"]]','[["host","hÃ´te\u000a"]]','[["truncated",12,5,"''5\"80\\'' is cut"],["non-2xx",0,0,""]]','[["rounded",3,"a note with [brackets], \"quotes\""],["",0,"\u0009"]]');
CREATE TABLE distribution (
    id        INTEGER PRIMARY KEY,
    run       INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    metric    TEXT NOT NULL,
    exponent  INTEGER NOT NULL,
    total     INTEGER NOT NULL,    -- the sum of the counts
    counts    TEXT NOT NULL        -- JSON: [[digits, count], ...], ascending
) STRICT;
INSERT INTO distribution VALUES(1,2,'total_time',-3,10000000006,'[[-9223372036854775808,1],[-5,2],[0,10000000000],[9223372036854775807,3]]');
INSERT INTO distribution VALUES(2,6,'total_time',-3,10000000006,'[[-9223372036854775808,1],[-5,2],[0,10000000000],[9223372036854775807,3]]');
CREATE TABLE source_note (
    source   INTEGER NOT NULL REFERENCES source (id) ON DELETE CASCADE,
    slug     TEXT NOT NULL,
    message  TEXT NOT NULL,
    UNIQUE (source, slug, message)
) STRICT;
INSERT INTO source_note VALUES(1,'copy','b.log holds the same bytes: stored once');
INSERT INTO source_note VALUES(3,'repetition','the same bytes as t1.log, which are too few to tell a copy from a repetition: both are kept');
CREATE INDEX run_by_source ON run (source);
CREATE INDEX distribution_by_run ON distribution (run);
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
CREATE VIEW value AS
SELECT runs.run, runs.system, runs.tool, runs.workload, runs.status,
       runs.is_part,
       scalar.value ->> 0 AS metric, scalar.value ->> 1 AS item,
       CAST((scalar.value ->> 2) || 'e' || (scalar.value ->> 3) AS REAL)
           AS value,
       scalar.value ->> 2 AS digits, scalar.value ->> 3 AS exponent,
       coalesce(scalar.value ->> 5, 0) AS marks,
       coalesce(scalar.value ->> 6, runs.path) AS path,
       scalar.value ->> 4 AS line
  FROM run
  JOIN runs ON runs.run = run.id
  JOIN json_each(run.scalars) AS scalar;
CREATE VIEW bin AS
SELECT distribution.run AS run, distribution.metric AS metric,
       CAST((pair.value ->> 0) || 'e' || distribution.exponent AS REAL)
           AS value,
       pair.value ->> 1 AS count
  FROM distribution
  JOIN json_each(distribution.counts) AS pair;
CREATE VIEW parameter AS
SELECT workload.id AS workload, field.value ->> 0 AS name,
       field.value ->> 1 AS value
  FROM workload
  JOIN json_each(workload.parameters) AS field;
CREATE VIEW context AS
SELECT run.id AS run, field.value ->> 0 AS name, field.value ->> 1 AS value
  FROM run
  JOIN json_each(run.context) AS field;
CREATE VIEW reason AS
SELECT run.id AS run, source.path AS path, item.value ->> 1 AS line,
       item.value ->> 2 AS "column", item.value ->> 0 AS slug,
       item.value ->> 3 AS message
  FROM run
  JOIN source ON source.id = run.source
  JOIN json_each(run.reasons) AS item;
CREATE VIEW note AS
SELECT run.id AS run, source.path AS path, item.value ->> 1 AS line,
       item.value ->> 0 AS slug, item.value ->> 2 AS message
  FROM run
  JOIN source ON source.id = run.source
  JOIN json_each(run.notes) AS item
UNION ALL
SELECT NULL, source.path, NULL, source_note.slug, source_note.message
  FROM source_note
  JOIN source ON source.id = source_note.source;
COMMIT;
PRAGMA application_id = 1131377770;
PRAGMA user_version = 1;
