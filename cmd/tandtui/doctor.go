package main

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"io/fs"
	"net/url"
	"os"
	"strings"
	"time"

	"example.org/tandtui/cmd/internal/cli"
	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/doctor"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/settings"
	"example.org/tandtui/internal/store"
	remote "example.org/tandtui/internal/sync"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/page"
	"example.org/tandtui/internal/version"
)

// DoctorCmd looks at the computer without a login: reader, card, server, clock,
// disk, terminal, versions, the folder of drafts (E3). No PIN is asked for.
type DoctorCmd struct {
	Settings
	JSON   bool   `name:"json" help:"Skriv ett JSON-objekt i stället." xor:"form"`
	Bundle string `help:"Skriv ett underlag till supporten, utan personuppgifter. Innehållet visas och du får frågan först." placeholder:"FIL" xor:"form"`
	Yes    bool   `help:"Skriv underlaget utan fråga."`
}

func (DoctorCmd) Help() string {
	return "Exempel:  tandtui doctor\n          tandtui doctor --bundle underlag.txt\n\nUndersöker kortläsare, kort, server, klocka, disk, terminal, versioner och mappen för utkast, och säger vad du gör åt det som är fel. PIN behövs inte.\n\nSlutkoder: 0 inget fel, 1 programmet kunde inte göra sitt, 2 fel användning, 3 något är fel."
}

// Run looks, and tells. A fault ends it with cli.Findings.
func (c DoctorCmd) Run(ctx context.Context, s cli.Streams, set *settings.Set) error {
	lines, err := c.look(ctx, set)
	if err != nil {
		return err
	}
	switch {
	case c.JSON:
		err = writeJSON(s.Out, lines)
	case c.Bundle != "":
		return c.bundle(s, set, lines)
	default:
		err = writeLines(s.Out, lines)
	}
	if err == nil && !doctor.Sound(lines) {
		return cli.Exit{Code: cli.Findings}
	}
	return err
}

// look gathers what is known without a login.
func (c DoctorCmd) look(ctx context.Context, set *settings.Set) ([]doctor.Line, error) {
	now, err := newClock()
	if err != nil {
		return nil, err
	}
	if c.Data, err = atHome(c.Data); err != nil {
		return nil, err
	}
	f := doctor.Facts{Client: version.Version, Region: c.Region, Machine: doctor.Look(c.Data, os.Getenv), Store: folder(c.Data, now)}
	f.Card = atRest(ctx, cards(c.CardIssuer, c.CardModule, now))
	if f.Server = c.server(ctx, now); f.Server.Err == nil {
		f.Logins = c.logins(ctx)
	}
	f.Now = now.Now()
	return append(c.settings(set), doctor.Judge(f)...), nil
}

// settings is the line of the settings files, where there is something to say.
func (c DoctorCmd) settings(set *settings.Set) []doctor.Line {
	line := doctor.Line{Name: doctor.Settings, Grade: doctor.Fault}
	switch faults := set.Faults(); {
	case len(faults) > 0:
		line.Code, line.Said = "settings."+string(faults[0].Reason), text.Sentence{What: ended(faultText(faults[0])), Do: text.DoctorMend}
	case c.Server == "":
		line.Code, line.Said = "settings.server", text.DoctorNoSettings
	default:
		line.Grade, line.Said.What = doctor.Fine, text.DoctorWorks
	}
	return []doctor.Line{line}
}

// ended is a text as a sentence: a question has its mark already.
func ended(said string) string {
	if strings.HasSuffix(said, "?") {
		return said
	}
	return said + "."
}

// server asks the region's server, as somebody without a card.
func (c DoctorCmd) server(ctx context.Context, now clock) (f doctor.ServerFacts) {
	u, err := serverAddress(c.Server)
	if err != nil {
		return doctor.ServerFacts{Unset: c.Server == "", Err: &domain.Error{Kind: domain.Invalid, Code: app.CodeServerURL, Op: "doctor.server", Err: err}}
	}
	f.Address = u.Host
	c.CA, f.Err = atHome(c.CA)
	pool, err := poolOf(c.CA)
	if f.Err = errors.Join(f.Err, err); f.Err != nil {
		f.Err = &domain.Error{Kind: domain.Invalid, Code: "server.ca", Op: "doctor.server", Err: f.Err}
		return f
	}
	p, err := remote.Ask(ctx, c.Server, pool, now.Now)
	if err == nil && p.Fault != "" {
		err = &domain.Error{Kind: domain.Unauthorized, Code: p.Fault, Op: "doctor.server"}
	}
	f.Err, f.Health, f.Skew = err, p.Health, p.Skew
	return f
}

// logins asks how one logs in at the region; nil where it does not tell.
func (c DoctorCmd) logins(ctx context.Context) []domain.Login {
	address, err := serverAddress(c.Server)
	if err != nil {
		return nil
	}
	file, err := atHome(c.CA)
	if err != nil {
		return nil
	}
	pool, err := poolOf(file)
	if err != nil {
		return nil
	}
	ways, err := remote.NewBankID(c.Server, &tls.Config{ServerName: address.Hostname(), MinVersion: tls.VersionTLS12, RootCAs: pool}).Ways(ctx)
	if err != nil {
		return nil // an older server; the line of the server tells what is wrong
	}
	return ways.Logins
}

// cardPatience bounds the time until readers and card have been looked at.
const cardPatience = 8 * time.Second

// atRest is what there is to say of reader and card once nothing is being read.
func atRest(ctx context.Context, auth app.Authenticator) (last app.CardState) {
	ctx, stop := context.WithTimeout(ctx, cardPatience)
	defer stop()
	for last = range auth.Watch(ctx) {
		if last.Phase != app.CardUnknown && last.Phase != app.CardReading {
			return last
		}
	}
	return last
}

// folder is what is known of a store that nobody has opened.
func folder(dir string, now clock) (f doctor.StoreFacts) {
	if f.Err = doctor.Folder(dir); f.Err != nil {
		return f
	}
	list, err := store.NewVault(dir, now).Remnants()
	for _, r := range list {
		if r.Damaged() {
			f.Damaged++
		}
	}
	f.Err = err
	return f
}

// writeLines writes a line a check, and what to do below those that need it.
func writeLines(to io.Writer, lines []doctor.Line) error {
	for _, l := range lines {
		glyph := map[doctor.Grade]page.Level{doctor.Fine: page.OK, doctor.Warn: page.Warn, doctor.Fault: page.Error, doctor.Unknown: page.Waits}[l.Grade].Glyph()
		what := l.Said.What
		if l.Who != "" {
			what = l.Who + ". " + what
		}
		if err := say(to, glyph+" "+labels.CheckNames[string(l.Name)]+": "+what); err != nil {
			return err
		}
		if l.Said.Do != "" {
			if err := say(to, "  "+l.Said.Do); err != nil {
				return err
			}
		}
	}
	return nil
}

// writeJSON writes the checks for a program. It names nobody.
func writeJSON(to io.Writer, lines []doctor.Line) error {
	type check struct {
		Name  doctor.Name  `json:"name"`
		State doctor.Grade `json:"state"`
		Code  string       `json:"code,omitempty"`
		What  string       `json:"what"`
		Do    string       `json:"do,omitempty"`
	}
	out := struct {
		Version string  `json:"version"`
		Sound   bool    `json:"sound"`
		Checks  []check `json:"checks"`
	}{version.Version, doctor.Sound(lines), nil}
	for _, l := range lines {
		out.Checks = append(out.Checks, check{l.Name, l.Grade, l.Code, l.Said.What, l.Said.Do})
	}
	return cli.JSON(to, out, "")
}

// bundle shows what would be written, asks, and writes it into a new file that only
// the user can read.
func (c DoctorCmd) bundle(s cli.Streams, set *settings.Set, lines []doctor.Line) error {
	home, err := os.UserHomeDir()
	if err != nil {
		home = ""
	}
	around := doctor.Surroundings{
		At: time.Now(), Version: version.Line("tandtui"), Folder: c.Data, Sizes: doctor.Sizes(c.Data), Home: home, Getenv: os.Getenv,
	}
	for _, name := range settings.Names {
		v := set.Value(name, defaults()[name])
		around.Settings = append(around.Settings, doctor.Setting{Name: name, Value: shown(v.Text), From: origin(v)})
	}
	content := doctor.Bundle(lines, around)
	if err := say(s.Out, content); err != nil {
		return err
	}
	if err := cli.Confirm(s, text.BundleWrite(c.Bundle), c.Yes, "--yes"); err != nil {
		return err
	}
	file, err := os.OpenFile(c.Bundle, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return errors.New(text.BundleThere(c.Bundle))
	}
	if err != nil {
		return errors.New(text.BundleFailed(c.Bundle, err))
	}
	_, err = io.WriteString(file, content)
	if err = errors.Join(err, file.Close()); err != nil {
		return errors.Join(errors.New(text.BundleFailed(c.Bundle, err)), os.Remove(c.Bundle))
	}
	return say(s.Out, text.BundleWritten(c.Bundle))
}

// checkUp is the self-check of the running program, which knows card, server and
// store by its login.
func (r RunCmd) checkUp(a *app.App) func(context.Context) []doctor.Line {
	address, _ := url.Parse(r.Server) // wire has read it,
	data, _ := atHome(r.Data)         // and this
	return func(ctx context.Context) []doctor.Line {
		snap := a.Snapshot()
		f := doctor.Facts{
			Card: snap.Card, Client: version.Version, Region: r.Region, Rules: a.Region().Version, Machine: doctor.Look(data, os.Getenv),
			Cardless: snap.LoggedIn && snap.Session.Via != domain.ViaCard,
		}
		f.Server.Address = address.Host
		f.Server.Health, f.Server.Skew, f.Server.Err = a.Health(ctx)
		if f.Server.Err == nil {
			if ways, err := a.Ways(ctx); err == nil {
				f.Logins = ways.Logins
			}
		}
		f.Store.Err = a.StoreWorks()
		f.Now = time.Now()
		return doctor.Judge(f)
	}
}
