-- Who made a connector in the last day, for the quota of one caller. By a keyed
-- fingerprint of the caller's address; removing what was made takes nothing back.
CREATE TABLE makers (
    mark TEXT   NOT NULL,
    at   BIGINT NOT NULL
);
CREATE INDEX makers_mark ON makers (mark, at);
