-- +goose Up
-- A user has an id of its own and is known by one or several identities. value is
-- in upper case: identities compare without case; shown is as it was given.
CREATE TABLE account (
    user_id BIGINT PRIMARY KEY,
    name    TEXT NOT NULL
);
CREATE TABLE identity (
    kind    TEXT NOT NULL,
    value   TEXT NOT NULL,
    shown   TEXT NOT NULL,
    user_id BIGINT NOT NULL REFERENCES account (user_id),
    PRIMARY KEY (kind, value)
);
CREATE INDEX identity_user ON identity (user_id);
CREATE TABLE membership_new (
    user_id    BIGINT NOT NULL REFERENCES account (user_id),
    clinic_id  TEXT NOT NULL REFERENCES clinic (clinic_id),
    role       TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to   TEXT NOT NULL,
    PRIMARY KEY (user_id, clinic_id)
);
INSERT INTO account (user_id, name)
    SELECT ROW_NUMBER() OVER (ORDER BY hsa_id), name FROM clinic_user;
INSERT INTO identity (kind, value, shown, user_id)
    SELECT 'hsaid', hsa_id, hsa_id_was, ROW_NUMBER() OVER (ORDER BY hsa_id) FROM clinic_user;
INSERT INTO membership_new (user_id, clinic_id, role, valid_from, valid_to)
    SELECT i.user_id, m.clinic_id, m.role, m.valid_from, m.valid_to
    FROM membership m JOIN identity i ON i.kind = 'hsaid' AND i.value = m.hsa_id;
DROP TABLE membership;
DROP TABLE clinic_user;
ALTER TABLE membership_new RENAME TO membership;
INSERT INTO counter (name, next_value) SELECT 'user', COUNT(*) + 1 FROM account;
INSERT INTO counter (name, next_value) VALUES ('payout', 1);

-- Whatever a clinic asks for, with the answer that it got: a submission is one
-- kind of command. user_id is 0 where the user is not known any more.
CREATE TABLE command (
    clinic_id  TEXT NOT NULL REFERENCES clinic (clinic_id),
    command_id TEXT NOT NULL,
    kind       TEXT NOT NULL,
    digest     TEXT NOT NULL,
    our_ref    BIGINT NOT NULL REFERENCES invoice (our_ref),
    user_id    BIGINT NOT NULL,
    at         BIGINT NOT NULL,
    answer     TEXT NOT NULL,
    PRIMARY KEY (clinic_id, command_id)
);
INSERT INTO command (clinic_id, command_id, kind, digest, our_ref, user_id, at, answer)
    SELECT s.clinic_id, s.submission_id, 'submit', s.digest, s.our_ref, COALESCE(i.user_id, 0), s.received, s.receipt
    FROM submission s LEFT JOIN identity i ON i.kind = 'hsaid' AND i.value = s.hsa_id;
DROP TABLE submission;

-- What was done to an invoice, a row for each version from now on.
CREATE TABLE event (
    clinic_id  TEXT NOT NULL REFERENCES clinic (clinic_id),
    our_ref    BIGINT NOT NULL REFERENCES invoice (our_ref),
    version    BIGINT NOT NULL,
    act        TEXT NOT NULL,
    at         BIGINT NOT NULL,
    by_id      TEXT NOT NULL,
    by_name    TEXT NOT NULL,
    by_role    TEXT NOT NULL,
    via        TEXT NOT NULL,
    by_from    TEXT NOT NULL,
    bills      TEXT NOT NULL,
    reason     TEXT NOT NULL,
    command_id TEXT NOT NULL,
    PRIMARY KEY (our_ref, version)
);

-- The feed tells of more than invoices: ref is what the kind says.
CREATE TABLE change_new (
    clinic_id TEXT NOT NULL REFERENCES clinic (clinic_id),
    seq       BIGINT NOT NULL,
    kind      TEXT NOT NULL,
    ref       BIGINT NOT NULL,
    PRIMARY KEY (clinic_id, seq)
);
INSERT INTO change_new (clinic_id, seq, kind, ref) SELECT clinic_id, seq, 'invoice', our_ref FROM change;
DROP TABLE change;
ALTER TABLE change_new RENAME TO change;

-- What a pay run pays to a clinic; invoices is JSON, Vår referens of each.
CREATE TABLE payout (
    payout_no BIGINT PRIMARY KEY,
    clinic_id TEXT NOT NULL REFERENCES clinic (clinic_id),
    pay_date  TEXT NOT NULL,
    amount    BIGINT NOT NULL,
    invoices  TEXT NOT NULL
);
ALTER TABLE invoice ADD COLUMN payout_no BIGINT NOT NULL DEFAULT 0;

-- reason is why a bill was voided; credited is JSON, the places of its items that
-- were credited, '' for none.
ALTER TABLE bill ADD COLUMN reason TEXT NOT NULL DEFAULT '';
ALTER TABLE bill ADD COLUMN credited TEXT NOT NULL DEFAULT '';
