-- Whose a connector is: the tenant, and the ids of who made it and who saved it last,
-- each sealed for its own row. Null: it is from before anybody had to sign in; the
-- first save by a person who did makes it theirs.
ALTER TABLE connectors ADD COLUMN tenant TEXT;
ALTER TABLE connectors ADD COLUMN maker_sealed BLOB;
ALTER TABLE connectors ADD COLUMN changer_sealed BLOB;
CREATE INDEX connectors_tenant ON connectors (tenant) WHERE tenant IS NOT NULL;
