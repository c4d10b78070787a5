package server

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/domain"
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
	answer, err := h.service.Missing(r.Context(), c, in.IDs)
	if err != nil {
		return err
	}
	return writeJSON(w, answer)
}

// Missing gives those of the clinic's command ids that the region does not know:
// what was done by them was lost when an older copy of the database was put back.
// Of the submissions among the others it gives the receipts.
func (s *Service) Missing(ctx context.Context, c Caller, ids []string) (m api.Missing, err error) {
	err = s.store.Read(ctx, func(tx Tx) error {
		m = api.Missing{}
		if _, err := s.authorise(tx, c); err != nil {
			return err
		}
		if m.IDs, err = tx.MissingCommands(c.Clinic, ids); err != nil {
			return err
		}
		for _, id := range ids {
			if slices.Contains(m.IDs, id) {
				continue
			}
			done, err := tx.Command(c.Clinic, id)
			if err != nil {
				return err
			}
			if done.Kind != domain.CommandSubmit {
				continue
			}
			var r domain.Receipt
			if err := json.Unmarshal(done.Answer, &r); err != nil {
				return err
			}
			m.Receipts = append(m.Receipts, r)
		}
		return nil
	})
	return m, err
}
