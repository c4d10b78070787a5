package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/adrg/xdg"
	"github.com/google/uuid"

	"example.org/tandtui/cmd/internal/cli"
	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/demo/manifest"
	"example.org/tandtui/internal/demo/phone"
	"example.org/tandtui/internal/files"
	"example.org/tandtui/internal/keyring"
	"example.org/tandtui/internal/output"
	"example.org/tandtui/internal/panics"
	"example.org/tandtui/internal/settings"
	"example.org/tandtui/internal/store"
	remote "example.org/tandtui/internal/sync"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/routes"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/screen/login"
	"example.org/tandtui/internal/ui/screen/support"
	"example.org/tandtui/internal/ui/theme"
	"example.org/tandtui/internal/version"
)

// RunCmd opens the program.
type RunCmd struct{ Settings }

// UntilStopped makes it a cli.Lasting verb.
func (RunCmd) UntilStopped() {}

func (RunCmd) Help() string {
	return "Exempel:  tandtui\n          tandtui --server https://fakturaportalen.example:8443 --ca regionens-ca.pem\n\nInställningar kan också stå i " + settings.UserFile(os.Getenv) + ": tandtui setup gör filen, tandtui config show visar vad som gäller. Utan server frågar programmet efter den."
}

// clock is the computer's, in Europe/Stockholm.
type clock struct{ zone *time.Location }

func (c clock) Now() time.Time { return time.Now().In(c.zone) }

// Run wires the parts together and shows the program until the user leaves, or
// until a goroutine panics: then what is typed is saved all the same.
func (r RunCmd) Run(ctx context.Context, s cli.Streams, set *settings.Set) error {
	if err := sound(set); err != nil {
		return err
	}
	if err := r.firstStart(ctx, s, set); err != nil {
		return err
	}
	a, err := r.wire()
	if err != nil {
		return err
	}
	if !ui.HasTerminal() {
		return errors.New(labels.NoTerminal)
	}
	keepMemory()
	ctx, fail := context.WithCancelCause(ctx)
	defer fail(nil)
	panics.OnFault(func(f *panics.Fault) { fail(f) })
	// The app outlives ctx: what is typed is saved at the end of ctx, and for
	// that the store must still be open.
	appCtx, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	ended := make(chan struct{})
	panics.Go(func() {
		defer close(ended)
		a.Run(appCtx)
	})
	err = r.show(ctx, a)
	stop()
	var f *panics.Fault
	if !errors.As(context.Cause(ctx), &f) {
		<-ended // keys are wiped, store and card are closed
		return err
	}
	select {
	case <-ended:
	case <-time.After(faultPatience):
	}
	return fmt.Errorf("%s\n%w", labels.FaultEnded, f)
}

// faultPatience bounds the orderly end after a panic.
const faultPatience = 3 * time.Second

// wire makes the app of store, sync and card. It opens none of them, so that
// wrong settings are reported even without a terminal.
func (r RunCmd) wire() (*app.App, error) {
	address, err := serverAddress(r.Server)
	if err != nil {
		return nil, err
	}
	for _, path := range []*string{&r.CA, &r.Data} {
		if *path, err = atHome(*path); err != nil {
			return nil, err
		}
	}
	base := &tls.Config{ServerName: address.Hostname(), MinVersion: tls.VersionTLS12}
	if base.RootCAs, err = poolOf(r.CA); err != nil {
		return nil, err
	}
	now, err := newClock()
	if err != nil {
		return nil, err
	}
	return app.New(app.Config{
		Auth:       cards(r.CardIssuer, r.CardModule, now),
		BankID:     remote.NewBankID(r.Server, base),
		KeyRing:    keyring.Ring{},
		Vault:      store.NewVault(r.Data, now),
		Background: remote.NewBackground(now, nil),
		Clock:      now,
		NewID:      newID,
		Region:     r.Region,
		Connect: func(s app.Session) (app.Region, error) {
			dial, err := s.Dial(context.Background(), base)
			if err != nil {
				return nil, err
			}
			return remote.NewClient(r.Server, dial)
		},
	}), nil
}

func newClock() (clock, error) {
	zone, err := time.LoadLocation("Europe/Stockholm")
	return clock{zone}, err
}

// newID is a draft's id: never given twice, and ordered in time (RFC 9562,
// version 7).
func newID() string { return uuid.Must(uuid.NewV7()).String() }

// poolOf is the issuer in a file; nil, which are the computer's own, without one.
func poolOf(file string) (*x509.CertPool, error) {
	if file == "" {
		return nil, nil
	}
	return roots(file)
}

func roots(file string) (*x509.CertPool, error) {
	raw, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("filen %s med utfärdarens certifikat kan inte läsas: %s", file, text.FileWhy(err))
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(raw) {
		return nil, fmt.Errorf("i %s finns inget certifikat (PEM)", file)
	}
	return pool, nil
}

func (r RunCmd) show(ctx context.Context, a *app.App) error {
	now, err := newClock()
	if err != nil {
		return err
	}
	address, _ := url.Parse(r.Server) // wire has read it
	demo, err := r.demo()
	if err != nil {
		return err
	}
	options := login.Options{Server: address.Host, Version: "tandtui " + version.Version, Plain: drawsNothing(os.Getenv), Open: output.Opener(os.Getenv)}
	if options.Phone, err = r.phone(); err != nil {
		return err
	}
	env := screen.Env{Theme: theme.FromEnv(r.Theme), Now: now.Now, Out: output.Out{Terminal: os.Stdout, Dir: documents()}, Files: &files.Disk{Start: r.filesAt()}, Demo: demo}
	return ui.Run(ctx, ui.New(ui.Config{
		Env:     env,
		Places:  routes.Places(env, a, options, support.About{Version: version.Line("tandtui"), Check: r.checkUp(a)}),
		Start:   screen.Route{Name: screen.Login},
		State:   a.Snapshot,
		Updates: a.Updates(),
		Seal:    a.Seal,
		Lock:    a.Lock,
		Find:    routes.Find(a),

		ChooseClinic: a.ChooseClinic,
		Demo:         r.Demo != "",
	}))
}

// drawsNothing tells of a terminal without colours of its own for a cell, on which no
// QR code can be read. NO_COLOR is no such terminal: the code is data.
func drawsNothing(getenv func(string) string) bool { return getenv("TERM") == "dumb" }

// filesAt is where the choice of a file begins: in a demo where its files are.
func (r RunCmd) filesAt() string {
	if r.Demo != "" {
		return filepath.Join(r.Demo, manifest.Files)
	}
	return documents()
}

// demo is what the program says of the demo that it runs in; nothing outside one.
func (r RunCmd) demo() (d screen.Demo, err error) {
	if r.Demo == "" {
		return d, nil
	}
	m, err := manifest.Read(r.Demo)
	d.PIN, d.Files = m.PIN, m.Files
	for _, c := range m.First {
		d.Patients = append(d.Patients, screen.DemoPatient(c))
	}
	for _, u := range m.Users {
		if slices.Contains(m.Cards, u.Name) {
			d.Cards = append(d.Cards, labels.DemoCard(u.Name, u.About))
		}
	}
	return d, err
}

// phone plays the telephone of the demo; nil where nobody logs in by BankID.
func (r RunCmd) phone() (func(ctx context.Context, code string) error, error) {
	if r.Demo == "" {
		return nil, nil
	}
	m, err := manifest.Read(r.Demo)
	if err != nil || len(m.Users) == 0 {
		return nil, err
	}
	at, err := manifest.ReadPhone(r.Demo)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	user := m.Users[0]
	for _, u := range m.Users {
		if u.Name == r.DemoUser {
			user = u
		}
	}
	return func(ctx context.Context, code string) error { return phone.Sign(ctx, at, user, code) }, err
}

// documents is the folder for what is saved instead of printed.
func documents() string {
	if info, err := os.Stat(xdg.UserDirs.Documents); err == nil && info.IsDir() {
		return xdg.UserDirs.Documents
	}
	return xdg.Home
}
