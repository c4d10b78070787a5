-- +goose Up
-- How many transactions have written: the witness file beside the database knows
-- the number too, so that an older copy that is put back is recognised.
INSERT INTO counter (name, next_value) VALUES ('commit', 0);
