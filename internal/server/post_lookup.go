package server

import (
	"errors"
	"net/http"

	"example.org/tandtui/internal/api"
)

// lookup answers POST /v1/clinics/{clinic}/persons/lookup (B1, B2).
func (h *Handler) lookup(w http.ResponseWriter, r *http.Request, c Caller) error {
	body, err := readJSON(r)
	if err != nil {
		return err
	}
	var in api.Lookup
	if err := decodeStrict(body, &in); err != nil {
		return err
	}
	if in.Person.IsZero() {
		return badRequest("server.lookup", errors.New("no person"))
	}
	facts, err := h.service.Lookup(r.Context(), c, in.Person)
	if err != nil {
		return err
	}
	return writeJSON(w, facts)
}
