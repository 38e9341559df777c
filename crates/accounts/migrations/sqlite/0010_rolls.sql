-- Who may vote: the leaves of closed rolls, each a salted hash, with the name that its ballots have on the record while the vote is open.
CREATE TABLE roll (
    root TEXT NOT NULL PRIMARY KEY,
    vote TEXT NOT NULL,
    salt BLOB NOT NULL,
    made INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- went: 0 nobody yet, 1 a ballot was cast under the name, 2 nothing more is taken.
CREATE TABLE roll_leaf (
    roll TEXT NOT NULL REFERENCES roll (root) ON DELETE CASCADE,
    leaf BLOB NOT NULL,
    voter TEXT UNIQUE,
    account BLOB REFERENCES account (id) ON DELETE SET NULL,
    went INTEGER NOT NULL,
    PRIMARY KEY (roll, leaf)
) STRICT, WITHOUT ROWID;
CREATE INDEX roll_leaf_account ON roll_leaf (account);

-- Papers as two people key them, until both say the same and all of a place are brought to the record.
CREATE TABLE paper (
    vote TEXT NOT NULL,
    place TEXT NOT NULL,
    number INTEGER NOT NULL,
    first_by BLOB NOT NULL,
    first TEXT NOT NULL,
    second_by BLOB,
    second TEXT,
    PRIMARY KEY (vote, place, number)
) STRICT, WITHOUT ROWID;
