-- Read tables: indexes over the entries. `rebuild` empties and refills them.

-- Programmes, groups, audiences, bodies, members, rules; action plans, commitments, milestones, reviews.
CREATE TABLE thing (
    kind    TEXT NOT NULL,
    scope   TEXT NOT NULL,
    parent  TEXT NOT NULL,
    id      TEXT NOT NULL,
    entry   INTEGER NOT NULL,
    PRIMARY KEY (kind, scope, parent, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX thing_by_scope ON thing (scope, entry);
CREATE INDEX thing_by_parent ON thing (kind, parent, entry);

CREATE TABLE vote (
    programme      TEXT NOT NULL,
    id             TEXT NOT NULL,
    entry          INTEGER NOT NULL UNIQUE,
    ballots        INTEGER NOT NULL,
    closed         INTEGER,
    ballots_opened INTEGER,
    selection      INTEGER,
    cancelled      INTEGER,
    PRIMARY KEY (programme, id)
) STRICT, WITHOUT ROWID;

-- In the order of their entries, so that ballots are added at one end; they are sorted by voter when they are read.
CREATE TABLE ballot (
    entry INTEGER PRIMARY KEY,
    vote  INTEGER NOT NULL,
    voter BLOB NOT NULL
) STRICT;

CREATE TABLE proposal (
    entry         INTEGER PRIMARY KEY,
    programme     TEXT NOT NULL,
    id            TEXT NOT NULL,
    cost          INTEGER NOT NULL,
    service_group TEXT NOT NULL,
    state         TEXT NOT NULL,
    vote          TEXT,
    rank          INTEGER,
    folded        TEXT,
    UNIQUE (programme, id)
) STRICT;
CREATE INDEX proposal_by_entry ON proposal (programme, entry, state);
CREATE INDEX proposal_by_cost ON proposal (programme, cost, entry, state);
CREATE INDEX proposal_by_state ON proposal (programme, state, entry);
CREATE INDEX proposal_by_group ON proposal (programme, service_group, entry, state);
CREATE INDEX proposal_by_group_and_cost ON proposal (programme, service_group, cost, entry, state);

CREATE TABLE proposal_audience (
    programme TEXT NOT NULL,
    audience  TEXT NOT NULL,
    entry     INTEGER NOT NULL,
    PRIMARY KEY (programme, audience, entry)
) STRICT, WITHOUT ROWID;

CREATE TABLE proposal_count (
    programme     TEXT NOT NULL,
    service_group TEXT NOT NULL,
    state         TEXT NOT NULL,
    proposals     INTEGER NOT NULL,
    PRIMARY KEY (programme, service_group, state)
) STRICT, WITHOUT ROWID;

-- Bigrams and trigrams of the proposals' words.
CREATE VIRTUAL TABLE proposal_search USING fts5 (grams, content = '', tokenize = 'ascii');
INSERT INTO proposal_search (proposal_search, rank) VALUES ('secure-delete', 1);

-- Bodies that were restricted, released or erased after they were committed to.
CREATE TABLE content (
    entry  INTEGER NOT NULL,
    name   TEXT NOT NULL,
    status TEXT NOT NULL,
    by_entry INTEGER NOT NULL,
    PRIMARY KEY (entry, name)
) STRICT, WITHOUT ROWID;
