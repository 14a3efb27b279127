-- A confirmation card is an event for one connector: it tells of no task, and
-- `kind` and `task` mean nothing in its row. Which connector, by id.
ALTER TABLE events ADD COLUMN configured_for TEXT;
CREATE INDEX events_configured ON events (configured_for) WHERE configured_for IS NOT NULL;

-- Which open page saved last: it may save over its own record.
ALTER TABLE connectors ADD COLUMN editor TEXT;
