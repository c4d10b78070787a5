-- +goose Up
-- The portable subset of SQLite and PostgreSQL: TEXT, BIGINT, INTEGER; moments
-- are UTC milliseconds, dates ISO text, '' means none or open-ended.
CREATE TABLE meta (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
CREATE TABLE counter (
    name       TEXT PRIMARY KEY,
    next_value BIGINT NOT NULL
);
INSERT INTO counter (name, next_value) VALUES ('our_ref', 600001), ('bill_no', 1000001);

CREATE TABLE provider (
    provider_id TEXT PRIMARY KEY,
    name        TEXT NOT NULL,
    org_number  TEXT NOT NULL
);
CREATE TABLE clinic (
    clinic_id   TEXT PRIMARY KEY,
    name        TEXT NOT NULL,
    provider_id TEXT NOT NULL REFERENCES provider (provider_id),
    specialists INTEGER NOT NULL
);
-- One row per clinic, counted up in the transaction of the change itself: a
-- number taken from a sequence may commit after a higher one and be skipped.
CREATE TABLE feed (
    clinic_id TEXT PRIMARY KEY REFERENCES clinic (clinic_id),
    head      BIGINT NOT NULL
);
-- hsa_id is in upper case: HSA-ids compare without case.
CREATE TABLE clinic_user (
    hsa_id     TEXT PRIMARY KEY,
    hsa_id_was TEXT NOT NULL,
    name       TEXT NOT NULL
);
CREATE TABLE membership (
    hsa_id     TEXT NOT NULL REFERENCES clinic_user (hsa_id),
    clinic_id  TEXT NOT NULL REFERENCES clinic (clinic_id),
    role       TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to   TEXT NOT NULL,
    PRIMARY KEY (hsa_id, clinic_id)
);

CREATE TABLE person (
    person_id TEXT PRIMARY KEY,
    protected INTEGER NOT NULL
);
CREATE TABLE entitlement (
    entitlement_no TEXT PRIMARY KEY,
    person_id      TEXT NOT NULL REFERENCES person (person_id),
    support        TEXT NOT NULL,
    category       TEXT NOT NULL,
    valid_from     TEXT NOT NULL,
    valid_to       TEXT NOT NULL
);
CREATE INDEX entitlement_person ON entitlement (person_id);
CREATE TABLE approval (
    approval_no TEXT PRIMARY KEY,
    person_id   TEXT NOT NULL REFERENCES person (person_id),
    support     TEXT NOT NULL,
    valid_from  TEXT NOT NULL,
    valid_to    TEXT NOT NULL,
    procedures  TEXT NOT NULL,
    amount      BIGINT NOT NULL
);
CREATE INDEX approval_person ON approval (person_id);

CREATE TABLE invoice (
    our_ref    BIGINT PRIMARY KEY,
    clinic_id  TEXT NOT NULL REFERENCES clinic (clinic_id),
    version    BIGINT NOT NULL,
    invoice_no TEXT NOT NULL,
    received   BIGINT NOT NULL,
    status     TEXT NOT NULL,
    status_on  TEXT NOT NULL,
    credit_of  BIGINT NOT NULL,
    reason     TEXT NOT NULL
);
CREATE INDEX invoice_clinic ON invoice (clinic_id, our_ref);
CREATE INDEX invoice_status ON invoice (status, our_ref);
CREATE TABLE bill (
    bill_no     BIGINT PRIMARY KEY,
    our_ref     BIGINT NOT NULL REFERENCES invoice (our_ref),
    clinic_id   TEXT NOT NULL REFERENCES clinic (clinic_id),
    person_id   TEXT NOT NULL,
    approval_no TEXT NOT NULL,
    state       TEXT NOT NULL,
    body        TEXT NOT NULL
);
CREATE INDEX bill_invoice ON bill (our_ref, bill_no);
CREATE INDEX bill_person ON bill (person_id);
-- A reference is used for ever, also by a bill that was deleted or credited.
CREATE TABLE bill_reference (
    provider_id TEXT NOT NULL REFERENCES provider (provider_id),
    ref_norm    TEXT NOT NULL,
    bill_no     BIGINT NOT NULL,
    PRIMARY KEY (provider_id, ref_norm)
);
CREATE TABLE submission (
    clinic_id     TEXT NOT NULL REFERENCES clinic (clinic_id),
    submission_id TEXT NOT NULL,
    digest        TEXT NOT NULL,
    our_ref       BIGINT NOT NULL REFERENCES invoice (our_ref),
    hsa_id        TEXT NOT NULL,
    received      BIGINT NOT NULL,
    receipt       TEXT NOT NULL,
    PRIMARY KEY (clinic_id, submission_id)
);
CREATE TABLE change (
    clinic_id TEXT NOT NULL REFERENCES clinic (clinic_id),
    seq       BIGINT NOT NULL,
    our_ref   BIGINT NOT NULL REFERENCES invoice (our_ref),
    PRIMARY KEY (clinic_id, seq)
);
CREATE TABLE access_log (
    access_id TEXT PRIMARY KEY,
    at        BIGINT NOT NULL,
    hsa_id    TEXT NOT NULL,
    clinic_id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    purpose   TEXT NOT NULL,
    action    TEXT NOT NULL
);
CREATE INDEX access_log_person ON access_log (person_id, at);
