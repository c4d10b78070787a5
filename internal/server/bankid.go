package server

import (
	"context"
	"crypto/rand"
	"errors"
	"time"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/bankid"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
)

// BankID is what logins by BankID need of it. *bankid.Client is one.
type BankID interface {
	Auth(ctx context.Context, l bankid.Login) (bankid.Order, error)
	Collect(ctx context.Context, ref string) (bankid.Collected, error)
	Cancel(ctx context.Context, ref string) error
}

// How BankID is asked. It wants two seconds between two questions about an order;
// who asks has it for itself until the answer must have come. An order ends after
// a time of our own too, should BankID never answer.
const (
	collectEvery  = 2 * time.Second
	collectWithin = 15 * time.Second
	orderWithin   = 5 * time.Minute
	ordersKept    = time.Hour // so that a terminal that was asleep is told how it ended
)

// Hints of our own, beside BankID's.
const (
	hintExpired   = "expiredTransaction"
	hintCancelled = "userCancel"
)

func noBankID(code string, err error) error {
	kind := domain.Unauthorized
	if code == api.ProblemBankIDDown {
		kind = domain.Busy
	}
	return &domain.Error{Kind: kind, Code: code, Op: "server.bankid", Err: err}
}

// StartBankID begins a login for a terminal. clinic is where it was used last, ""
// for none; the app shows its name, so that the user sees what is logged in to.
func (s *Service) StartBankID(ctx context.Context, c Caller, clinic string) (BankIDOrder, error) {
	if s.bankID == nil {
		return BankIDOrder{}, noBankID(api.ProblemBankIDOff, nil)
	}
	var name string
	err := s.store.Read(ctx, func(tx Tx) error {
		found, err := tx.Clinic(clinic)
		if name = found.Name; domain.KindOf(err) == domain.NotFound {
			err = nil
		}
		return err
	})
	if err != nil {
		return BankIDOrder{}, err
	}
	begun, err := s.bankID.Auth(ctx, bankid.Login{
		IP: c.From, Purpose: text.BankIDPurpose(s.profile.Portal, s.profile.Name, name), App: bankid.App{Identifier: "tandtui"},
	})
	var no *bankid.Error
	switch {
	case errors.As(err, &no) && no.Code == bankid.CodeInProgress:
		return BankIDOrder{}, noBankID(api.ProblemBankIDBusy, err)
	case err != nil:
		s.trouble(err)
		return BankIDOrder{}, noBankID(api.ProblemBankIDDown, err)
	}
	now := s.now()
	o := BankIDOrder{
		ID: rand.Text(), Key: c.Key, State: OrderPending, Hint: bankid.HintOutstanding, Begun: now, Next: now.Add(collectEvery),
		Ref: begun.Ref, AutoStart: begun.AutoStartToken, QRToken: begun.QRStartToken, QRSecret: begun.QRStartSecret,
	}
	err = s.store.Write(ctx, func(tx Tx) error { return tx.PutOrder(o, now.Add(-ordersKept)) })
	return o, err
}

// BankIDOrder tells how far a login has come. However many ask, and at however
// many servers, BankID is asked by one of them at a time.
func (s *Service) BankIDOrder(ctx context.Context, c Caller, id string) (BankIDOrder, error) {
	o, err := s.order(ctx, c, id)
	if err != nil || o.State != OrderPending || s.now().Before(o.Next) {
		return o, err
	}
	mine := false
	err = s.store.Write(ctx, func(tx Tx) (err error) {
		mine = false
		if o, err = tx.Order(id); err != nil || o.State != OrderPending || s.now().Before(o.Next) {
			return err
		}
		mine = true
		o.Next = s.now().Add(collectWithin)
		return tx.PutOrder(o, s.now().Add(-ordersKept))
	})
	if err != nil || !mine {
		return o, err
	}
	// An end can be collected once: a terminal that hangs up must not lose it.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), collectWithin)
	defer cancel()
	got, err := s.bankID.Collect(ctx, o.Ref)
	if err != nil {
		s.trouble(err)
	}
	return s.follow(ctx, o, got, err)
}

// order gives the order of a terminal's own; another's does not exist.
func (s *Service) order(ctx context.Context, c Caller, id string) (o BankIDOrder, err error) {
	err = s.store.Read(ctx, func(tx Tx) error {
		o, err = tx.Order(id)
		return err
	})
	if err == nil && (o.Key == "" || o.Key != c.Key) {
		return BankIDOrder{}, notFound("server.order")
	}
	return o, err
}

// follow brings an order to where BankID says that it is. An answer that did not
// come changes nothing: it is asked again until the order's time is over.
func (s *Service) follow(ctx context.Context, o BankIDOrder, got bankid.Collected, failed error) (BankIDOrder, error) {
	o.Next = s.now().Add(collectEvery)
	var no *bankid.Error
	switch {
	case errors.As(failed, &no) && no.Code == bankid.CodeInvalid: // BankID has no such order any more
		o.end(OrderFailed, "")
	case s.now().Sub(o.Begun) > orderWithin:
		o.end(OrderFailed, hintExpired)
	case failed != nil:
	case got.Status == bankid.Pending:
		o.Hint = got.Hint
	case got.Status == bankid.Failed:
		o.end(OrderFailed, got.Hint)
	}
	err := s.store.Write(ctx, func(tx Tx) (err error) {
		if now, err := tx.Order(o.ID); err != nil || now.State != OrderPending { // cancelled meanwhile
			o = now
			return err
		}
		if failed == nil && got.Status == bankid.Complete {
			if err := s.complete(tx, &o, *got.Completion); err != nil {
				return err
			}
		}
		return tx.PutOrder(o, s.now().Add(-ordersKept))
	})
	return o, err
}

// end closes an order and forgets what it was done with.
func (o *BankIDOrder) end(state OrderState, hint string) {
	o.State, o.Hint = state, hint
	o.AutoStart, o.QRToken, o.QRSecret = "", "", ""
}

// complete makes a session of a completed order, for the key that began it.
func (s *Service) complete(tx Tx, o *BankIDOrder, c bankid.Completion) error {
	u, err := s.user(tx, Identity{IdentityPersonnummer, c.User.PersonalNumber})
	if domain.KindOf(err) == domain.Unauthorized {
		o.end(OrderRefused, domain.CodeOf(err))
		return nil
	}
	if err != nil {
		return err
	}
	sealed, err := s.evidence.sealProof(o.ID, c)
	if err != nil {
		return err
	}
	now := s.moment()
	if err := tx.AddEvidence(Evidence{Order: o.ID, UserID: u.ID, At: now, Sealed: sealed}); err != nil {
		return err
	}
	o.end(OrderComplete, "")
	return tx.PutSession(KeySession{Key: o.Key, UserID: u.ID, Begun: now, Used: now}, now.Add(-sessionWithin))
}

// CancelBankID ends a login that the user has given up. BankID is told, so that
// the app does not go on asking; if it cannot be, the order ends by itself.
func (s *Service) CancelBankID(ctx context.Context, c Caller, id string) error {
	o, err := s.order(ctx, c, id)
	if err != nil || o.State != OrderPending {
		return err
	}
	ref := o.Ref
	err = s.store.Write(ctx, func(tx Tx) (err error) {
		if o, err = tx.Order(id); err != nil || o.State != OrderPending {
			return err
		}
		o.end(OrderFailed, hintCancelled)
		return tx.PutOrder(o, s.now().Add(-ordersKept))
	})
	if err == nil && o.Hint == hintCancelled && s.bankID != nil {
		_ = s.bankID.Cancel(ctx, ref)
	}
	return err
}

// QR is the text of the order's code now; "" when there is none to show.
func (s *Service) QR(o BankIDOrder) string {
	if o.State != OrderPending || o.Hint != bankid.HintOutstanding || o.QRSecret == "" {
		return ""
	}
	return bankid.Order{QRStartToken: o.QRToken, QRStartSecret: o.QRSecret}.QR(s.now().Sub(o.Begun))
}
