-- Read tables: indexes over the entries. `rebuild` empties and refills them.

-- Programmes, groups, audiences, bodies, members, rules; action plans, commitments, milestones, reviews.
CREATE TABLE thing (
    kind    TEXT COLLATE "C" NOT NULL,
    scope   TEXT COLLATE "C" NOT NULL,
    parent  TEXT COLLATE "C" NOT NULL,
    id      TEXT COLLATE "C" NOT NULL,
    entry   BIGINT NOT NULL,
    PRIMARY KEY (kind, scope, parent, id)
);
CREATE INDEX thing_by_scope ON thing (scope, entry);
CREATE INDEX thing_by_parent ON thing (kind, parent, entry);

CREATE TABLE vote (
    programme      TEXT COLLATE "C" NOT NULL,
    id             TEXT COLLATE "C" NOT NULL,
    entry          BIGINT NOT NULL UNIQUE,
    ballots        BIGINT NOT NULL,
    closed         BIGINT,
    ballots_opened BIGINT,
    selection      BIGINT,
    cancelled      BIGINT,
    PRIMARY KEY (programme, id)
);

-- In the order of their entries, so that ballots are added at one end; they are sorted by voter when they are read.
CREATE TABLE ballot (
    entry BIGINT PRIMARY KEY,
    vote  BIGINT NOT NULL,
    voter BYTEA NOT NULL
);

CREATE TABLE proposal (
    entry         BIGINT PRIMARY KEY,
    programme     TEXT COLLATE "C" NOT NULL,
    id            TEXT COLLATE "C" NOT NULL,
    cost          BIGINT NOT NULL,
    service_group TEXT COLLATE "C" NOT NULL,
    state         TEXT COLLATE "C" NOT NULL,
    vote          TEXT COLLATE "C",
    rank          BIGINT,
    folded        TEXT COLLATE "C",
    UNIQUE (programme, id)
);
CREATE INDEX proposal_by_entry ON proposal (programme, entry, state);
CREATE INDEX proposal_by_cost ON proposal (programme, cost, entry, state);
CREATE INDEX proposal_by_state ON proposal (programme, state, entry);
CREATE INDEX proposal_by_group ON proposal (programme, service_group, entry, state);
CREATE INDEX proposal_by_group_and_cost ON proposal (programme, service_group, cost, entry, state);

CREATE TABLE proposal_audience (
    programme TEXT COLLATE "C" NOT NULL,
    audience  TEXT COLLATE "C" NOT NULL,
    entry     BIGINT NOT NULL,
    PRIMARY KEY (programme, audience, entry)
);

CREATE TABLE proposal_count (
    programme     TEXT COLLATE "C" NOT NULL,
    service_group TEXT COLLATE "C" NOT NULL,
    state         TEXT COLLATE "C" NOT NULL,
    proposals     BIGINT NOT NULL,
    PRIMARY KEY (programme, service_group, state)
);

-- Bigrams and trigrams of the proposals' words.
CREATE TABLE proposal_search (
    entry BIGINT PRIMARY KEY,
    grams TSVECTOR NOT NULL
);
CREATE INDEX proposal_search_grams ON proposal_search USING gin (grams);

-- Bodies that were restricted, released or erased after they were committed to.
CREATE TABLE content (
    entry    BIGINT NOT NULL,
    name     TEXT COLLATE "C" NOT NULL,
    status   TEXT NOT NULL,
    by_entry BIGINT NOT NULL,
    PRIMARY KEY (entry, name)
);
