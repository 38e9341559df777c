-- What the record is: entries, their bodies, the head of the tree. Nothing here follows from anything else.

CREATE TABLE entry (
    idx   INTEGER PRIMARY KEY,
    space TEXT NOT NULL,
    bytes BLOB NOT NULL
) STRICT;
CREATE INDEX entry_by_space ON entry (space, idx) WHERE space <> '';

CREATE TRIGGER entry_never_changes BEFORE UPDATE ON entry
BEGIN
    SELECT RAISE(ABORT, 'an entry of the record never changes; correct it with a new entry');
END;
CREATE TRIGGER entry_is_never_deleted BEFORE DELETE ON entry
BEGIN
    SELECT RAISE(ABORT, 'an entry of the record is never deleted; erase its body instead');
END;

-- A body and its salt; deleted when it is erased.
CREATE TABLE body (
    entry   INTEGER NOT NULL,
    name    TEXT NOT NULL,
    salt    BLOB NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (entry, name)
) STRICT, WITHOUT ROWID;

-- The tree's right edge and the last signed checkpoint: one row, locked by whoever appends.
CREATE TABLE head (
    id         INTEGER PRIMARY KEY CHECK (id = 1),
    size       INTEGER NOT NULL,
    frontier   BLOB NOT NULL,
    checkpoint TEXT NOT NULL
) STRICT;
INSERT INTO head (id, size, frontier, checkpoint) VALUES (1, 0, x'0000000000000000', '');

-- One row for each command that came with an idempotency key: 16 bytes that stand for actor and key, and for the command.
CREATE TABLE submission (
    key     BLOB PRIMARY KEY,
    command BLOB NOT NULL,
    entry   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Full tiles, derived from entries after they are committed, and the edge of the tree of level-0 tiles.
CREATE TABLE tile (
    level INTEGER NOT NULL,
    idx   INTEGER NOT NULL,
    root  BLOB NOT NULL,
    data  BLOB NOT NULL,
    PRIMARY KEY (level, idx)
) STRICT;
CREATE TABLE tile_head (
    id       INTEGER PRIMARY KEY CHECK (id = 1),
    frontier BLOB NOT NULL
) STRICT;
INSERT INTO tile_head (id, frontier) VALUES (1, x'0000000000000000');
