package server

import "net/http"

// health answers GET /v1/health.
func (h *Handler) health(w http.ResponseWriter, _ *http.Request, _ string) error {
	return writeJSON(w, h.service.Health())
}
