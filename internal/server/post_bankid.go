package server

import (
	"net/http"

	"example.org/tandtui/internal/api"
)

// startBankID answers POST /v1/bankid (A1).
func (h *Handler) startBankID(w http.ResponseWriter, r *http.Request, c Caller) error {
	body, err := readJSON(r)
	if err != nil {
		return err
	}
	var in api.StartBankID
	if err := decodeStrict(body, &in); err != nil {
		return err
	}
	o, err := h.service.StartBankID(r.Context(), c, in.Clinic)
	if err != nil {
		return err
	}
	return writeJSON(w, h.bankIDLogin(o))
}

func (h *Handler) bankIDLogin(o BankIDOrder) api.BankIDLogin {
	return api.BankIDLogin{ID: o.ID, State: string(o.State), Hint: o.Hint, QR: h.service.QR(o), AutoStart: o.AutoStart}
}
