-- Who people are at the providers by which they sign in (OpenID Connect): an issuer, and its name for them.
CREATE TABLE identity (
    issuer TEXT COLLATE "C" NOT NULL,
    subject TEXT COLLATE "C" NOT NULL,
    id BYTEA NOT NULL UNIQUE,
    account BYTEA NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    made BIGINT NOT NULL,
    used BIGINT NOT NULL,
    PRIMARY KEY (issuer, subject)
);
CREATE INDEX identity_account ON identity (account);

-- The planner's samples would keep what is erased.
ALTER TABLE identity ALTER COLUMN subject SET STATISTICS 0;
