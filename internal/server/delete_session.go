package server

import "net/http"

// logOut answers DELETE /v1/session.
func (h *Handler) logOut(w http.ResponseWriter, r *http.Request, c Caller) error {
	if err := h.service.LogOut(r.Context(), c); err != nil {
		return err
	}
	return writeJSON(w, struct{}{})
}
