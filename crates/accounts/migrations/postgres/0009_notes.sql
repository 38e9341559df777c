-- What officials of a programme note for each other about a voice or a proposal. None of it is on the record.
CREATE TABLE note (
    place TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    account BYTEA NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    words TEXT COLLATE "C" NOT NULL,
    made BIGINT NOT NULL,
    PRIMARY KEY (place, id)
);
CREATE INDEX note_account ON note (account);

-- The planner's samples would keep what is erased.
ALTER TABLE note ALTER COLUMN words SET STATISTICS 0;
