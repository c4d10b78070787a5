package server

import (
	"net/http"
	"strconv"
)

// invoice answers GET /v1/clinics/{clinic}/invoices/{ourRef} (D4, D5).
func (h *Handler) invoice(w http.ResponseWriter, r *http.Request, user string) error {
	ourRef, err := strconv.ParseInt(r.PathValue("ourRef"), 10, 64)
	if err != nil || ourRef < 1 {
		return notFound("server.invoice") // no such invoice, whatever it is
	}
	v, err := h.service.Invoice(r.Context(), user, r.PathValue("clinic"), ourRef)
	if err != nil {
		return err
	}
	noteRef(w, v.OurRef)
	return writeJSON(w, v)
}
