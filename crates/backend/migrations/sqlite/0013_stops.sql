-- A connector that somebody stopped gets no cards: since when, and who did it. `starts`
-- counts how often it was started again; a page that asked before then stops nothing.
ALTER TABLE connectors ADD COLUMN stopped_at BIGINT;
ALTER TABLE connectors ADD COLUMN stopped_by TEXT CHECK (stopped_by IN ('card', 'operator'));
ALTER TABLE connectors ADD COLUMN starts BIGINT NOT NULL DEFAULT 0;
