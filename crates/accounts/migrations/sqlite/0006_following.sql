-- What people follow. Nothing is told of what is older than `since`, the size of the record then.
CREATE TABLE follow (
    account BLOB NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    subject TEXT NOT NULL,
    since INTEGER NOT NULL,
    made INTEGER NOT NULL,
    PRIMARY KEY (account, subject)
) STRICT, WITHOUT ROWID;

-- How often somebody is told of it, how far of the record they were, and when they are next. Without a rhythm they are not.
ALTER TABLE account ADD COLUMN rhythm TEXT;
ALTER TABLE account ADD COLUMN told INTEGER;
ALTER TABLE account ADD COLUMN due INTEGER;
CREATE INDEX account_due ON account (due);

-- How far the record was looked through for what is told at once.
CREATE TABLE watched (
    name TEXT NOT NULL PRIMARY KEY,
    size INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Which entries a mail that waits quotes: it goes with their words.
CREATE TABLE quote (
    mail BLOB NOT NULL REFERENCES mail (id) ON DELETE CASCADE,
    entry INTEGER NOT NULL,
    PRIMARY KEY (mail, entry)
) STRICT, WITHOUT ROWID;
CREATE INDEX quote_entry ON quote (entry);

-- Where whoever gets the mail says that they want no more of the kind, and from where on it tells of the record.
ALTER TABLE mail ADD COLUMN unsubscribe TEXT;
ALTER TABLE mail ADD COLUMN tells_from INTEGER;
