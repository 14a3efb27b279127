-- The topics that a configuration may choose: those that events named, and those that an
-- operator declared, with titles by language. `tenant` is '' for everybody's.
CREATE TABLE topics (
    tenant      TEXT   NOT NULL,
    topic       TEXT   NOT NULL,
    seen_at     BIGINT,
    declared_at BIGINT,
    titles      TEXT, -- JSON
    PRIMARY KEY (tenant, topic)
) WITHOUT ROWID;
