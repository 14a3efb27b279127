-- Why the last post to this webhook failed, by code, and since when it is switched
-- off: a form says both in its reader's words.
ALTER TABLE webhooks ADD COLUMN outcome TEXT;
ALTER TABLE webhooks ADD COLUMN disabled_at BIGINT;
UPDATE webhooks SET disabled_at = COALESCE(failed_at, failing_since) WHERE state = 'disabled';
UPDATE webhooks SET outcome =
    (SELECT a.outcome FROM attempts a JOIN deliveries d ON d.id = a.delivery_id
     WHERE d.webhook_id = webhooks.id ORDER BY a.at DESC LIMIT 1)
    WHERE reason IS NOT NULL;
