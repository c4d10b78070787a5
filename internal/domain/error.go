package domain

import "errors"

// Kind says what sort of failure an Error is; every edge (HTTP, exit code,
// Swedish text) maps kinds, never single errors.
type Kind uint8

// The kinds of failure.
const (
	Internal     Kind = iota // a fault of ours
	Invalid                  // the input cannot be accepted as it is
	NotFound                 // no such thing, or not this user's to see
	Conflict                 // it clashes with what is already there
	Unauthorized             // not logged in, or not allowed
	Offline                  // the other side cannot be reached now
	Busy                     // it is in use; try again
	Card                     // reader, card or PIN
)

// Error is a failure with a stable code that internal/text turns into a Swedish
// sentence with the next step. Err is the cause and is never shown to users.
type Error struct {
	Kind Kind
	Code string // stable, e.g. "card.pin-wrong", "server.unreachable"
	Op   string // where, e.g. "store.open"; no personal data
	Err  error
}

// Error gives operation, code and cause, for logs.
func (e *Error) Error() string {
	s := e.Code
	if e.Op != "" {
		s = e.Op + ": " + s
	}
	if e.Err != nil {
		s += ": " + e.Err.Error()
	}
	return s
}

func (e *Error) Unwrap() error { return e.Err }

// KindOf is the kind of the first *Error in err's chain, Internal if it has none.
// A nil error gives Internal too: check err first.
func KindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return Internal
}

// CodeOf is the code of the first *Error in err's chain, "" if there is none.
func CodeOf(err error) string {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}
