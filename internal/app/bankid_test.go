package app_test

import (
	"bytes"
	"context"
	"crypto/tls"
	"testing"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

// voucher plays BankID at the region: every login of it is completed. What a test sets
// happens while the program waits for an answer.
type voucher struct {
	who       domain.User
	beginning func()
	proving   func()
	begun     int
	cancelled int
	closed    int
}

func (*voucher) Ways(context.Context) (app.Ways, error) { return app.Ways{}, nil }

func (v *voucher) Begin(context.Context, string) (app.BankIDLogin, error) {
	v.begun++
	if v.beginning != nil {
		v.beginning()
	}
	return &vouched{v}, nil
}

type vouched struct{ *voucher }

func (*vouched) State() app.BankIDState { return app.BankIDState{Phase: app.BankIDPending} }

func (*vouched) Ask(context.Context) (app.BankIDState, error) {
	return app.BankIDState{Phase: app.BankIDComplete}, nil
}

func (l *vouched) Proof(context.Context) (app.Proof, domain.User, error) {
	if l.proving != nil {
		l.proving()
	}
	return l, l.who, nil
}

func (l *vouched) Cancel() { l.cancelled++ }

func (l *vouched) Identity() app.Identity {
	return app.Identity{ID: l.who.HSAID, Name: l.who.Name, Via: domain.ViaBankID}
}

func (*vouched) Dial(context.Context, *tls.Config) (app.DialFunc, error) { return nil, nil }

func (*vouched) Ended() <-chan struct{} { return nil }

func (l *vouched) Close() error { l.closed++; return nil }

// vouchedFor is a desk with a key ring, in a region that lets people in by BankID.
func vouchedFor(t *testing.T) (*desk, *voucher) {
	t.Helper()
	d := newDesk(t)
	d.ring = bytes.Repeat([]byte{1}, 32)
	v := &voucher{who: d.server.user}
	d.bankID = v
	d.App = d.fresh()
	return d, v
}

// outside tells whether nobody is logged in.
func (d *desk) outside() bool {
	_, err := d.Slots()
	return domain.CodeOf(err) == app.CodeNotLoggedIn
}

// TestALoginThatIsGivenUpLetsNobodyIn: Esc may come while BankID, the region or the
// disk is waited for. What then comes in is ended, and not kept behind the login screen.
func TestALoginThatIsGivenUpLetsNobodyIn(t *testing.T) {
	t.Parallel()
	d, v := vouchedFor(t)
	begin := func(ctx context.Context, want string) {
		t.Helper()
		if _, err := d.BeginBankID(ctx); domain.CodeOf(err) != want {
			t.Fatalf("begun: %v, want %q", err, want)
		}
	}
	enter := func(ctx context.Context, want string) {
		t.Helper()
		if _, err := d.Enter(ctx, nil); domain.CodeOf(err) != want || d.outside() != (want != "") {
			t.Fatalf("entered: %v, want %q; outside %v", err, want, d.outside())
		}
	}

	ctx, leave := context.WithCancel(t.Context())
	v.beginning = leave
	begin(ctx, app.CodeNotLoggedIn)
	if v.cancelled != 1 {
		t.Errorf("a login that nobody waits for goes on at BankID: cancelled %d times", v.cancelled)
	}
	v.beginning = nil
	enter(t.Context(), app.CodeNotLoggedIn)

	begin(t.Context(), "")
	v.proving = d.CancelBankID
	enter(t.Context(), app.CodeNotLoggedIn)
	if v.closed != 1 {
		t.Errorf("its session goes on: closed %d times", v.closed)
	}

	begin(t.Context(), "")
	ctx, leave = context.WithCancel(t.Context())
	v.proving = leave
	enter(ctx, app.CodeNotLoggedIn)
	if v.closed != 2 {
		t.Errorf("its session goes on: closed %d times", v.closed)
	}

	v.proving = nil
	begin(t.Context(), "")
	enter(t.Context(), "")
}
