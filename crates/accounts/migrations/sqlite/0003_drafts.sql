-- Forms that were sent when nobody was signed in any more: readable with the sender's cookie alone, of which a hash is kept.

CREATE TABLE draft (
    token BLOB NOT NULL PRIMARY KEY,
    account BLOB REFERENCES account (id) ON DELETE CASCADE,
    sealed BLOB NOT NULL,
    until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX draft_account ON draft (account);
CREATE INDEX draft_until ON draft (until);
