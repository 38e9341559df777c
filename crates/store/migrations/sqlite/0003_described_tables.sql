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
    id          INTEGER PRIMARY KEY CHECK (id = 1),
    description TEXT NOT NULL
) STRICT;
INSERT INTO read_tables (id, description) VALUES (1, '');

-- Entries of which a content was erased while traces of it may still stand in the database's files.
CREATE TABLE trace (
    entry INTEGER PRIMARY KEY
) STRICT;

-- A command is known by a hash that the salts of its bodies go into: when they are erased, nothing can be guessed from
-- it. The program fills the new table from the old one, and drops that.
ALTER TABLE submission RENAME TO submission_unsalted;
CREATE TABLE submission (
    key     BLOB PRIMARY KEY,
    command BLOB NOT NULL,
    entry   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
