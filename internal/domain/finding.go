package domain

// Severity of a finding: an error stops sending, a warning does not.
type Severity string

// The severities.
const (
	SeverityError   Severity = "error"
	SeverityWarning Severity = "warning"
)

// WholeBill is Finding.Item for a finding that points at no item.
const WholeBill = -1

// Finding (anmärkning) is one thing wrong, or worth a look, on a bill. It is
// data: internal/text makes the Swedish sentence and the next step from Code
// and Params.
type Finding struct {
	Code     string            `json:"code"` // stable, "R-…", see docs/findings.md
	Severity Severity          `json:"severity"`
	Bill     int               `json:"bill"` // index of the bill in its invoice
	Item     int               `json:"item"` // index of the item, WholeBill if none
	Field    Field             `json:"field"`
	Params   map[string]string `json:"params,omitempty"`
	// Text is the server's own sentence with its next step, for a client that is
	// older than the code. Swedish; "" in findings made by the client itself.
	Text string `json:"text,omitempty"`
}
