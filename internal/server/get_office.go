package server

import "net/http"

// office answers GET /v1/clinics/{clinic}/office (E1, E2, E7).
func (h *Handler) office(w http.ResponseWriter, r *http.Request, c Caller) error {
	o, err := h.service.Office(r.Context(), c)
	if err != nil {
		return err
	}
	return writeJSON(w, o)
}
