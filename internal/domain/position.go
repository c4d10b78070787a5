package domain

import "errors"

// Position is a tooth (FDI), jaw (ÖK, UK) or quadrant (Q1–Q4), or several teeth
// ("11 12"). The zero value means none. It is canonical: see ParsePosition.
type Position string

// ErrPosition is returned by ParsePosition for a tooth or jaw that does not exist.
var ErrPosition = errors.New("domain: not a tooth or jaw")

// IsZero reports whether no position is given.
func (p Position) IsZero() bool { return p == "" }
