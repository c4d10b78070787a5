package server

import (
	"errors"

	"example.org/tandtui/internal/bankid"
)

// bankIDTrouble tells whoever runs the server that BankID refuses it or does not
// answer: users only hear that it is down, and a certificate that has run out is
// mended by nobody else. Of many alike the first of a minute is logged.
func (h *Handler) bankIDTrouble(err error) {
	code := "no-answer"
	var no *bankid.Error
	if errors.As(err, &no) {
		code = no.Code
	}
	if h.tally.first(refusal{what: "bankid", code: code}) {
		h.log.Warn("bankid", "code", code, "error", err.Error()) // names no person and no order
	}
}
