// Package store keeps a user's drafts, outbox, mirror of the region's invoices
// and caches, and the clinic's favourites and templates, in one bbolt file per
// user, every record sealed.
//
// What it promises: a save that returned nil is there after a crash at any
// moment; a save that returned an error says whether it is there, or that this is
// unknown (app.CodeStoreUnsure); damage is reported, never shown as other data
// and never a crash; nothing personal is in file names, keys or bytes of the
// file; no file is ever deleted, only put aside.
//
// What it does not do: talk to the region (internal/sync), know the card (the
// caller gives the key that the card makes), or judge what it keeps.
package store
