-- Where the newest transactions began, oldest first, parted by commas: so that it can be told by how many of them a memory outside
-- the database is behind, whatever their entries say of the time.
ALTER TABLE head ADD COLUMN began TEXT NOT NULL DEFAULT '';
