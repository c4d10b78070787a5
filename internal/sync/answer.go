package remote

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/go-resty/resty/v2"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

const (
	maxRetryAfter = time.Hour   // what the region may ask us to wait
	maxForeign    = time.Minute // what anybody else may: a proxy before it, a portal
)

// offline is the error of an outcome that is not known.
func offline(cause error) error {
	return &domain.Error{Kind: domain.Offline, Code: app.CodeOffline, Op: "sync", Err: cause}
}

// unreached judges an error without an answer. The card's own errors come
// through as they are.
func unreached(err error) error {
	var known *domain.Error
	var untrusted *tls.CertificateVerificationError
	switch code := refusedCard(err); {
	case errors.As(err, &known):
		return known
	case errors.As(err, &untrusted):
		return &domain.Error{Kind: domain.Unauthorized, Code: faultOf(untrusted), Op: "sync", Err: err}
	case code != "":
		return &domain.Error{Kind: domain.Unauthorized, Code: code, Op: "sync", Err: err}
	}
	return offline(err)
}

// faultOf is what is wrong with the server's certificate. Who is to be called
// depends on it.
func faultOf(err *tls.CertificateVerificationError) string {
	var invalid x509.CertificateInvalidError
	var name x509.HostnameError
	switch {
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired: // or not valid yet
		return app.CodeServerExpired
	case errors.As(err, &name):
		return app.CodeServerName
	}
	return app.CodeUntrusted
}

// alerts are those by which a server refuses a client's certificate (RFC 8446
// §6.2). A server that does not know the issuer may also call the certificate bad,
// unsupported or unknown.
var alerts = map[tls.AlertError]string{
	42: app.CodeUnknownIssuer, // bad certificate
	43: app.CodeUnknownIssuer, // unsupported certificate
	44: app.CodeCardRevoked,
	45: app.CodeCardExpired,
	46: app.CodeUnknownIssuer, // certificate unknown
	48: app.CodeUnknownIssuer, // unknown certificate authority
	49: app.CodeUnknownUser,   // access denied, to a certificate that is good
}

// refusedCard is the code of a refusal by alert, "" for another error. crypto/tls
// gives alerts that came over TCP a type that is not exported, but with the text
// of its tls.AlertError.
func refusedCard(err error) string {
	var alert *net.OpError
	if !errors.As(err, &alert) || alert.Op != "remote error" {
		return ""
	}
	for a, code := range alerts {
		if alert.Err.Error() == a.Error() {
			return code
		}
	}
	return ""
}

// judge gives nil for an answer that is the region's and good. An answer is the
// region's if it speaks the protocol; all others, whatever their status, leave
// the outcome unknown: a proxy's page, a portal that wants a login, a redirect.
func judge(resp *resty.Response) error {
	proto := resp.Header().Get(api.ProtoHeader)
	good := resp.StatusCode() == http.StatusNotModified ||
		resp.IsSuccess() && mediaType(resp) == "application/json"
	switch {
	case proto == api.Protocol && good:
		return nil
	case proto != "" && proto != api.Protocol && good:
		return otherVersion(proto)
	case proto == "" || mediaType(resp) != api.ProblemType:
		return later(resp, maxForeign, offline(fmt.Errorf("status %d is not an answer of the region", resp.StatusCode())))
	}
	var p api.Problem
	if err := json.Unmarshal(resp.Body(), &p); err != nil || p.Status != resp.StatusCode() {
		return later(resp, maxForeign, offline(errors.New("a body that is not a problem")))
	}
	if proto != api.Protocol {
		return later(resp, maxForeign, problemError(p))
	}
	return later(resp, maxRetryAfter, problemError(p))
}

// otherVersion is the error of an answer in another version of the protocol:
// what it says of a command is not known.
func otherVersion(proto string) error {
	code := app.CodeOldClient
	ours, _ := strconv.Atoi(api.Protocol)
	if theirs, err := strconv.Atoi(proto); err == nil && theirs < ours {
		code = app.CodeOldServer
	}
	return &domain.Error{Kind: domain.Conflict, Code: code, Op: "sync", Err: errors.New("another version of the protocol")}
}

// meanings are the errors of the problem codes.
var meanings = map[string]domain.Error{
	api.ProblemUnknownUser:   {Kind: domain.Unauthorized, Code: app.CodeUnknownUser},
	api.ProblemUserEnded:     {Kind: domain.Unauthorized, Code: app.CodeUserEnded},
	api.ProblemClinicChanged: {Kind: domain.Conflict, Code: app.CodeServerRefused},
	api.ProblemSessionEnded:  {Kind: domain.Unauthorized, Code: app.CodeSessionEnded},
	api.ProblemBankIDOff:     {Kind: domain.Unauthorized, Code: app.CodeBankIDOff},
	api.ProblemBankIDBusy:    {Kind: domain.Unauthorized, Code: app.CodeBankIDBusy},
	api.ProblemBankIDDown:    {Kind: domain.Offline, Code: app.CodeBankIDDown},
	api.ProblemNotFound:      {Kind: domain.NotFound, Code: app.CodeServerRefused},
	api.ProblemMethod:        {Kind: domain.Invalid, Code: app.CodeServerRefused},
	api.ProblemBadRequest:    {Kind: domain.Invalid, Code: app.CodeServerRefused},
	api.ProblemTooLarge:      {Kind: domain.Invalid, Code: app.CodeServerRefused},
	api.ProblemFindings:      {Kind: domain.Invalid, Code: app.CodeServerRefused},
	api.ProblemFingerprint:   {Kind: domain.Conflict, Code: app.CodeServerRefused},
	api.ProblemReferenceUse:  {Kind: domain.Conflict, Code: app.CodeServerRefused},
	api.ProblemPersonNone:    {Kind: domain.NotFound, Code: app.CodePersonUnknown},
	api.ProblemPersonSecret:  {Kind: domain.Unauthorized, Code: app.CodePersonProtected},
	api.ProblemCursorOld:     {Kind: domain.Conflict, Code: app.CodeFeedOld},
	api.ProblemCursorFuture:  {Kind: domain.Conflict, Code: app.CodeFeedOld},
	api.ProblemProtocol:      {Kind: domain.Conflict, Code: app.CodeOldClient},
	api.ProblemProtocolNew:   {Kind: domain.Conflict, Code: app.CodeOldServer},
	api.ProblemUnknownName:   {Kind: domain.Invalid, Code: app.CodeServerRefused},
	api.ProblemTooMany:       {Kind: domain.Offline, Code: app.CodeServerBusy},
	api.ProblemBusy:          {Kind: domain.Offline, Code: app.CodeServerBusy},
	api.ProblemInternal:      {Kind: domain.Offline, Code: app.CodeServerBusy},
}

// problemError is the error of a problem. One that this program does not know
// is judged by its status (RFC 9110 §15: an unknown one counts as its class's
// first), and carries the region's own sentence.
func problemError(p api.Problem) error {
	no := &app.RefusedError{
		Code: p.Code, Detail: strings.TrimSpace(p.Title + " " + p.Detail), Findings: p.Findings, Version: p.Version, Status: p.Status,
	}
	if p.Code == api.ProblemClinicChanged && p.By != "" {
		no.Detail = p.By
	}
	meaning, ok := meanings[p.Code]
	switch {
	case ok:
	case p.Status == http.StatusTooManyRequests || p.Status == http.StatusServiceUnavailable:
		meaning = domain.Error{Kind: domain.Offline, Code: app.CodeServerBusy}
	case p.Status == http.StatusRequestTimeout || p.Status == http.StatusTooEarly || p.Status/100 != 4:
		return offline(errors.New("a problem of an unknown kind"))
	default:
		no.Unknown = true
		meaning = domain.Error{Kind: domain.Invalid, Code: app.CodeServerRefused}
	}
	meaning.Op, meaning.Err = "sync", no
	return &meaning
}

// definite are the problems after which a command is not done and will not be by
// sending it again: it goes back to its writer.
var definite = map[string]bool{
	api.ProblemReferenceUse: true, api.ProblemFindings: true, api.ProblemFingerprint: true,
	api.ProblemBadRequest: true, api.ProblemTooLarge: true, api.ProblemUnknownName: true,
	api.ProblemPersonNone: true, api.ProblemPersonSecret: true, api.ProblemVersion: true, api.ProblemRole: true, api.ProblemClinicChanged: true,
}

// stateOf and officeOf begin the codes of what the state of an invoice, or of a
// clinic, does not allow (domain.Why).
const (
	stateOf  = "life."
	officeOf = "clinic."
)

// aboutContent are the statuses that tell of the command's bytes, not of the
// user or the moment: a newer region's problem with one of them is definite as
// well. 409 is none: it may tell of another try that is still under way.
var aboutContent = map[int]bool{
	http.StatusBadRequest: true, http.StatusRequestEntityTooLarge: true, http.StatusUnprocessableEntity: true,
}

// refusal makes a definite no to a command a *app.RefusedError of its own;
// other errors hide the problem, so that nobody takes them for one. A target that
// the region does not have, or not for this user any more, ends a command too: no
// later try would be told more. If an answer was lost before the user's right to
// the clinic ended, the command may have been done all the same.
func refusal(c domain.Command, err error) error {
	var no *app.RefusedError
	if !errors.As(err, &no) {
		return err
	}
	if definite[no.Code] || strings.HasPrefix(no.Code, stateOf) || strings.HasPrefix(no.Code, officeOf) || c.Target != 0 && no.Code == api.ProblemNotFound || no.Unknown && aboutContent[no.Status] {
		return no
	}
	hidden := domain.Error{Kind: domain.KindOf(err), Code: domain.CodeOf(err), Op: "sync.send", Err: errors.New(no.Code)}
	return withRetry(&hidden, retryAfter(err))
}

// retryError carries the wait that a server asked for.
type retryError struct {
	after time.Duration
	err   error
}

func (e *retryError) Error() string { return e.err.Error() }

func (e *retryError) Unwrap() error { return e.err }

func withRetry(err error, after time.Duration) error {
	if after <= 0 {
		return err
	}
	return &retryError{after, err}
}

// retryAfter is the wait asked for in an error's answer, 0 if none was.
func retryAfter(err error) time.Duration {
	var r *retryError
	if errors.As(err, &r) {
		return r.after
	}
	return 0
}

// later reads Retry-After (RFC 9110 §10.2.3), seconds or a date, which is read
// by the server's own clock. limit bounds it.
func later(resp *resty.Response, limit time.Duration, err error) error {
	value := resp.Header().Get("Retry-After")
	if seconds, e := strconv.Atoi(value); e == nil {
		return withRetry(err, min(time.Duration(min(seconds, 1<<20))*time.Second, limit))
	}
	until, e := http.ParseTime(value)
	now, e2 := http.ParseTime(resp.Header().Get("Date"))
	if e != nil || e2 != nil {
		return err
	}
	return withRetry(err, min(until.Sub(now), limit))
}
