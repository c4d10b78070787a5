-- +goose Up
-- The last day of a clinic; '' while it goes on.
ALTER TABLE clinic ADD COLUMN valid_to TEXT NOT NULL DEFAULT '';
