package server

import (
	"net/http"

	"example.org/tandtui/internal/api"
)

// session answers GET /v1/session (A1, A3).
func (h *Handler) session(w http.ResponseWriter, r *http.Request, c Caller) error {
	u, err := h.service.Session(r.Context(), c)
	if err != nil {
		return err
	}
	here := h.service.Health()
	return writeJSON(w, api.Session{User: u, Region: here.Region, Demo: here.Demo, Time: here.Time})
}
