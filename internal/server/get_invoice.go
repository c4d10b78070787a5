package server

import (
	"net/http"
	"strconv"
)

// invoice answers GET /v1/clinics/{clinic}/invoices/{ourRef} (D4, D5).
func (h *Handler) invoice(w http.ResponseWriter, r *http.Request, c Caller) error {
	ourRef, err := ourRefOf(r)
	if err != nil {
		return err
	}
	v, err := h.service.Invoice(r.Context(), c, ourRef)
	if err != nil {
		return err
	}
	noteRef(w, v.OurRef)
	return writeJSON(w, v)
}

// ourRefOf is Vår referens in the path.
func ourRefOf(r *http.Request) (int64, error) {
	ourRef, err := strconv.ParseInt(r.PathValue("ourRef"), 10, 64)
	if err != nil || ourRef < 1 {
		return 0, notFound("server.ourRef") // whatever it is, it is no invoice
	}
	return ourRef, nil
}
