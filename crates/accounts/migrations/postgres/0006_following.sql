-- What people follow. Nothing is told of what is older than `since`, the size of the record then.
CREATE TABLE follow (
    account BYTEA NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    subject TEXT COLLATE "C" NOT NULL,
    since BIGINT NOT NULL,
    made BIGINT NOT NULL,
    PRIMARY KEY (account, subject)
);

-- How often somebody is told of it, how far of the record they were, and when they are next. Without a rhythm they are not.
ALTER TABLE account ADD COLUMN rhythm TEXT COLLATE "C";
ALTER TABLE account ADD COLUMN told BIGINT;
ALTER TABLE account ADD COLUMN due BIGINT;
CREATE INDEX account_due ON account (due);

-- How far the record was looked through for what is told at once.
CREATE TABLE watched (
    name TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    size BIGINT NOT NULL
);

-- Which entries a mail that waits quotes: it goes with their words.
CREATE TABLE quote (
    mail BYTEA NOT NULL REFERENCES mail (id) ON DELETE CASCADE,
    entry BIGINT NOT NULL,
    PRIMARY KEY (mail, entry)
);
CREATE INDEX quote_entry ON quote (entry);

-- Where whoever gets the mail says that they want no more of the kind, and from where on it tells of the record.
ALTER TABLE mail ADD COLUMN unsubscribe TEXT COLLATE "C";
ALTER TABLE mail ADD COLUMN tells_from BIGINT;

-- The planner's samples would keep what is erased.
ALTER TABLE follow ALTER COLUMN subject SET STATISTICS 0;
ALTER TABLE mail ALTER COLUMN unsubscribe SET STATISTICS 0;
