package server

import (
	"net/http"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/domain"
)

// ways answers GET /v1/login: what a terminal must know before anybody has logged
// in. It tells nothing that the region's own pages do not.
func (h *Handler) ways(w http.ResponseWriter, _ *http.Request, _ Caller) error {
	return writeJSON(w, h.service.Ways())
}

// Ways is the region and the ways to log in that work here.
func (s *Service) Ways() api.Ways {
	out := api.Ways{Region: s.profile.Name, Portal: s.profile.Portal, Logins: []domain.Login{}}
	for _, l := range s.profile.Logins {
		if l != domain.LoginBankID || s.bankID != nil {
			out.Logins = append(out.Logins, l)
		}
	}
	return out
}
