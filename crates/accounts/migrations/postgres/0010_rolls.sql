-- Who may vote: the leaves of closed rolls, each a salted hash, with the name that its ballots have on the record while the vote is open.
CREATE TABLE roll (
    root TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    vote TEXT COLLATE "C" NOT NULL,
    salt BYTEA NOT NULL,
    made BIGINT NOT NULL
);

-- went: 0 nobody yet, 1 a ballot was cast under the name, 2 nothing more is taken.
CREATE TABLE roll_leaf (
    roll TEXT COLLATE "C" NOT NULL REFERENCES roll (root) ON DELETE CASCADE,
    leaf BYTEA NOT NULL,
    voter TEXT COLLATE "C" UNIQUE,
    account BYTEA REFERENCES account (id) ON DELETE SET NULL,
    went BIGINT NOT NULL,
    PRIMARY KEY (roll, leaf)
);
CREATE INDEX roll_leaf_account ON roll_leaf (account);

-- Papers as two people key them, until both say the same and all of a place are brought to the record.
CREATE TABLE paper (
    vote TEXT COLLATE "C" NOT NULL,
    place TEXT COLLATE "C" NOT NULL,
    number BIGINT NOT NULL,
    first_by BYTEA NOT NULL,
    first TEXT COLLATE "C" NOT NULL,
    second_by BYTEA,
    second TEXT COLLATE "C",
    PRIMARY KEY (vote, place, number)
);

-- The planner's samples would keep what is erased.
ALTER TABLE roll_leaf ALTER COLUMN voter SET STATISTICS 0;
ALTER TABLE paper ALTER COLUMN first SET STATISTICS 0;
ALTER TABLE paper ALTER COLUMN second SET STATISTICS 0;
