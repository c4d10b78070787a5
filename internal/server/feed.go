package server

import (
	"context"
	"encoding/json"
	"errors"
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
	maxWaiters     = 1000 // long-polls held open at once
	listenRetry    = time.Second
	retryAfterFull = 5 // seconds
)

// ChangesQuery is what a client asks of the feed.
type ChangesQuery struct {
	Since string        // "" = from the start
	Limit int           // 1 to maxPage
	Wait  time.Duration // how long to wait for a change, at most maxWait
}

// Changes gives the clinic's changes after a cursor, in order and without a gap.
// With Wait it answers when there is one, when the time is up (with an empty
// page), or when halt is closed. full reports that too many wait already.
// Errors: api.ProblemCursorOld for a cursor of another history, which means
// fetch everything anew; api.ProblemCursorFuture for one that cannot be.
func (s *Service) Changes(ctx context.Context, user, clinic string, q ChangesQuery, halt <-chan struct{}) (page api.Changes, full bool, err error) {
	bell := s.bells.of(clinic)
	if page, err = s.page(ctx, user, clinic, q); err != nil || len(page.Changes) > 0 || q.Wait <= 0 {
		return page, false, err
	}
	if !s.bells.enter(maxWaiters, s.listen) {
		return page, true, nil
	}
	defer s.bells.leave()
	timer := time.NewTimer(min(q.Wait, maxWait))
	defer timer.Stop()
	for {
		select {
		case <-bell:
		case <-timer.C:
			return page, false, nil
		case <-halt:
			return page, false, nil
		case <-ctx.Done():
			return page, false, ctx.Err()
		}
		bell = s.bells.of(clinic)
		if page, err = s.page(ctx, user, clinic, q); err != nil || len(page.Changes) > 0 {
			return page, false, err
		}
	}
}

// page reads one page, and logs whose invoices it shows (E6): only a page that
// holds some needs to be written of. The rights are decided anew each time, so
// that a long wait does not outlive them.
func (s *Service) page(ctx context.Context, user, clinic string, q ChangesQuery) (page api.Changes, err error) {
	var who caller
	err = s.store.Read(ctx, func(tx Tx) error {
		var err error
		if who, err = s.authorise(tx, user, clinic); err != nil {
			return err
		}
		head, err := tx.Head(clinic)
		if err != nil {
			return err
		}
		at, err := s.place(q.Since, clinic, head)
		if err != nil {
			return err
		}
		list, err := tx.Changes(clinic, at.seq, q.Limit)
		if err != nil {
			return err
		}
		if list, err = bounded(list); err != nil {
			return err
		}
		if n := len(list); n > 0 {
			at.seq = list[n-1].Seq
		}
		page = api.Changes{From: q.Since, To: at.String(), More: at.seq < head, Changes: list}
		return nil
	})
	if err != nil || len(page.Changes) == 0 {
		return page, err
	}
	shown := make([]domain.Invoice, len(page.Changes))
	for i, c := range page.Changes {
		shown[i] = *c.Invoice
	}
	if err = s.store.Write(ctx, func(tx Tx) error { return s.logShown(tx, who, shown...) }); err != nil {
		return api.Changes{}, err // no row, no answer
	}
	return page, nil
}

// bounded ends a page where it grows larger than clients take, after at least
// one change: a page that nobody can read would stop the feed for ever.
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

// place understands a cursor.
func (s *Service) place(since, clinic string, head int64) (cursor, error) {
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
		err := s.store.Listen(ctx, s.bells.ringAll)
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
