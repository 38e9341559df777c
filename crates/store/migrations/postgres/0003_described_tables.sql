-- Read tables are made from their descriptions in the program from here on, and remade when these change.
DROP TABLE proposal_search;
DROP TABLE proposal_count;
DROP TABLE proposal_audience;
DROP TABLE proposal;
DROP TABLE ballot;
DROP TABLE vote;
DROP TABLE thing;
DROP TABLE content;

-- What the read tables were made from; empty where there are none.
CREATE TABLE read_tables (
    id          BIGINT PRIMARY KEY CHECK (id = 1),
    description TEXT NOT NULL
);
INSERT INTO read_tables (id, description) VALUES (1, '');

-- Entries of which a content was erased while traces of it may still stand in the database's files.
CREATE TABLE trace (
    entry BIGINT PRIMARY KEY
);

-- A command is known by a hash that the salts of its bodies go into: when they are erased, nothing can be guessed from
-- it. The program fills the new table from the old one, and drops that.
ALTER INDEX submission_pkey RENAME TO submission_unsalted_pkey;
ALTER TABLE submission RENAME TO submission_unsalted;
CREATE TABLE submission (
    key     BYTEA PRIMARY KEY,
    command BYTEA NOT NULL,
    entry   BIGINT NOT NULL
);

-- The planner's samples would outlast what is erased.
ALTER TABLE body ALTER COLUMN content SET STATISTICS 0;
ALTER TABLE body ALTER COLUMN salt SET STATISTICS 0;
