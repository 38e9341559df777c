-- Who people are at the providers by which they sign in (OpenID Connect): an issuer, and its name for them.
CREATE TABLE identity (
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    id BLOB NOT NULL UNIQUE,
    account BLOB NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    made INTEGER NOT NULL,
    used INTEGER NOT NULL,
    PRIMARY KEY (issuer, subject)
) STRICT, WITHOUT ROWID;
CREATE INDEX identity_account ON identity (account);
