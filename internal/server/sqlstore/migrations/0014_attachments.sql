-- +goose Up
-- What came with the bills of invoice files (C8), sealed for a key that is kept
-- elsewhere, in base64; rows are only ever added. digest is of what it was before.
CREATE TABLE attachment (
    our_ref   BIGINT NOT NULL REFERENCES invoice (our_ref),
    bill_no   BIGINT NOT NULL,
    name      TEXT NOT NULL,
    kind      TEXT NOT NULL,
    size      BIGINT NOT NULL,
    digest    TEXT NOT NULL,
    clinic_id TEXT NOT NULL REFERENCES clinic (clinic_id),
    upload_id TEXT NOT NULL,
    at        BIGINT NOT NULL,
    sealed    TEXT NOT NULL,
    PRIMARY KEY (our_ref, bill_no, name)
);
CREATE INDEX attachment_upload ON attachment (clinic_id, upload_id);
