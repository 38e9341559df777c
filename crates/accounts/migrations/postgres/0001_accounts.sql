-- Who people are. None of this is on the record, and nothing can make it again.

CREATE TABLE account (
    id BYTEA NOT NULL PRIMARY KEY,
    made BIGINT NOT NULL,
    language TEXT COLLATE "C" NOT NULL,
    password TEXT COLLATE "C"
);

CREATE TABLE contact (
    address TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    account BYTEA NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    verified BIGINT NOT NULL
);
CREATE INDEX contact_account ON contact (account);

CREATE TABLE session (
    token BYTEA NOT NULL PRIMARY KEY,
    id BYTEA NOT NULL UNIQUE,
    account BYTEA NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    made BIGINT NOT NULL,
    seen BIGINT NOT NULL,
    proved BIGINT NOT NULL,
    proved_by TEXT COLLATE "C" NOT NULL,
    device TEXT COLLATE "C" NOT NULL
);
CREATE INDEX session_account ON session (account);
CREATE INDEX session_made ON session (made);

CREATE TABLE link (
    token BYTEA NOT NULL PRIMARY KEY,
    purpose TEXT COLLATE "C" NOT NULL,
    address TEXT COLLATE "C" NOT NULL,
    account BYTEA REFERENCES account (id) ON DELETE CASCADE,
    until BIGINT NOT NULL
);
CREATE INDEX link_address ON link (address);
CREATE INDEX link_account ON link (account);
CREATE INDEX link_until ON link (until);

CREATE TABLE counter (
    what TEXT COLLATE "C" NOT NULL,
    who BYTEA NOT NULL,
    count BIGINT NOT NULL,
    until BIGINT NOT NULL,
    PRIMARY KEY (what, who)
);
CREATE INDEX counter_until ON counter (until);

CREATE TABLE pseudonym (
    account BYTEA NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    scope TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL UNIQUE,
    made BIGINT NOT NULL,
    PRIMARY KEY (account, scope)
);

CREATE TABLE mail (
    id BYTEA NOT NULL PRIMARY KEY,
    account BYTEA REFERENCES account (id) ON DELETE CASCADE,
    recipient TEXT COLLATE "C" NOT NULL,
    subject TEXT COLLATE "C" NOT NULL,
    plain TEXT COLLATE "C" NOT NULL,
    html TEXT COLLATE "C",
    made BIGINT NOT NULL,
    until BIGINT NOT NULL,
    next BIGINT NOT NULL,
    tries BIGINT NOT NULL
);
CREATE INDEX mail_next ON mail (next);
CREATE INDEX mail_recipient ON mail (recipient);
CREATE INDEX mail_account ON mail (account);

-- The planner's samples would keep what is erased.
ALTER TABLE account ALTER COLUMN password SET STATISTICS 0;
ALTER TABLE contact ALTER COLUMN address SET STATISTICS 0;
ALTER TABLE session ALTER COLUMN device SET STATISTICS 0;
ALTER TABLE link ALTER COLUMN address SET STATISTICS 0;
ALTER TABLE pseudonym ALTER COLUMN name SET STATISTICS 0;
ALTER TABLE mail ALTER COLUMN recipient SET STATISTICS 0;
ALTER TABLE mail ALTER COLUMN subject SET STATISTICS 0;
ALTER TABLE mail ALTER COLUMN plain SET STATISTICS 0;
ALTER TABLE mail ALTER COLUMN html SET STATISTICS 0;
