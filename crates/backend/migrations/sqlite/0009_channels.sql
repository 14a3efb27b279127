-- Which channel an address leads to: a keyed fingerprint of its host and path, without the
-- query. Addresses of one channel share its pace, and nothing else. What was stored before
-- gets its own at the next start, which can open the addresses; until then it is the mark.
ALTER TABLE webhooks ADD COLUMN channel TEXT NOT NULL DEFAULT '';
UPDATE webhooks SET channel = mark;
CREATE INDEX webhooks_channel ON webhooks (channel);

ALTER TABLE posts ADD COLUMN channel TEXT NOT NULL DEFAULT '';
UPDATE posts SET channel = mark;
DROP INDEX posts_mark;
CREATE INDEX posts_channel ON posts (channel, at);
