-- +goose Up
-- A price list whole: it is imported, sent and used as one. body is JSON.
CREATE TABLE price_list (
    list_id    TEXT PRIMARY KEY,
    valid_from TEXT NOT NULL,
    body       TEXT NOT NULL
);
