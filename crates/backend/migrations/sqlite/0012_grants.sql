-- Keys that an operator handed out by name: to report events, or to make connectors.
-- Only the SHA-256 of each is kept; with a tenant it is good for that tenant alone.
CREATE TABLE grants (
    id      TEXT   NOT NULL PRIMARY KEY,
    purpose TEXT   NOT NULL CHECK (purpose IN ('report', 'enrol')),
    name    TEXT   NOT NULL,
    tenant  TEXT,
    hash    TEXT   NOT NULL UNIQUE,
    made_at BIGINT NOT NULL,
    UNIQUE (purpose, name)
);

-- Whose event it is; null: everybody's.
ALTER TABLE events ADD COLUMN tenant TEXT;
