-- +goose Up
-- Invoice files that have brought something (C1), and what they brought: a bill or
-- credit by the sender's own id, in lower case, which is its for ever (C7). digest of
-- upload is the file's, of upload_entry that of the bill as it was typed. our_ref is
-- the invoice that the bill is on, or the credit.
CREATE TABLE upload (
    clinic_id   TEXT NOT NULL REFERENCES clinic (clinic_id),
    upload_id   TEXT NOT NULL,
    digest      TEXT NOT NULL,
    PRIMARY KEY (clinic_id, upload_id)
);
CREATE INDEX upload_digest ON upload (digest);
CREATE TABLE upload_entry (
    provider_id TEXT NOT NULL REFERENCES provider (provider_id),
    entry_id    TEXT NOT NULL,
    digest      TEXT NOT NULL,
    clinic_id   TEXT NOT NULL REFERENCES clinic (clinic_id),
    upload_id   TEXT NOT NULL,
    our_ref     BIGINT NOT NULL REFERENCES invoice (our_ref),
    amount      BIGINT NOT NULL,
    PRIMARY KEY (provider_id, entry_id)
);
CREATE INDEX upload_entry_upload ON upload_entry (clinic_id, upload_id, our_ref);

-- A command may be about no invoice, or about several: our_ref is then 0.
CREATE TABLE command_new (
    clinic_id  TEXT NOT NULL REFERENCES clinic (clinic_id),
    command_id TEXT NOT NULL,
    kind       TEXT NOT NULL,
    digest     TEXT NOT NULL,
    our_ref    BIGINT NOT NULL,
    user_id    BIGINT NOT NULL,
    at         BIGINT NOT NULL,
    answer     TEXT NOT NULL,
    PRIMARY KEY (clinic_id, command_id)
);
INSERT INTO command_new (clinic_id, command_id, kind, digest, our_ref, user_id, at, answer)
    SELECT clinic_id, command_id, kind, digest, our_ref, user_id, at, answer FROM command;
DROP TABLE command;
ALTER TABLE command_new RENAME TO command;
