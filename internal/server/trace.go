package server

import (
	"errors"
	"time"

	"example.org/tandtui/internal/domain"
)

// NoteDesk keeps what was done at the desk. Nothing is done without who and when.
func NoteDesk(tx Trace, a DeskAct) error {
	if a.By.ID == "" || a.At.IsZero() || a.Verb == "" {
		return &domain.Error{Kind: domain.Internal, Code: "server.desk-act", Op: "server.noteDesk", Err: errors.New("an act without who, when or what")}
	}
	a.At = a.At.UTC().Truncate(time.Millisecond)
	return tx.AddDeskAct(a)
}
