-- +goose Up
-- What Klinikadministration shows and changes; version counts its changes.
ALTER TABLE clinic ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE clinic ADD COLUMN address TEXT NOT NULL DEFAULT '';
ALTER TABLE clinic ADD COLUMN post_no TEXT NOT NULL DEFAULT '';
ALTER TABLE clinic ADD COLUMN town TEXT NOT NULL DEFAULT '';
ALTER TABLE clinic ADD COLUMN phone TEXT NOT NULL DEFAULT '';
ALTER TABLE clinic ADD COLUMN email TEXT NOT NULL DEFAULT '';
ALTER TABLE clinic ADD COLUMN contact_person TEXT NOT NULL DEFAULT '';
ALTER TABLE clinic ADD COLUMN licence_state TEXT NOT NULL DEFAULT '';
ALTER TABLE clinic ADD COLUMN licence_scope TEXT NOT NULL DEFAULT '';
ALTER TABLE clinic ADD COLUMN licence_reference TEXT NOT NULL DEFAULT '';
ALTER TABLE clinic ADD COLUMN licence_from TEXT NOT NULL DEFAULT '';
-- last_login is 0 for never; waiting is what the user's program told last of its
-- outbox for the clinic.
ALTER TABLE account ADD COLUMN first_name TEXT NOT NULL DEFAULT '';
ALTER TABLE account ADD COLUMN last_name TEXT NOT NULL DEFAULT '';
ALTER TABLE account ADD COLUMN last_login BIGINT NOT NULL DEFAULT 0;
ALTER TABLE membership ADD COLUMN email TEXT NOT NULL DEFAULT '';
ALTER TABLE membership ADD COLUMN phone TEXT NOT NULL DEFAULT '';
ALTER TABLE membership ADD COLUMN mobile TEXT NOT NULL DEFAULT '';
ALTER TABLE membership ADD COLUMN waiting BIGINT NOT NULL DEFAULT 0;
CREATE INDEX membership_clinic ON membership (clinic_id);

-- What was done to a clinic itself, a row for each version from now on; fields is JSON.
CREATE TABLE clinic_event (
    clinic_id  TEXT NOT NULL REFERENCES clinic (clinic_id),
    version    BIGINT NOT NULL,
    act        TEXT NOT NULL,
    at         BIGINT NOT NULL,
    by_id      TEXT NOT NULL,
    by_name    TEXT NOT NULL,
    by_role    TEXT NOT NULL,
    via        TEXT NOT NULL,
    by_from    TEXT NOT NULL,
    about      TEXT NOT NULL,
    fields     TEXT NOT NULL,
    command_id TEXT NOT NULL,
    PRIMARY KEY (clinic_id, version)
);
