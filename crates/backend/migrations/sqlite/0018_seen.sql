-- When somebody last saw a test card of this connector in the channel, and who: the only
-- proof of what a Workflow does with a card. Another webhook has none. The person's id and
-- name are sealed for the row, and null where nobody signs in.
ALTER TABLE connectors ADD COLUMN seen_at BIGINT;
ALTER TABLE connectors ADD COLUMN seer_sealed BLOB;
