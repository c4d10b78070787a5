-- +goose Up
-- How many patients were looked up in an hour (since 1970), by a user and at a
-- clinic: who is the HSA-id in upper case, or the clinic's number.
CREATE TABLE look_up (
    at_hour BIGINT NOT NULL,
    kind    TEXT NOT NULL,
    who     TEXT NOT NULL,
    times   BIGINT NOT NULL,
    PRIMARY KEY (at_hour, kind, who)
);
-- What the region should look into.
CREATE TABLE alarm (
    alarm_no  BIGINT PRIMARY KEY,
    at        BIGINT NOT NULL,
    kind      TEXT NOT NULL,
    clinic_id TEXT NOT NULL,
    hsa_id    TEXT NOT NULL,
    times     BIGINT NOT NULL
);
INSERT INTO counter (name, next_value) VALUES ('alarm', 1);
