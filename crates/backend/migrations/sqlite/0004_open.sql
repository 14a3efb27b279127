-- A delivery without an end (`finished_at` is null) waits or is in flight. The
-- indexes go by that instead of the state: a claim changes the state of up to a
-- thousand deliveries, and touches no index of them any more.
UPDATE deliveries SET finished_at = created_at
    WHERE finished_at IS NULL AND state NOT IN ('queued', 'leased');
UPDATE deliveries SET finished_at = NULL
    WHERE finished_at IS NOT NULL AND state IN ('queued', 'leased');
DROP INDEX deliveries_due;
DROP INDEX deliveries_waiting;
CREATE INDEX deliveries_due ON deliveries (webhook_id, finished_at, due_at);
CREATE INDEX deliveries_waiting ON deliveries (due_at) WHERE finished_at IS NULL;
