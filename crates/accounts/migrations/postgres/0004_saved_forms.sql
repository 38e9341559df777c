-- What somebody is writing and chose to keep for later. None of it is on the record, and nobody else reads it.
CREATE TABLE saved_form (
    account BYTEA NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    place TEXT COLLATE "C" NOT NULL,
    fields TEXT COLLATE "C" NOT NULL,
    saved BIGINT NOT NULL,
    until BIGINT NOT NULL,
    PRIMARY KEY (account, place)
);
CREATE INDEX saved_form_until ON saved_form (until);

-- The planner's samples would keep what is erased.
ALTER TABLE saved_form ALTER COLUMN fields SET STATISTICS 0;
