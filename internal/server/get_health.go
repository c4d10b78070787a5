package server

import "net/http"

// health answers GET /v1/health.
func (h *Handler) health(w http.ResponseWriter, _ *http.Request, _ Caller) error {
	return writeJSON(w, h.service.Health())
}
