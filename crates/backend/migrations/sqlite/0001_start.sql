-- Times are milliseconds since 1970-01-01 UTC. Ids are made by the program, so
-- that no table needs a sequence. `*_sealed` opens only in its own row.

-- One row per distinct webhook address: several connectors may share a channel,
-- and then share its pace, its health and its one post in flight.
CREATE TABLE webhooks (
    id              TEXT   NOT NULL PRIMARY KEY,
    mark            TEXT   NOT NULL UNIQUE, -- keyed fingerprint of the address
    url_sealed      BLOB   NOT NULL,
    host            TEXT   NOT NULL,        -- masked, for people
    destination     TEXT   NOT NULL CHECK (destination IN ('connector', 'workflow')),
    state           TEXT   NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'disabled')),
    reason          TEXT,                   -- the last failure, in a sentence
    failing_since   BIGINT,
    gone_since      BIGINT,                 -- first 404 or 410 in a row
    last_success_at BIGINT,
    not_before      BIGINT NOT NULL DEFAULT 0, -- pace, Retry-After
    wake_at         BIGINT,                 -- when to look at it next; null: nothing waits
    lease_owner     TEXT,
    lease_no        BIGINT NOT NULL DEFAULT 0, -- counts the claims; fences late writers
    lease_until     BIGINT
);
CREATE INDEX webhooks_wake ON webhooks (wake_at);

CREATE TABLE connectors (
    id                TEXT   NOT NULL PRIMARY KEY,
    entity_id         TEXT   NOT NULL UNIQUE,
    webhook_id        TEXT   NOT NULL REFERENCES webhooks (id),
    notification_type TEXT   NOT NULL CHECK (notification_type IN ('Create', 'Update', 'All')),
    config_name       TEXT   NOT NULL,
    content_url       TEXT   NOT NULL,
    app_type          TEXT,
    user_sealed       BLOB,
    locale            TEXT,
    version           BIGINT NOT NULL,
    created_at        BIGINT NOT NULL,
    updated_at        BIGINT NOT NULL
);
CREATE INDEX connectors_webhook ON connectors (webhook_id);

CREATE TABLE events (
    id          TEXT   NOT NULL PRIMARY KEY, -- UUIDv7: sorts by time
    kind        TEXT   NOT NULL CHECK (kind IN ('created', 'updated')),
    task        TEXT   NOT NULL,             -- JSON, as reported
    accepted_at BIGINT NOT NULL
);
CREATE INDEX events_accepted ON events (accepted_at);

-- Which answer belongs to which Idempotency-Key.
CREATE TABLE intake_keys (
    key        TEXT   NOT NULL PRIMARY KEY,
    body_hash  TEXT   NOT NULL,
    event_id   TEXT   NOT NULL,
    deliveries BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX intake_keys_created ON intake_keys (created_at);

-- One row per event and connector that wanted it.
CREATE TABLE deliveries (
    id           TEXT   NOT NULL PRIMARY KEY, -- event id, dot, connector id
    event_id     TEXT   NOT NULL REFERENCES events (id) ON DELETE CASCADE,
    connector_id TEXT   NOT NULL REFERENCES connectors (id) ON DELETE CASCADE,
    webhook_id   TEXT   NOT NULL REFERENCES webhooks (id),
    state        TEXT   NOT NULL CHECK (state IN ('queued', 'leased', 'delivered', 'accepted', 'dead', 'skipped')),
    short_form   BIGINT NOT NULL DEFAULT 0,
    attempts     BIGINT NOT NULL DEFAULT 0,
    due_at       BIGINT NOT NULL,
    outcome      TEXT,                        -- the last one's code
    detail       TEXT,                        -- and its sentence
    created_at   BIGINT NOT NULL,
    finished_at  BIGINT
);
CREATE INDEX deliveries_due ON deliveries (webhook_id, state, due_at);
CREATE INDEX deliveries_connector ON deliveries (connector_id, created_at);
CREATE INDEX deliveries_event ON deliveries (event_id);

-- The log of attempts, kept for a month, without task text.
CREATE TABLE attempts (
    delivery_id TEXT   NOT NULL REFERENCES deliveries (id) ON DELETE CASCADE,
    lease_no    BIGINT NOT NULL,
    at          BIGINT NOT NULL,
    outcome     TEXT   NOT NULL,
    status      BIGINT,
    answer      TEXT,
    took_ms     BIGINT NOT NULL,
    PRIMARY KEY (delivery_id, lease_no)
);
CREATE INDEX attempts_at ON attempts (at);

-- Every post to an address in the last day, for Teams' five windows. By mark:
-- removing and adding a connector does not reset the channel's limits.
CREATE TABLE posts (
    mark     TEXT   NOT NULL,
    lease_no BIGINT NOT NULL,
    at       BIGINT NOT NULL
);
CREATE INDEX posts_mark ON posts (mark, at);
