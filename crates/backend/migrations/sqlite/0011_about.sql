-- Who did it and what changed, as JSON; null where nobody said.
ALTER TABLE events ADD COLUMN about TEXT;
