package app

import (
	"encoding/json"

	"example.org/tandtui/internal/domain"
)

// Send puts a draft in the outbox (B16): from then on it is sent by itself, now
// or when the network is back, exactly once. Errors left stop it
// (CodeNotSendable); so does a draft that is already on its way.
//
// The bytes to be sent are made here, once, and never again: an upgraded
// program must not change what an unanswered submission says.
func (a *App) Send(id string) error {
	if err := a.mayBill("app.send"); err != nil {
		return err
	}
	store, _, err := a.at()
	if err != nil {
		return err
	}
	d, err := store.Draft(id)
	if err != nil {
		return err
	}
	if d.State != domain.DraftOpen && d.State != domain.DraftRefused {
		return &domain.Error{Kind: domain.Conflict, Code: CodeDraftQueued, Op: "app.send"}
	}
	checked, err := a.Check(d)
	if err != nil {
		return err
	}
	if checked.Errors() > 0 {
		return &domain.Error{Kind: domain.Invalid, Code: CodeNotSendable, Op: "app.send"}
	}
	body, err := json.Marshal(domain.Submission{InvoiceNo: checked.InvoiceNo, Bills: checked.Bills})
	if err != nil {
		return &domain.Error{Kind: domain.Internal, Code: "draft.encode", Op: "app.send", Err: err}
	}
	d.State, d.Refusal, d.HomeVisit, d.Updated = domain.DraftQueued, nil, nil, a.cfg.Clock.Now() // refused, its bills are mended one by one
	sum, err := a.summary(d)
	if err != nil {
		return err
	}
	c := domain.Command{ID: d.ID, Kind: domain.CommandSubmit, Clinic: d.Clinic, Body: body}
	if err := store.Queue(c, Filing{At: d.Updated, Draft: &d, Row: sum}); err != nil {
		return err
	}
	a.recount()
	a.newFacts() // its references wait now
	a.Refresh()
	return nil
}
