-- What officials of a programme note for each other about a voice or a proposal. None of it is on the record.
CREATE TABLE note (
    place TEXT NOT NULL,
    id TEXT NOT NULL,
    account BLOB NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    words TEXT NOT NULL,
    made INTEGER NOT NULL,
    PRIMARY KEY (place, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX note_account ON note (account);
