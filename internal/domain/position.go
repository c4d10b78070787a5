package domain

import (
	"errors"
	"strings"
)

// Position says where in the mouth: teeth by FDI number ("16", "11 12"), a jaw
// (ÖK, UK) or a quadrant (Q1–Q4). It is canonical: see ParsePosition. The zero
// value means none.
type Position string

// The jaws, as the manual writes them.
const (
	UpperJaw Position = "ÖK"
	LowerJaw Position = "UK"
	BothJaws Position = "ÖK UK"
)

// ErrPosition is returned by ParsePosition for a tooth or jaw that does not exist.
var ErrPosition = errors.New("domain: not a tooth or jaw")

// maxTeeth bounds the teeth of one row; a mouth has 32.
const maxTeeth = 32

// IsZero reports whether no position is given.
func (p Position) IsZero() bool { return p == "" }

// ParsePosition reads a position as people type it: "16", "11,12", "ök", "ok",
// "ö", "u", "q1". Empty text is no position. Teeth keep the order typed.
func ParsePosition(s string) (Position, error) {
	if s == "" || validWord(s) { // what nearly every row says, checked at every key
		return Position(s), nil
	}
	words := strings.FieldsFunc(strings.ToUpper(s), func(r rune) bool { return r == ' ' || r == ',' || r == ';' || r == '+' })
	if len(words) > maxTeeth {
		return "", ErrPosition
	}
	seen := map[string]bool{}
	for i, w := range words {
		switch w {
		case "OK", "Ö", "O":
			w = "ÖK"
		case "U":
			w = "UK"
		}
		if !validWord(w) || seen[w] {
			return "", ErrPosition
		}
		words[i], seen[w] = w, true
	}
	if seen["ÖK"] && seen["UK"] && len(words) == 2 {
		return BothJaws, nil
	}
	p := Position(strings.Join(words, " "))
	if p.kind() == kindMixed {
		return "", ErrPosition
	}
	return p, nil
}

type positionKind uint8

const (
	kindNone positionKind = iota
	kindTooth
	kindTeeth
	kindJaw
	kindBothJaws
	kindQuadrant
	kindMixed
)

func (p Position) kind() positionKind {
	switch {
	case p == "":
		return kindNone
	case p == BothJaws:
		return kindBothJaws
	case p == UpperJaw || p == LowerJaw:
		return kindJaw
	case validTooth(string(p)):
		return kindTooth
	case validWord(string(p)):
		return kindQuadrant
	}
	for w := range strings.FieldsSeq(string(p)) {
		if !validTooth(w) {
			return kindMixed
		}
	}
	return kindTeeth
}

func validWord(w string) bool {
	return w == "ÖK" || w == "UK" || validTooth(w) || len(w) == 2 && w[0] == 'Q' && w[1] >= '1' && w[1] <= '4'
}

// validTooth reports whether a word is an FDI number (ISO 3950): permanent 11–18
// 21–28 31–38 41–48, deciduous 51–55 61–65 71–75 81–85.
func validTooth(w string) bool {
	if len(w) != 2 || w[1] < '1' {
		return false
	}
	return w[0] >= '1' && w[0] <= '4' && w[1] <= '8' || w[0] >= '5' && w[0] <= '8' && w[1] <= '5'
}

// base is the rule without its count of surfaces.
func (r PositionRule) base() PositionRule {
	b, _, _ := strings.Cut(string(r), ";")
	return PositionRule(b)
}

// Valid reports whether r is a rule that a price list may state.
func (r PositionRule) Valid() bool {
	switch r {
	case PositionNone, PositionTooth, PositionTeeth, PositionJaw, PositionUpperJaw, PositionLowerJaw, PositionBothJaws,
		PositionQuadrant, PositionAny, PositionOptional, "tooth;surfaces=1", "tooth;surfaces=2", "tooth;surfaces>=3":
		return true
	}
	return false
}

// Needed reports whether a procedure with this rule must have a position.
func (r PositionRule) Needed() bool { return r != PositionNone && r != PositionOptional }

// ForTeeth reports whether the position may be a tooth that the procedure must have.
func (r PositionRule) ForTeeth() bool {
	b := r.base()
	return b == PositionTooth || b == PositionTeeth || b == PositionAny
}

// Allowed reports whether a position may be given at all.
func (r PositionRule) Allowed() bool { return r != PositionNone }

// Fits reports whether a given position is of the sort that the rule wants.
func (r PositionRule) Fits(p Position) bool {
	k := p.kind()
	switch r.base() {
	case PositionNone:
		return k == kindNone
	case PositionTooth:
		return k == kindTooth
	case PositionTeeth:
		return k == kindTooth || k == kindTeeth
	case PositionJaw:
		return k == kindJaw
	case PositionUpperJaw:
		return p == UpperJaw
	case PositionLowerJaw:
		return p == LowerJaw
	case PositionBothJaws:
		return k == kindBothJaws
	case PositionQuadrant:
		return k == kindQuadrant
	case PositionAny:
		return k == kindTooth || k == kindTeeth || k == kindJaw
	}
	return k != kindMixed
}

// Default is the position where the rule leaves no choice, as for a procedure of
// the upper jaw, so that it need not be typed; otherwise none.
func (r PositionRule) Default() Position {
	switch r {
	case PositionUpperJaw:
		return UpperJaw
	case PositionLowerJaw:
		return LowerJaw
	case PositionBothJaws:
		return BothJaws
	}
	return ""
}
