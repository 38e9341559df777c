-- What somebody is writing and chose to keep for later. None of it is on the record, and nobody else reads it.
CREATE TABLE saved_form (
    account BLOB NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    place TEXT NOT NULL,
    fields TEXT NOT NULL,
    saved INTEGER NOT NULL,
    until INTEGER NOT NULL,
    PRIMARY KEY (account, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX saved_form_until ON saved_form (until);
