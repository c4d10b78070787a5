-- +goose Up
-- What was done with a verb of tandserver; rows are only ever added. digest is the
-- SHA-256 of the file that was read or written, '' for none.
CREATE TABLE desk_act (
    act_no    BIGINT PRIMARY KEY,
    at        BIGINT NOT NULL,
    by_id     TEXT NOT NULL,
    by_from   TEXT NOT NULL,
    verb      TEXT NOT NULL,
    about     TEXT NOT NULL,
    row_count BIGINT NOT NULL,
    digest    TEXT NOT NULL,
    reason    TEXT NOT NULL
);
INSERT INTO counter (name, next_value) VALUES ('desk_act', 1);
-- The computer from which a patient was looked at, and what the log is read by.
ALTER TABLE access_log ADD COLUMN by_from TEXT NOT NULL DEFAULT '';
CREATE INDEX access_log_at ON access_log (at, access_id);
CREATE INDEX access_log_user ON access_log (hsa_id, at);
CREATE INDEX access_log_clinic ON access_log (clinic_id, at);
