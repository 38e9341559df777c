-- Passkeys: public keys of which the private half never leaves a person's device.

CREATE TABLE passkey (
    credential BLOB NOT NULL PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    account BLOB NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    device TEXT NOT NULL,
    made INTEGER NOT NULL,
    used INTEGER NOT NULL,
    state TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX passkey_account ON passkey (account);

-- What was asked of a device and is not answered yet. Another node may be given the answer.
CREATE TABLE ceremony (
    token BLOB NOT NULL PRIMARY KEY,
    purpose TEXT NOT NULL,
    account BLOB REFERENCES account (id) ON DELETE CASCADE,
    state TEXT NOT NULL,
    until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX ceremony_account ON ceremony (account);
CREATE INDEX ceremony_until ON ceremony (until);

-- Since when somebody who lost their passkeys waits to add others.
ALTER TABLE account ADD COLUMN recovers INTEGER;

-- What the accounts themselves keep to themselves.
CREATE TABLE secret (
    name TEXT NOT NULL PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;
