package server

import (
	"net/http"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/domain"
)

// events answers GET /v1/clinics/{clinic}/invoices/{ourRef}/events (D12).
func (h *Handler) events(w http.ResponseWriter, r *http.Request, c Caller) error {
	ourRef, err := ourRefOf(r)
	if err != nil {
		return err
	}
	list, err := h.service.Events(r.Context(), c, ourRef)
	if err != nil {
		return err
	}
	noteRef(w, ourRef)
	if list == nil {
		list = []domain.Event{}
	}
	return writeJSON(w, api.EventList{Events: list})
}
