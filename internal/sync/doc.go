// Package remote is the client's side of the region: an HTTPS client that
// implements app.Region, and the background work (app.Background) that sends the
// outbox and follows the change feed into the mirror.
//
// What it promises: a command is sent with the same id and the same bytes until
// the region has answered definitely, so that it is done exactly once; an unknown
// outcome is never shown as a failure; a page of changes is applied completely
// and in order, or not at all.
//
// What it does not do: decide anything (the region does), keep anything
// (internal/store does), touch the card (the caller gives a dialler).
package remote
