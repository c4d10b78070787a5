package server

import (
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strconv"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
)

// problemStatus is the HTTP status of each problem code. What the state of an
// invoice does not allow is a conflict, named by its reason.
var problemStatus = func() map[string]int {
	status := map[string]int{
		api.ProblemUnknownUser:   http.StatusForbidden,
		api.ProblemUserEnded:     http.StatusForbidden,
		api.ProblemNoCard:        http.StatusForbidden,
		api.ProblemSessionEnded:  http.StatusUnauthorized,
		api.ProblemBankIDOff:     http.StatusForbidden,
		api.ProblemBankIDBusy:    http.StatusConflict,
		api.ProblemBankIDDown:    http.StatusServiceUnavailable,
		api.ProblemRole:          http.StatusForbidden,
		api.ProblemNotFound:      http.StatusNotFound,
		api.ProblemMethod:        http.StatusMethodNotAllowed,
		api.ProblemBadRequest:    http.StatusBadRequest,
		api.ProblemTooLarge:      http.StatusRequestEntityTooLarge,
		api.ProblemFindings:      http.StatusUnprocessableEntity,
		api.ProblemFingerprint:   http.StatusConflict,
		api.ProblemReferenceUse:  http.StatusConflict,
		api.ProblemVersion:       http.StatusConflict,
		api.ProblemClinicChanged: http.StatusConflict,
		api.ProblemPersonNone:    http.StatusNotFound,
		api.ProblemPersonSecret:  http.StatusForbidden,
		api.ProblemCursorOld:     http.StatusGone,
		api.ProblemCursorFuture:  http.StatusConflict,
		api.ProblemProtocol:      http.StatusUpgradeRequired,
		api.ProblemProtocolNew:   http.StatusUpgradeRequired,
		api.ProblemUnknownName:   http.StatusBadRequest,
		api.ProblemTooMany:       http.StatusTooManyRequests,
		api.ProblemBusy:          http.StatusServiceUnavailable,
		api.ProblemInternal:      http.StatusInternalServerError,
	}
	for _, why := range domain.Whys() {
		status[string(why)] = http.StatusConflict
	}
	return status
}()

// What clients are asked to wait, seconds: where the server is busy, and where they
// ask for too much and it is not known how long that lasts.
const (
	retryAfterBusy = 2
	retryAfterMany = 60
)

// problemOf is the answer to an error. An error without one of the protocol's
// codes means that the server has a fault or is busy.
func problemOf(err error) api.Problem {
	code := domain.CodeOf(err)
	var tooLarge *http.MaxBytesError
	switch _, known := problemStatus[code]; {
	case errors.As(err, &tooLarge):
		code = api.ProblemTooLarge
	case known:
	case domain.KindOf(err) == domain.Busy:
		code = api.ProblemBusy
	case domain.KindOf(err) == domain.NotFound:
		code = api.ProblemNotFound
	default:
		code = api.ProblemInternal
	}
	words := text.ServerProblem(code)
	p := api.Problem{
		Type: api.ProblemTypeBase + code, Code: code, Status: problemStatus[code],
		Title: words.What, Detail: words.Do,
	}
	var refusal *Refusal
	if errors.As(err, &refusal) {
		p.Version, p.By = refusal.Version, refusal.By
		p.Findings = mostFindings(refusal.Findings)
		for i, f := range p.Findings {
			p.Findings[i].Text = text.Finding(f).String()
		}
	}
	return p
}

func writeProblem(w http.ResponseWriter, p api.Problem) {
	body, err := json.Marshal(p)
	if err != nil { // cannot happen: texts and numbers only
		http.Error(w, "", http.StatusInternalServerError)
		return
	}
	wait := map[string]int{api.ProblemBusy: retryAfterBusy, api.ProblemTooMany: retryAfterMany}[p.Code]
	if wait > 0 && w.Header().Get("Retry-After") == "" {
		w.Header().Set("Retry-After", strconv.Itoa(wait))
	}
	write(w, p.Status, api.ProblemType, body)
}

func writeJSON(w http.ResponseWriter, value any) error {
	body, err := json.Marshal(value)
	if err != nil {
		return err
	}
	write(w, http.StatusOK, "application/json", body)
	return nil
}

// write sends an answer. A client that has gone is not an error of ours.
func write(w http.ResponseWriter, status int, mediaType string, body []byte) {
	h := w.Header()
	h.Set("Content-Type", mediaType)
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	_, _ = w.Write(body) // #nosec G705 -- JSON, sent as JSON with nosniff
}

// maxFindings keeps an answer well below what clients take: one that a client
// cannot read would leave the bill in its outbox for ever.
const maxFindings = 5000

// mostFindings is a copy of all findings or, of too many, the first errors.
func mostFindings(all []domain.Finding) []domain.Finding {
	list := slices.Clone(all)
	if len(list) > maxFindings {
		list = slices.DeleteFunc(list, func(f domain.Finding) bool { return f.Severity != domain.SeverityError })
	}
	return list[:min(len(list), maxFindings)]
}
