-- What the record is: entries, their bodies, the head of the tree. Nothing here follows from anything else.

CREATE TABLE entry (
    idx   BIGINT PRIMARY KEY,
    space TEXT COLLATE "C" NOT NULL,
    bytes BYTEA NOT NULL
);
CREATE INDEX entry_by_space ON entry (space, idx) WHERE space <> '';

CREATE FUNCTION entry_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'an entry of the record never changes and is never deleted; correct it with a new entry, erase its body';
END
$$;
CREATE TRIGGER entry_never_changes BEFORE UPDATE OR DELETE OR TRUNCATE ON entry
    FOR EACH STATEMENT EXECUTE FUNCTION entry_never_changes();

-- A body and its salt; deleted when it is erased.
CREATE TABLE body (
    entry   BIGINT NOT NULL,
    name    TEXT COLLATE "C" NOT NULL,
    salt    BYTEA NOT NULL,
    content BYTEA NOT NULL,
    PRIMARY KEY (entry, name)
);

-- The tree's right edge and the last signed checkpoint: one row, locked by whoever appends.
CREATE TABLE head (
    id         BIGINT PRIMARY KEY CHECK (id = 1),
    size       BIGINT NOT NULL,
    frontier   BYTEA NOT NULL,
    checkpoint TEXT NOT NULL
) WITH (fillfactor = 10);
INSERT INTO head (id, size, frontier, checkpoint) VALUES (1, 0, '\x0000000000000000', '');

-- One row for each command that came with an idempotency key: 16 bytes that stand for actor and key, and for the command.
CREATE TABLE submission (
    key     BYTEA PRIMARY KEY,
    command BYTEA NOT NULL,
    entry   BIGINT NOT NULL
);

-- Full tiles, derived from entries after they are committed, and the edge of the tree of level-0 tiles.
CREATE TABLE tile (
    level BIGINT NOT NULL,
    idx   BIGINT NOT NULL,
    root  BYTEA NOT NULL,
    data  BYTEA NOT NULL,
    PRIMARY KEY (level, idx)
);
CREATE TABLE tile_head (
    id       BIGINT PRIMARY KEY CHECK (id = 1),
    frontier BYTEA NOT NULL
);
INSERT INTO tile_head (id, frontier) VALUES (1, '\x0000000000000000');
