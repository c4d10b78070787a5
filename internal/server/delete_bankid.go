package server

import "net/http"

// cancelBankID answers DELETE /v1/bankid/{id}.
func (h *Handler) cancelBankID(w http.ResponseWriter, r *http.Request, c Caller) error {
	if err := h.service.CancelBankID(r.Context(), c, r.PathValue("id")); err != nil {
		return err
	}
	return writeJSON(w, struct{}{})
}
