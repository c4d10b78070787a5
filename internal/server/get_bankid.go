package server

import "net/http"

// askBankID answers GET /v1/bankid/{id}.
func (h *Handler) askBankID(w http.ResponseWriter, r *http.Request, c Caller) error {
	o, err := h.service.BankIDOrder(r.Context(), c, r.PathValue("id"))
	if err != nil {
		return err
	}
	return writeJSON(w, h.bankIDLogin(o))
}
