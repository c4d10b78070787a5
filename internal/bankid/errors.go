package bankid

import (
	"fmt"
	"strings"
)

// Error codes of BankID that a caller does something about.
const (
	CodeInProgress   = "alreadyInProgress" // another order for the same person: both are ended
	CodeInvalid      = "invalidParameters" // also of an order that is finished, or long gone
	CodeUnauthorised = "unauthorized"      // the certificate or the contract
	CodeMaintenance  = "maintenance"
	CodeUnknown      = "unknown" // one that is not known here, or an answer without one
)

// codes are those that BankID documents.
var codes = []string{
	CodeInProgress, CodeInvalid, CodeUnauthorised, CodeMaintenance,
	"notFound", "methodNotAllowed", "unsupportedMediaType", "requestTimeout", "internalError",
}

// Error is BankID's refusal of a request. It does not carry BankID's own text,
// which may name a person.
type Error struct {
	Status int // of HTTP
	Code   string
}

func (e *Error) Error() string { return fmt.Sprintf("bankid: HTTP %d, %s", e.Status, e.Code) }

// refusal makes an Error of what came: a code that nobody knows is not passed on,
// since it may be anything.
func refusal(status int, code string) *Error {
	known := CodeUnknown
	for _, c := range codes {
		if strings.EqualFold(c, code) { // BankID's own texts have both maintenance and Maintenance
			known = c
		}
	}
	code = known
	if code == CodeUnknown && (status == 401 || status == 403) { // often HTML, without a code
		code = CodeUnauthorised
	}
	return &Error{Status: status, Code: code}
}
