-- +goose Up
-- What the region tells its clinics (E8): clinic_id is '' for all of them, valid_from
-- '' for at once, valid_to '' until it is ended.
CREATE TABLE message (
    message_no BIGINT PRIMARY KEY,
    sent       BIGINT NOT NULL,
    clinic_id  TEXT NOT NULL,
    body       TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to   TEXT NOT NULL,
    incident   INTEGER NOT NULL
);
INSERT INTO counter (name, next_value) VALUES ('message', 1);
