-- Who people are. None of this is on the record, and nothing can make it again.

CREATE TABLE account (
    id BLOB NOT NULL PRIMARY KEY,
    made INTEGER NOT NULL,
    language TEXT NOT NULL,
    password TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE contact (
    address TEXT NOT NULL PRIMARY KEY,
    account BLOB NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    verified INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX contact_account ON contact (account);

CREATE TABLE session (
    token BLOB NOT NULL PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    account BLOB NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    made INTEGER NOT NULL,
    seen INTEGER NOT NULL,
    proved INTEGER NOT NULL,
    proved_by TEXT NOT NULL,
    device TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_account ON session (account);
CREATE INDEX session_made ON session (made);

CREATE TABLE link (
    token BLOB NOT NULL PRIMARY KEY,
    purpose TEXT NOT NULL,
    address TEXT NOT NULL,
    account BLOB REFERENCES account (id) ON DELETE CASCADE,
    until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX link_address ON link (address);
CREATE INDEX link_account ON link (account);
CREATE INDEX link_until ON link (until);

CREATE TABLE counter (
    what TEXT NOT NULL,
    who BLOB NOT NULL,
    count INTEGER NOT NULL,
    until INTEGER NOT NULL,
    PRIMARY KEY (what, who)
) STRICT, WITHOUT ROWID;
CREATE INDEX counter_until ON counter (until);

CREATE TABLE pseudonym (
    account BLOB NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    scope TEXT NOT NULL,
    name TEXT NOT NULL UNIQUE,
    made INTEGER NOT NULL,
    PRIMARY KEY (account, scope)
) STRICT, WITHOUT ROWID;

CREATE TABLE mail (
    id BLOB NOT NULL PRIMARY KEY,
    account BLOB REFERENCES account (id) ON DELETE CASCADE,
    recipient TEXT NOT NULL,
    subject TEXT NOT NULL,
    plain TEXT NOT NULL,
    html TEXT,
    made INTEGER NOT NULL,
    until INTEGER NOT NULL,
    next INTEGER NOT NULL,
    tries INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX mail_next ON mail (next);
CREATE INDEX mail_recipient ON mail (recipient);
CREATE INDEX mail_account ON mail (account);
