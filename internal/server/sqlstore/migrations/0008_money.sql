-- +goose Up
-- The region's books: amount moves from the account credit to the account debit.
-- Rows are only ever added.
CREATE TABLE entry (
    entry_no  BIGINT PRIMARY KEY,
    at        BIGINT NOT NULL,
    clinic_id TEXT NOT NULL REFERENCES clinic (clinic_id),
    debit     TEXT NOT NULL,
    credit    TEXT NOT NULL,
    amount    BIGINT NOT NULL,
    our_ref   BIGINT NOT NULL,
    payout_no BIGINT NOT NULL,
    claim_no  BIGINT NOT NULL
);
CREATE INDEX entry_carry ON entry (clinic_id) WHERE debit = 'carry' OR credit = 'carry';
INSERT INTO counter (name, next_value) VALUES ('entry', 1), ('pay_run', 1), ('claim', 1);
-- What is there from before is entered when the database is opened.
INSERT INTO meta (name, value) SELECT 'books', 'new' WHERE NOT EXISTS (SELECT 1 FROM invoice);

-- A pay run whole; body is JSON.
CREATE TABLE pay_run (
    run_no BIGINT PRIMARY KEY,
    body   TEXT NOT NULL
);
-- Payouts of before were paid at once. payee and parts are JSON: what the bank is told.
ALTER TABLE payout ADD COLUMN run_no BIGINT NOT NULL DEFAULT 0;
ALTER TABLE payout ADD COLUMN state TEXT NOT NULL DEFAULT '';
ALTER TABLE payout ADD COLUMN carried_in BIGINT NOT NULL DEFAULT 0;
ALTER TABLE payout ADD COLUMN carried_out BIGINT NOT NULL DEFAULT 0;
ALTER TABLE payout ADD COLUMN reason TEXT NOT NULL DEFAULT '';
ALTER TABLE payout ADD COLUMN payee TEXT NOT NULL DEFAULT '';
ALTER TABLE payout ADD COLUMN parts TEXT NOT NULL DEFAULT '';
CREATE INDEX payout_run ON payout (run_no);

-- What clinics owe after a credit; body is JSON.
CREATE TABLE claim (
    claim_no  BIGINT PRIMARY KEY,
    clinic_id TEXT NOT NULL REFERENCES clinic (clinic_id),
    body      TEXT NOT NULL
);
ALTER TABLE invoice ADD COLUMN claim_no BIGINT NOT NULL DEFAULT 0;
-- Money that came for claims, by the bank's reference: a file that is read again, or
-- another file about the same money, changes nothing.
CREATE TABLE receipt (
    bank_ref TEXT PRIMARY KEY,
    claim_no BIGINT NOT NULL REFERENCES claim (claim_no),
    amount   BIGINT NOT NULL,
    at       BIGINT NOT NULL
);

-- Where a clinic's payouts go; '' where it is not known.
ALTER TABLE clinic ADD COLUMN payee_kind TEXT NOT NULL DEFAULT '';
ALTER TABLE clinic ADD COLUMN payee_digits TEXT NOT NULL DEFAULT '';
ALTER TABLE clinic ADD COLUMN payee_name TEXT NOT NULL DEFAULT '';
ALTER TABLE clinic ADD COLUMN payee_town TEXT NOT NULL DEFAULT '';
ALTER TABLE clinic ADD COLUMN payee_country TEXT NOT NULL DEFAULT '';
