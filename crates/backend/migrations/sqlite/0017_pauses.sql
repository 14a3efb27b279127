-- While an operator has paused the sending of cards there is one row: since when.
CREATE TABLE pauses (since BIGINT NOT NULL);

-- What attempts came to is counted by the hour: the index alone tells.
DROP INDEX attempts_at;
CREATE INDEX attempts_at ON attempts (at, outcome);
