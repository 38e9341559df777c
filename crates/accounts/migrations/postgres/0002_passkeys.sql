-- Passkeys: public keys of which the private half never leaves a person's device.

CREATE TABLE passkey (
    credential BYTEA NOT NULL PRIMARY KEY,
    id BYTEA NOT NULL UNIQUE,
    account BYTEA NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    device TEXT COLLATE "C" NOT NULL,
    made BIGINT NOT NULL,
    used BIGINT NOT NULL,
    state TEXT COLLATE "C" NOT NULL
);
CREATE INDEX passkey_account ON passkey (account);

-- What was asked of a device and is not answered yet. Another node may be given the answer.
CREATE TABLE ceremony (
    token BYTEA NOT NULL PRIMARY KEY,
    purpose TEXT COLLATE "C" NOT NULL,
    account BYTEA REFERENCES account (id) ON DELETE CASCADE,
    state TEXT COLLATE "C" NOT NULL,
    until BIGINT NOT NULL
);
CREATE INDEX ceremony_account ON ceremony (account);
CREATE INDEX ceremony_until ON ceremony (until);

-- Since when somebody who lost their passkeys waits to add others.
ALTER TABLE account ADD COLUMN recovers BIGINT;

-- What the accounts themselves keep to themselves.
CREATE TABLE secret (
    name TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    value BYTEA NOT NULL
);

-- The planner's samples would keep what is erased.
ALTER TABLE passkey ALTER COLUMN credential SET STATISTICS 0;
ALTER TABLE passkey ALTER COLUMN device SET STATISTICS 0;
ALTER TABLE passkey ALTER COLUMN state SET STATISTICS 0;
ALTER TABLE ceremony ALTER COLUMN state SET STATISTICS 0;
