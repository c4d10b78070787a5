-- +goose Up
-- Logins by BankID that are under way. terminal is the hash of the key that began
-- one; what BankID gave is empty once it has ended.
CREATE TABLE bankid_order (
    order_id   TEXT PRIMARY KEY,
    terminal   TEXT NOT NULL,
    state      TEXT NOT NULL,
    hint       TEXT NOT NULL,
    begun      BIGINT NOT NULL,
    next_ask   BIGINT NOT NULL,
    ref        TEXT NOT NULL,
    auto_start TEXT NOT NULL,
    qr_token   TEXT NOT NULL,
    qr_secret  TEXT NOT NULL
);
CREATE INDEX bankid_order_begun ON bankid_order (begun);
-- Sessions without a card: the terminal that has the key is the user.
CREATE TABLE key_session (
    terminal TEXT PRIMARY KEY,
    user_id  BIGINT NOT NULL REFERENCES account (user_id),
    begun    BIGINT NOT NULL,
    used     BIGINT NOT NULL
);
CREATE INDEX key_session_begun ON key_session (begun);
CREATE INDEX key_session_user ON key_session (user_id);
-- BankID's proof of each login, sealed for a key that is kept elsewhere, in base64; rows are
-- only ever added.
CREATE TABLE bankid_evidence (
    order_id TEXT PRIMARY KEY,
    user_id  BIGINT NOT NULL REFERENCES account (user_id),
    at       BIGINT NOT NULL,
    sealed   TEXT NOT NULL
);
CREATE INDEX bankid_evidence_user ON bankid_evidence (user_id, at);
