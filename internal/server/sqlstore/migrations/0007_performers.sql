-- +goose Up
-- Behandlare: who gives care at a clinic, as bills name them (B30).
CREATE TABLE performer (
    clinic_id    TEXT NOT NULL REFERENCES clinic (clinic_id),
    performer_no TEXT NOT NULL,
    name         TEXT NOT NULL,
    profession   TEXT NOT NULL,
    specialist   INTEGER NOT NULL,
    valid_from   TEXT NOT NULL,
    valid_to     TEXT NOT NULL,
    PRIMARY KEY (clinic_id, performer_no)
);
