package remote

import (
	"context"
	"slices"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

// compareSent finds out whether region and computer agree on what was sent. They
// do not if one of them has put back an older copy: then a draft is open here
// though the region has received it (V10), or the region lacks what it gave a
// receipt for (V1). Both are asked about by id, once per start and whenever the feed
// begins anew.
func (w *worker) compareSent(ctx context.Context) error {
	sent, err := w.store.Sent(w.clinic)
	if err != nil {
		return err
	}
	drafts, err := w.store.Drafts(w.clinic)
	if err != nil {
		return err
	}
	ids, received := slices.Clone(sent), map[string]bool{}
	for _, id := range sent {
		received[id] = true
	}
	for _, d := range drafts {
		if d.State != domain.DraftQueued && d.State != domain.DraftReceived {
			ids = append(ids, d.ID)
		}
	}
	for part := range slices.Chunk(ids, api.MaxIDs) {
		missing, receipts, err := w.region.Known(ctx, w.clinic, part)
		if kind := domain.KindOf(err); err != nil && (kind == domain.NotFound || kind == domain.Invalid) {
			return nil // an older region, which cannot tell
		}
		if err != nil {
			return err
		}
		if err := w.settleSent(received, missing, receipts); err != nil {
			return err
		}
	}
	return nil
}

// settleSent takes over what the region said. received are the submissions that this
// computer has receipts of.
func (w *worker) settleSent(received map[string]bool, missing []string, receipts []domain.Receipt) error {
	changed := false
	for _, r := range receipts {
		if received[r.Submission] {
			continue
		}
		if err := w.store.Found(r); err != nil {
			return err
		}
		changed = true
	}
	for _, id := range missing {
		if !received[id] {
			continue
		}
		if err := w.store.Lost(id, w.clock.Now()); err != nil {
			return err
		}
		changed = true
	}
	if changed {
		w.tell(func(s *app.SyncState) { s.Changed = true })
	}
	return nil
}

// known asks for the receipt of a submission that the region says it has got with
// other bytes: an older copy of this computer's file was put back. A nil receipt
// means that it cannot be told.
func (w *worker) known(ctx context.Context, c domain.Command) *domain.Receipt {
	_, receipts, err := w.region.Known(ctx, c.Clinic, []string{c.ID})
	if err != nil || len(receipts) != 1 || receipts[0].Submission != c.ID {
		return nil
	}
	return &receipts[0]
}
