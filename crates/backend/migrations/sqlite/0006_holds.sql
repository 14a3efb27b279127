-- Until when the channel asked to be left alone (Retry-After): what waits for that
-- is not due. `not_before` has the pace in it as well, which holds nothing up for long.
ALTER TABLE webhooks ADD COLUMN held_until BIGINT NOT NULL DEFAULT 0;
