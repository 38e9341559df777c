-- How often whoever holds a role is told of the work that is due for them, and when they are next. Without a rhythm they are not.
ALTER TABLE account ADD COLUMN work_rhythm TEXT;
ALTER TABLE account ADD COLUMN work_due INTEGER;
CREATE INDEX account_work_due ON account (work_due);
