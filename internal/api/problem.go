package api

import "example.org/tandtui/internal/domain"

// ProblemType is the media type of errors (RFC 9457).
const ProblemType = "application/problem+json"

// ProblemTypeBase followed by the code is Problem.Type: a name, not an address
// to fetch.
const ProblemTypeBase = "https://tandtui.example/problems/"

// Problem is every error answer. Code is stable; Title and Detail are Swedish
// sentences that an older client may show as they are.
type Problem struct {
	Type     string           `json:"type"` // ProblemTypeBase + Code
	Code     string           `json:"code"`
	Title    string           `json:"title"`
	Status   int              `json:"status"`
	Detail   string           `json:"detail,omitempty"`
	Findings []domain.Finding `json:"findings,omitempty"` // with ProblemFindings
	Version  int64            `json:"version,omitempty"`  // with ProblemVersion and ProblemClinicChanged: of the invoice or clinic as it now is
	By       string           `json:"by,omitempty"`       // with ProblemClinicChanged: name of who changed it last
}

// Problem codes. What an invoice's state does not allow is 409 with the reason's
// own code (domain.Why, "life.…").
const (
	ProblemUnknownUser   = "unknown-user"         // 403: no user with the card's HSA-id
	ProblemUserEnded     = "user-ended"           // 403: a user whose rights at all clinics have ended
	ProblemNoCard        = "certificate-required" // 403: the route demands a certificate of the region's issuers
	ProblemSessionEnded  = "session-ended"        // 401: the terminal's key has no session, or no longer
	ProblemBankIDOff     = "bankid-off"           // 403: nobody logs in by BankID here
	ProblemBankIDBusy    = "bankid-in-progress"   // 409: the person has another login going, which is ended too
	ProblemBankIDDown    = "bankid-down"          // 503: BankID does not answer
	ProblemRole          = "role"                 // 403: the user's role at the clinic does not allow it
	ProblemNotFound      = "not-found"            // 404: no such thing, or another clinic's
	ProblemMethod        = "method-not-allowed"   // 405
	ProblemBadRequest    = "bad-request"          // 400: not the protocol's JSON
	ProblemTooLarge      = "too-large"            // 413
	ProblemFindings      = "findings"             // 422: the bill has errors
	ProblemFingerprint   = "fingerprint-mismatch" // 409: same id, other bytes
	ProblemReferenceUse  = "reference-used"       // 409: BillRef used before by the provider
	ProblemVersion       = "version-changed"      // 409: the invoice has changed since the user decided
	ProblemClinicChanged = "clinic-changed"       // 409: the clinic's data has changed since the user decided
	ProblemPersonNone    = "person-unknown"       // 404: the region knows no such person
	ProblemPersonSecret  = "person-protected"     // 403: protected identity, contact the region
	ProblemCursorOld     = "cursor-too-old"       // 410: fetch everything anew
	ProblemCursorFuture  = "cursor-from-future"   // 409
	ProblemProtocol      = "protocol"             // 426: the client is too old
	ProblemProtocolNew   = "protocol-newer"       // 426: the client is newer than the server
	ProblemUnknownName   = "unknown-name"         // 400: a name this server does not know: the client is newer
	ProblemTooMany       = "too-many-requests"    // 429: the card asks too often
	ProblemBusy          = "busy"                 // 503
	ProblemInternal      = "internal"             // 500
)
