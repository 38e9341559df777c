-- Forms that were sent when nobody was signed in any more: readable with the sender's cookie alone, of which a hash is kept.

CREATE TABLE draft (
    token BYTEA NOT NULL PRIMARY KEY,
    account BYTEA REFERENCES account (id) ON DELETE CASCADE,
    sealed BYTEA NOT NULL,
    until BIGINT NOT NULL
);
CREATE INDEX draft_account ON draft (account);
CREATE INDEX draft_until ON draft (until);

-- The planner's samples would keep what is erased.
ALTER TABLE draft ALTER COLUMN sealed SET STATISTICS 0;
