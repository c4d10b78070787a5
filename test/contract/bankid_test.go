package contract

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/bankid"
	"example.org/tandtui/internal/bankid/sim"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
	"example.org/tandtui/internal/store"
	remote "example.org/tandtui/internal/sync"
)

// berit is a user without a card; the number is one of the Tax Agency's test numbers.
var berit = sim.Person{PersonalNumber: "194401216595", Name: "Berit Ny"}

// bankWorld is a region that lets in BankID, and a clinic's program at it.
type bankWorld struct {
	*world
	*app.App
	sim   *sim.Running
	later atomic.Int64
	ring  ring
	data  string
}

func (w *bankWorld) now() time.Time       { return noon().Add(time.Duration(w.later.Load())) }
func (w *bankWorld) wait(d time.Duration) { w.later.Add(int64(d)) }

// ring is a key ring; nil: the system has none.
type ring []byte

func (r ring) Secret(context.Context) ([]byte, error) {
	if r == nil {
		return nil, &domain.Error{Kind: domain.Unauthorized, Code: app.CodeNoKeyRing}
	}
	return bytes.Clone(r), nil
}

func newBankWorld(t *testing.T) *bankWorld {
	t.Helper()
	w := &bankWorld{data: t.TempDir()}
	var err error
	w.sim, err = sim.Listen(t.Context(), "127.0.0.1:0", w.now)
	must(t, err)
	t.Cleanup(func() { must(t, w.sim.Close()) })
	party, err := bankid.New(w.sim.Party)
	must(t, err)
	key, err := server.NewEvidenceSecret()
	must(t, err)
	w.world = newWorldOf(t, func(c *server.Config) {
		profile := *c.Profile
		profile.Logins = []domain.Login{domain.LoginBankID, domain.LoginSITHS}
		c.Profile, c.BankID, c.Evidence, c.Now = &profile, party, key.Public(), w.now
	})
	must(t, w.store.Write(t.Context(), func(tx server.Tx) error {
		id, err := tx.PutUser(server.Identity{Kind: server.IdentityPersonnummer, Value: berit.PersonalNumber}, berit.Name)
		if err != nil {
			return err
		}
		return tx.PutMembership(id, clinic, domain.RoleUser, domain.Period{From: today.AddDays(-100)})
	}))
	w.App = w.program()
	return w
}

// program is a clinic's program, as after a start of the computer.
func (w *bankWorld) program() *app.App {
	w.t.Helper()
	base := &tls.Config{RootCAs: w.roots, ServerName: "localhost", MinVersion: tls.VersionTLS12}
	a := app.New(app.Config{
		BankID: remote.NewBankID("https://"+w.address, base), KeyRing: w.ring, Vault: store.NewVault(w.data, wallClock{}),
		Background: remote.NewBackground(wallClock{}, nil), Clock: wallClock{}, NewID: func() string { return "draft-0001" },
		Connect: func(s app.Session) (app.Region, error) {
			dial, err := s.Dial(context.Background(), base)
			if err != nil {
				return nil, err
			}
			return remote.NewClient("https://"+w.address, dial)
		},
	})
	w.t.Cleanup(a.Seal)
	return a
}

// sign does what the person with the telephone does.
func (w *bankWorld) sign(s app.BankIDState) {
	w.t.Helper()
	ref, _, err := w.sim.Scan(s.QR, berit)
	must(w.t, err)
	w.sim.Sign(ref)
	w.wait(2 * time.Second)
	s, err = w.AskBankID(w.t.Context())
	must(w.t, err)
	if s.Phase != app.BankIDComplete {
		w.t.Fatalf("%+v", s)
	}
}

// login logs in, with what is given for a passphrase.
func (w *bankWorld) login(passphrase string) (app.LoginResult, error) {
	w.t.Helper()
	s, err := w.BeginBankID(w.t.Context())
	must(w.t, err)
	w.sign(s)
	return w.Enter(w.t.Context(), []byte(passphrase))
}

func TestTheProgramLogsInByBankID(t *testing.T) {
	w := newBankWorld(t)
	ways, err := w.Ways(t.Context())
	if err != nil || ways.Portal == "" || !slices.Contains(ways.Logins, domain.LoginBankID) {
		t.Fatalf("%+v %v", ways, err)
	}
	if now := w.Snapshot(); now.Portal != ways.Portal || now.Region != ways.Region || ways.Time.IsZero() { // before anybody has logged in
		t.Errorf("%q, %q, %v", now.Portal, now.Region, ways.Time)
	}
	old, err := w.BeginBankID(t.Context())
	must(t, err)
	s, err := w.BeginBankID(t.Context()) // a new code, in place of the first
	must(t, err)
	if s.QR == old.QR {
		t.Error("the same login")
	}
	look := time.NewTicker(5 * time.Millisecond)
	defer look.Stop()
	for w.sim.Asked("/cancel") == 0 { // the region is told beside
		<-look.C
	}
	w.sign(s)
	_, err = w.Enter(t.Context(), nil)
	if domain.CodeOf(err) != app.CodePassphraseNew {
		t.Fatalf("without a key ring: %v", err)
	}
	res, err := w.Enter(t.Context(), []byte("fyra små grå katter"))
	must(t, err)
	if res.User.Name != berit.Name || !res.Online {
		t.Errorf("%+v", res)
	}
	now := w.Snapshot()
	if now.Session.Via != domain.ViaBankID || now.Clinic.No != clinic || !now.LoggedIn {
		t.Errorf("%+v", now.Session)
	}
	d, err := w.NewDraft()
	must(t, err)
	d.InvoiceNo = "BankID-1"
	_, err = w.SaveDraft(d)
	must(t, err)
	w.Lock()
	w.Seal()

	w.App = w.program()
	if _, err := w.login("en annan fras, med flit"); domain.CodeOf(err) != app.CodePassphraseWrong {
		t.Fatalf("a wrong passphrase: %v", err)
	}
	if _, err := w.Enter(t.Context(), []byte("fyra små grå katter")); err != nil {
		t.Fatal(err)
	}
	if got, err := w.Draft(d.ID); err != nil || got.InvoiceNo != "BankID-1" {
		t.Errorf("%+v %v", got, err)
	}
}

// TestAKeyRingOpensTheDrafts, and whoever has another does not: they are asked for
// the passphrase.
func TestAKeyRingOpensTheDrafts(t *testing.T) {
	w := newBankWorld(t)
	w.ring = bytes.Repeat([]byte{7}, 32)
	w.App = w.program()
	_, err := w.login("")
	must(t, err)
	w.Seal()
	_, err = w.login("")
	must(t, err)
	w.Seal()
	w.ring = bytes.Repeat([]byte{8}, 32)
	w.App = w.program()
	if _, err := w.login(""); domain.CodeOf(err) != app.CodePassphraseNeeded {
		t.Errorf("another key ring: %v", err)
	}
}

// TestASessionThatHasEndedLocks: the region is the one that knows.
func TestASessionThatHasEndedLocks(t *testing.T) {
	w := newBankWorld(t)
	w.ring = bytes.Repeat([]byte{7}, 32)
	w.App = w.program()
	_, err := w.login("")
	must(t, err)
	w.wait(3 * time.Hour)
	for !w.Snapshot().Locked {
		w.Refresh()
		select {
		case <-w.Updates():
		case <-t.Context().Done():
			t.Fatal(t.Context().Err())
		}
	}
	if why := w.Snapshot().Why; why != app.LockedByEnd {
		t.Error(why)
	}
}

func TestTroubleOnTheWayIsTold(t *testing.T) {
	w := newBankWorld(t)
	w.sim.Break(sim.Fault{Path: "/auth", Status: 503, Code: bankid.CodeMaintenance}, sim.Fault{Path: "/auth", Status: 400, Code: bankid.CodeInProgress})
	for _, code := range []string{app.CodeBankIDDown, app.CodeBankIDBusy} {
		if _, err := w.BeginBankID(t.Context()); domain.CodeOf(err) != code {
			t.Errorf("%v, want %s", err, code)
		}
	}
	s, err := w.BeginBankID(t.Context())
	must(t, err)
	ref, _, err := w.sim.Scan(s.QR, sim.Person{PersonalNumber: "194505249229", Name: "Okänd"})
	must(t, err)
	w.sim.Sign(ref)
	w.wait(2 * time.Second)
	if s, err = w.AskBankID(t.Context()); err != nil || s.Phase != app.BankIDRefused || s.Hint != app.CodeUnknownUser {
		t.Errorf("another person's BankID: %+v %v", s, err)
	}
	if _, err := w.Enter(t.Context(), nil); domain.KindOf(err) != domain.Unauthorized {
		t.Errorf("let in: %v", err)
	}
	p := newProxy(t, w.address, 7)
	must(t, p.listener.Close())
	a := app.New(app.Config{BankID: remote.NewBankID("https://"+p.listener.Addr().String(), &tls.Config{RootCAs: w.roots, ServerName: "localhost", MinVersion: tls.VersionTLS12})})
	if _, err := a.BeginBankID(t.Context()); domain.KindOf(err) != domain.Offline || errors.Is(err, context.Canceled) {
		t.Errorf("no server: %v", err)
	}
}
