-- How a connector's deliveries ended, by when: counted day by day without looking at a row. It
-- is written once for each, when it ends.
CREATE INDEX deliveries_ended ON deliveries (connector_id, finished_at, state)
    WHERE finished_at IS NOT NULL;
