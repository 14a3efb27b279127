-- Buttons of cards that somebody pressed, each once: what the system that owns the task is
-- told (`body`), and what it answered. A row outlives its event and its connector, so that
-- nothing that was pressed is lost. `ask` says which page it was pressed on.
CREATE TABLE presses (
    id          TEXT   NOT NULL PRIMARY KEY,
    delivery_id TEXT   NOT NULL,
    action      TEXT   NOT NULL,
    ask         TEXT   NOT NULL,
    body        TEXT   NOT NULL,
    pressed_at  BIGINT NOT NULL,
    due_at      BIGINT NOT NULL,
    attempts    BIGINT NOT NULL DEFAULT 0,
    outcome     TEXT CHECK (outcome IN ('done', 'refused', 'dead')),
    sentence    TEXT,
    finished_at BIGINT,
    UNIQUE (delivery_id, action)
);
CREATE INDEX presses_due ON presses (due_at) WHERE finished_at IS NULL;
CREATE INDEX presses_pressed ON presses (pressed_at);
