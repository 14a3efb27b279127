-- The task as the system that owns it has it after a press, where it said so.
ALTER TABLE presses ADD COLUMN task TEXT;
