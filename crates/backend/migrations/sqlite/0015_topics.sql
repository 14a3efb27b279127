-- What a connector hears of: everything, or the topics that it names. A path such as
-- `project` hears of `project/alpha` too.
ALTER TABLE connectors ADD COLUMN hears TEXT NOT NULL DEFAULT 'all'
    CHECK (hears IN ('all', 'topics'));
CREATE INDEX connectors_hearing_all ON connectors (notification_type) WHERE hears = 'all';
CREATE TABLE connector_topics (
    topic        TEXT NOT NULL,
    connector_id TEXT NOT NULL REFERENCES connectors (id) ON DELETE CASCADE,
    PRIMARY KEY (topic, connector_id)
) WITHOUT ROWID;
CREATE INDEX connector_topics_connector ON connector_topics (connector_id);

-- The paths that hear of an event: its topics and everything above them.
CREATE TABLE event_topics (
    topic    TEXT NOT NULL,
    event_id TEXT NOT NULL REFERENCES events (id) ON DELETE CASCADE,
    PRIMARY KEY (topic, event_id)
) WITHOUT ROWID;
CREATE INDEX event_topics_event ON event_topics (event_id);

-- The only topics of which a sender may report, as JSON; null: any.
ALTER TABLE grants ADD COLUMN topics TEXT;
