package server

import (
	"context"
	"errors"
	"net/http"

	"example.org/tandtui/internal/api"
)

// missing answers POST /v1/clinics/{clinic}/commands/missing.
func (h *Handler) missing(w http.ResponseWriter, r *http.Request, c Caller) error {
	body, err := readJSON(r)
	if err != nil {
		return err
	}
	var in api.CommandIDs
	if err := decodeStrict(body, &in); err != nil {
		return err
	}
	if n := len(in.IDs); n == 0 || n > api.MaxIDs {
		return badRequest("server.missing", errors.New("no ids, or too many"))
	}
	ids, err := h.service.Missing(r.Context(), c, in.IDs)
	if err != nil {
		return err
	}
	return writeJSON(w, api.CommandIDs{IDs: ids})
}

// Missing gives those of the clinic's command ids that the region does not know:
// what was done by them was lost when an older copy of the database was put back.
func (s *Service) Missing(ctx context.Context, c Caller, ids []string) (missing []string, err error) {
	err = s.store.Read(ctx, func(tx Tx) error {
		missing = nil
		if _, err := s.authorise(tx, c); err != nil {
			return err
		}
		missing, err = tx.MissingCommands(c.Clinic, ids)
		return err
	})
	return missing, err
}
