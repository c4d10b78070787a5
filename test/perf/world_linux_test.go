package perf

import (
	"context"
	"crypto/sha256"
	"crypto/tls"
	"errors"
	"fmt"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/doctor"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/region"
	"example.org/tandtui/internal/store"
	"example.org/tandtui/internal/ui"
	"example.org/tandtui/internal/ui/routes"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/screen/login"
	"example.org/tandtui/internal/ui/screen/support"
	"example.org/tandtui/internal/ui/theme"
)

// holder is a user of the demo, patient one of its patients (both invented).
const (
	holder  = "SE0000000000-DEMO01"
	patient = "196009172336"
)

type clock struct{}

func (clock) Now() time.Time { return time.Date(2026, 11, 23, 10, 42, 0, 0, time.UTC) }

// reader holds one card for ever; any PIN is right.
type reader struct{}

func (reader) Watch(ctx context.Context) <-chan app.CardState {
	states := make(chan app.CardState, 1)
	states <- app.CardState{Phase: app.CardReady, Insertion: 1, Holder: app.Holder{HSAID: holder}}
	context.AfterFunc(ctx, func() { close(states) })
	return states
}

func (reader) Login(context.Context, []byte, app.PINTry) (app.Session, error) {
	return session{}, nil
}

func (reader) Choose(uint64) {}
func (reader) Retry()        {}

type session struct{}

func (session) Identity() app.Identity {
	return app.Identity{ID: holder, Name: "Anna Ek", Via: domain.ViaCard}
}
func (session) Ended() <-chan struct{} { return nil }
func (session) Close() error           { return nil }
func (session) Dial(context.Context, *tls.Config) (app.DialFunc, error) {
	return nil, errors.New("no network here")
}

func (session) StoreKey(_ context.Context, salt []byte) ([]byte, error) {
	sum := sha256.Sum256(salt)
	return sum[:], nil
}

// county is a region that answers at once.
type county struct {
	app.Region
	data app.RegionData
}

func (county) User(context.Context) (domain.User, error) {
	clinic := domain.Clinic{No: "3101", Name: "Ängens tandklinik"}
	return domain.User{HSAID: holder, Name: "Anna Ek", Memberships: []domain.Membership{{Clinic: clinic}}}, nil
}

func (c county) Data(context.Context, string) (app.RegionData, bool, error) { return c.data, true, nil }
func (county) Close()                                                       {}

func (county) Lookup(_ context.Context, _ string, id domain.PersonID) (domain.PersonFacts, error) {
	n1 := domain.Entitlement{No: "764153", Support: domain.SupportN, Category: "N1", Validity: domain.Period{From: domain.MustDate("2024-01-01")}}
	return domain.PersonFacts{Person: id, Entitlements: []domain.Entitlement{n1}, BaseYear: 2026}, nil
}

// idle is a background that does nothing.
type idle struct{}

func (idle) Start(app.Region, app.Store, string, app.Scope, func(app.SyncState)) app.Worker {
	return idle{}
}
func (idle) Poke() {}
func (idle) Stop() {}

// program is the app over a real store in a directory. Stop it by ending ctx.
func program(ctx context.Context, dir string) (*app.App, error) {
	profile, prices, err := region.Load("vgr")
	if err != nil {
		return nil, err
	}
	ids := 0
	a := app.New(app.Config{
		Auth: reader{}, Vault: store.NewVault(dir, clock{}), Background: idle{}, Clock: clock{},
		Connect: func(app.Session) (app.Region, error) {
			return county{data: app.RegionData{Version: "1", Profile: *profile, Prices: prices}}, nil
		},
		NewID: func() string { ids++; return fmt.Sprintf("00000000-0000-7000-8000-%012d", ids) },
	})
	go a.Run(ctx)
	for a.Snapshot().Card.Phase != app.CardReady {
		<-a.Updates()
	}
	return a, nil
}

// atWork logs the user in.
func atWork(ctx context.Context, a *app.App) error {
	_, err := a.Login(ctx, []byte("123456"), app.PINTry{Insertion: 1})
	return err
}

// halfDone is a bill with five rows, being written in its comment.
func halfDone(a *app.App) (domain.Draft, error) {
	d, err := a.NewDraft()
	if err != nil {
		return d, err
	}
	id, err := domain.ParsePersonID(patient, a.Today())
	if err != nil {
		return d, err
	}
	if _, err := a.Lookup(context.Background(), id); err != nil {
		return d, err
	}
	d.InvoiceNo = "1001"
	d.Bills[0] = domain.DraftBill{Person: id.Display(), Support: "N", BillRef: "r1"}
	for i := range 5 {
		d.Bills[0].Items = append(d.Bills[0].Items, domain.DraftItem{Date: fmt.Sprintf("2026-11-%02d", 16+i/3), Code: []string{"101", "103", "114", "311", "341"}[i]})
	}
	d.Cursor = domain.Cursor{Item: domain.WholeBill, Field: domain.FieldComment}
	_, err = a.SaveDraft(d)
	return d, err
}

// show runs the interface, as cmd/tandtui does.
func show(ctx context.Context, a *app.App, start screen.Route) error {
	env := screen.Env{Theme: theme.FromEnv("auto"), Now: clock{}.Now}
	return ui.Run(ctx, ui.New(ui.Config{
		Env: env, Places: routes.Places(env, a, login.Options{Server: "localhost"}, support.About{Version: "test", Check: func(context.Context) []doctor.Line { return nil }}), Start: start,
		State: a.Snapshot, Updates: a.Updates(), Seal: a.Seal, Lock: a.Lock,
	}))
}
