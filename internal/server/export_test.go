package server

import (
	"crypto/x509"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
	"example.org/tandtui/internal/invoicefile"
)

// Routes lists every route as "METHOD PATH".
func Routes() (list []string) {
	for _, r := range routes() {
		list = append(list, r.method+" "+r.path)
	}
	return list
}

// RolesOfRoutes is a table of who may use which route.
func RolesOfRoutes() string {
	var lines []string
	for _, r := range routes() {
		line := fmt.Sprintf("%-6s %-52s", r.method, r.path)
		for _, role := range domain.Roles() {
			mark := "-"
			switch {
			case r.demand == demandNothing:
				mark = "open"
			case r.demand == demandKey:
				mark = "key"
			case r.roles == nil || slices.Contains(r.roles, role):
				mark = string(role)
			}
			line += fmt.Sprintf(" %-8s", mark)
		}
		lines = append(lines, strings.TrimRight(line, " "))
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n") + "\n"
}

// DecodeSubmission is the strict decoder, giving what it read as JSON.
func DecodeSubmission(body []byte) ([]byte, error) {
	in, err := decodeSubmission(body)
	if err != nil {
		return nil, err
	}
	return json.Marshal(in)
}

// Waiting counts the long-polls held open.
func (s *Service) Waiting() int {
	s.bells.mu.Lock()
	defer s.bells.mu.Unlock()
	return s.bells.waiting[everybodysWaits]
}

// ProblemCodes lists the codes that have a status.
func ProblemCodes() []string { return slices.Collect(maps.Keys(problemStatus)) }

// IdentityOf tells whose card a request comes from.
func IdentityOf(r *http.Request, issuers []*x509.Certificate) (string, error) {
	return identity(r, issuers)
}

// EntitlementOf is the number of the entitlement that a bill rests on.
func EntitlementOf(b domain.Bill, f rules.Facts) string { return entitlementOf(b, f).No }

// CardWaits tells how long a card waits that asks for the n-th time at once, and
// again after as many refused requests.
func CardWaits(n, refused int, now time.Time) (first, then time.Duration) {
	r := newRates(cardRate, cardBurst)
	for range n {
		first = r.wait("card", now)
	}
	for range refused {
		then = r.wait("card", now)
	}
	return first, then
}

// The bounds of look-ups.
const (
	ManyByUser, MostByUser     = manyByUser, mostByUser
	ManyAtClinic, MostAtClinic = manyAtClinic, mostAtClinic
)

// Bells counts the clinics that somebody waits for.
func (s *Service) Bells() int {
	s.bells.mu.Lock()
	defer s.bells.mu.Unlock()
	return len(s.bells.clinics)
}

// HandshakeReason is why a handshake was refused, by net/http's log line.
func HandshakeReason(line string) string { return handshakeReason(line) }

// SetConns bounds the connections at once.
func (h *Handler) SetConns(n int) { h.conns = n }

// SetFiles bounds invoice files.
func (s *Service) SetFiles(l invoicefile.Limits) { s.files = l }

// SetUploadPatience bounds how long a file may keep the server waiting.
func (h *Handler) SetUploadPatience(d time.Duration) { h.uploads.patience = d }
