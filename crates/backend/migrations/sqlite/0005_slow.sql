-- How long the last posts to this webhook took; null: there was none. What holds a
-- place long is known by it before it fails.
ALTER TABLE webhooks ADD COLUMN took_ms BIGINT;
UPDATE webhooks SET took_ms = 0 WHERE last_success_at IS NOT NULL;
