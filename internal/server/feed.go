package server

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/domain"
)

// Bounds of the change feed.
const (
	maxWait        = 25 * time.Second // below the patience of proxies
	maxPage        = 500
	maxPageBytes   = api.MaxBody // only a single invoice may be larger, up to api.MaxAnswer
	defaultPage    = 100
	listenRetry    = time.Second
	retryAfterFull = 5 // seconds
)

// ChangesQuery is what a client asks of the feed.
type ChangesQuery struct {
	Since        string        // "" = from the start
	Limit        int           // 1 to maxPage
	Wait         time.Duration // how long to wait for a change, at most maxWait
	OnlyInvoices bool          // the client stops at other changes (api.FeedHeader)
	Waiting      *int          // how many commands wait at the client; nil: it does not tell
}

// Changes gives the clinic's changes after a cursor, in order and without a gap.
// With Wait it answers when there is one, when the time is up (with an empty
// page), or when halt is closed. full reports that too many wait already.
// Errors: api.ProblemCursorOld for a cursor of another history, which means
// fetch everything anew; api.ProblemCursorFuture for one that cannot be.
func (s *Service) Changes(ctx context.Context, c Caller, q ChangesQuery, halt <-chan struct{}) (page api.Changes, full bool, err error) {
	if page, err = s.page(ctx, c, q); err != nil || len(page.Changes) > 0 || q.Wait <= 0 {
		return page, false, err
	}
	// Only who may wait at the clinic gets there: an invented one leaves no trace.
	if !s.bells.enter(c, s.listen) {
		return page, true, nil
	}
	defer s.bells.leave(c)
	q.Waiting = nil // it has been told
	timer := time.NewTimer(min(q.Wait, maxWait))
	defer timer.Stop()
	for {
		bell := s.bells.of(c.Clinic)
		if page, err = s.page(ctx, c, q); err != nil || len(page.Changes) > 0 {
			return page, false, err
		}
		select {
		case <-bell:
		case <-timer.C:
			return page, false, nil
		case <-halt:
			return page, false, nil
		case <-ctx.Done():
			return page, false, ctx.Err()
		}
	}
}

// page reads one page and logs whose invoices it shows (E6); only a page that
// shows some needs a write transaction. The rights are decided anew each time, so
// that a long wait does not outlive them.
func (s *Service) page(ctx context.Context, c Caller, q ChangesQuery) (page api.Changes, err error) {
	var who staff
	err = s.store.Read(ctx, func(tx Tx) error {
		var err error
		if who, err = s.authorise(tx, c); err != nil {
			return err
		}
		page, err = s.readPage(tx, c.Clinic, q)
		return err
	})
	if err == nil && q.Waiting != nil {
		err = s.tellWaiting(ctx, who, *q.Waiting)
	}
	if err != nil || len(page.Changes) == 0 {
		return page, err
	}
	var shown []domain.Invoice
	for _, c := range page.Changes {
		if c.Invoice != nil {
			shown = append(shown, *c.Invoice)
		}
	}
	if len(shown) == 0 {
		return page, nil
	}
	if err = s.store.Write(ctx, func(tx Tx) error { return s.logShown(tx, who, shown...) }); err != nil {
		return api.Changes{}, err // without its row in the log there is no answer
	}
	return page, nil
}

func (s *Service) readPage(tx Tx, clinic string, q ChangesQuery) (page api.Changes, err error) {
	head, err := tx.Head(clinic)
	if err != nil {
		return page, err
	}
	at, err := s.position(q.Since, clinic, head)
	if err != nil {
		return page, err
	}
	rows, err := tx.Changes(clinic, at.seq, q.Limit)
	if err != nil {
		return page, err
	}
	if len(rows) > 0 {
		at.seq = rows[len(rows)-1].Seq
	}
	if q.OnlyInvoices {
		rows = slices.DeleteFunc(rows, func(r Change) bool { return r.Kind != ChangeInvoice })
	}
	all, err := asTheyAre(tx, clinic, rows)
	if err != nil {
		return page, err
	}
	list, err := bounded(all)
	if err != nil {
		return page, err
	}
	if n := len(list); n < len(all) {
		at.seq = list[n-1].Seq
	}
	return api.Changes{From: q.Since, To: at.String(), More: at.seq < head, Changes: list}, nil
}

// asTheyAre reads the things that rows of the feed name, as they are now.
func asTheyAre(tx Tx, clinic string, rows []Change) ([]api.Change, error) {
	refs := map[ChangeKind][]int64{}
	for _, r := range rows {
		refs[r.Kind] = append(refs[r.Kind], r.Ref)
	}
	invoices, err := tx.Invoices(clinic, refs[ChangeInvoice])
	if err != nil {
		return nil, err
	}
	payouts, err := tx.Payouts(clinic, refs[ChangePayout])
	if err != nil {
		return nil, err
	}
	claims, err := tx.ClinicClaims(clinic, refs[ChangeClaim])
	if err != nil {
		return nil, err
	}
	var own domain.Clinic
	if len(refs[ChangeClinic]) > 0 {
		if own, err = tx.Clinic(clinic); err != nil {
			return nil, err
		}
	}
	messages, err := messagesOf(tx, clinic, len(refs[ChangeMessage]))
	if err != nil {
		return nil, err
	}
	list := make([]api.Change, len(rows))
	for i, r := range rows {
		list[i].Seq = r.Seq
		switch r.Kind {
		case ChangeInvoice:
			v := invoices[r.Ref]
			list[i].Invoice = &v
		case ChangePayout:
			p := payouts[r.Ref]
			list[i].Payout = &p
		case ChangeClaim:
			c := claims[r.Ref]
			list[i].Claim = &c
		case ChangeClinic:
			list[i].Clinic = &own
		case ChangeMessage:
			m := messages[r.Ref]
			list[i].Message = &m
		}
	}
	return list, nil
}

// messagesOf gives the clinic's messages by number, where any are asked for.
func messagesOf(tx Notices, clinic string, asked int) (map[int64]domain.Message, error) {
	if asked == 0 {
		return nil, nil
	}
	sent, err := tx.Messages(clinic)
	byNo := make(map[int64]domain.Message, len(sent))
	for _, m := range sent {
		byNo[m.No] = m.Message
	}
	return byNo, err
}

// bounded ends a page before it is larger than clients take, but keeps at least
// one change: a page that cannot be read would stop the feed for ever.
func bounded(list []api.Change) ([]api.Change, error) {
	bytes := 0
	for i := range list {
		raw, err := json.Marshal(list[i])
		if err != nil {
			return nil, err
		}
		if bytes += len(raw); bytes > maxPageBytes && i > 0 {
			return list[:i], nil
		}
	}
	return list, nil
}

// position reads a cursor.
func (s *Service) position(since, clinic string, head int64) (cursor, error) {
	at := cursor{epoch: s.store.Epoch(), clinic: clinic}
	if since == "" {
		return at, nil
	}
	c, err := parseCursor(since)
	switch {
	case err != nil:
		return at, badRequest("server.changes", err)
	case c.epoch != at.epoch || c.clinic != clinic:
		return at, &domain.Error{Kind: domain.Conflict, Code: api.ProblemCursorOld, Op: "server.changes"}
	case c.seq > head:
		return at, &domain.Error{Kind: domain.Conflict, Code: api.ProblemCursorFuture, Op: "server.changes"}
	}
	return c, nil
}

// listen rings for what other processes commit, such as `tandserver pay`.
func (s *Service) listen(ctx context.Context) {
	for {
		err := s.store.Listen(ctx, s.bells.heard)
		if ctx.Err() != nil || errors.Is(err, context.Canceled) {
			return
		}
		// Without the bell each wait still ends after maxWait, so a failure here
		// only delays news; try again.
		select {
		case <-ctx.Done():
			return
		case <-time.After(listenRetry):
		}
	}
}
