-- When a post to this webhook failed last: what failed long ago and was not
-- asked since says nothing about today.
ALTER TABLE webhooks ADD COLUMN failed_at BIGINT;
UPDATE webhooks SET failed_at = failing_since;

-- The queue and the dead letters are counted often, and are few among many.
CREATE INDEX deliveries_waiting ON deliveries (due_at) WHERE state IN ('queued', 'leased');
CREATE INDEX deliveries_dead ON deliveries (created_at) WHERE state = 'dead';
