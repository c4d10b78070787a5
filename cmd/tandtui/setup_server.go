package main

import (
	"context"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"path/filepath"
	"strings"

	"example.org/tandtui/cmd/internal/cli"
	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/settings"
	remote "example.org/tandtui/internal/sync"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/layout"
)

// setup tries a server and writes the settings for it.
type setup struct {
	s    cli.Streams
	set  *settings.Set
	file settings.File // to be written
	yes  bool
}

// plainWidth is what fits in any terminal, cells: nobody has asked this one yet.
const plainWidth = 78

// say writes lines, their words whole.
func (u setup) say(lines ...string) error {
	for _, line := range lines {
		lead := line[:len(line)-len(strings.TrimLeft(line, " "))]
		for _, part := range layout.Wrap(strings.TrimLeft(line, " "), plainWidth-len(lead)) {
			if err := say(u.s.Out, lead+part); err != nil {
				return err
			}
		}
	}
	return nil
}

// editable tells why the file cannot be changed line by line.
func (u setup) editable() error {
	for _, f := range u.file.Faults {
		if f.Reason == settings.Syntax || f.Reason == settings.Unreadable {
			return errors.New(faultText(f) + ". Rätta filen först")
		}
	}
	return nil
}

// run tries the server, tells what it found, asks, and writes. It gives the file
// with the server's issuer, "" where the computer's own count.
func (u setup) run(ctx context.Context, h settings.Handout) (ca string, err error) {
	found, err := u.look(ctx, h)
	if err != nil {
		return "", err
	}
	if err := u.say(found.said()...); err != nil {
		return "", err
	}
	question := text.SetupWrite(u.file.Path)
	if found.how == trustedByNobody {
		question = text.SetupCompare
		if u.yes {
			return "", errors.New(text.SetupUnknown)
		}
	}
	if err := cli.Confirm(u.s, question, u.yes, "--yes"); err != nil {
		return "", err
	}
	return found.ca, u.write(h, found)
}

// trust is how it is known that a server is the region's.
type trust uint8

const (
	trustedByNobody      trust = iota // whoever sets up compares the fingerprint
	trustedByFile                     // its issuer stands in the region's file, or in the settings
	trustedByFingerprint              // the region has told it
	trustedByComputer                 // its issuer is one of the computer's own
)

// found is a server that has been tried.
type found struct {
	remote.Probe
	server string
	how    trust
	ca     string // file with the issuer; "": the computer's own count
	keep   []byte // what is to be written into it; nil: it is there already
}

// look tries the server, and finds out by what it can be trusted. A server that is
// not the region's by what the region itself has told is refused: nobody is asked
// about it.
func (u setup) look(ctx context.Context, h settings.Handout) (f found, err error) {
	f.server = h.Server
	pool, err := u.roots(h, &f)
	if err != nil {
		return f, err
	}
	now, err := newClock()
	if err != nil {
		return f, err
	}
	if f.Probe, err = remote.Ask(ctx, h.Server, pool, now.Now); err != nil {
		if domain.CodeOf(err) == app.CodeOffline {
			return f, cli.Exit{Code: cli.Later, Why: text.SetupNoAnswer(text.Safe(h.Server))}
		}
		return f, errors.New(text.Error(domain.CodeOf(err)).String())
	}
	if err := f.judge(h, pool != nil); err != nil {
		return f, err
	}
	if f.Issuer != nil {
		f.ca = u.caFile()
		f.keep = pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: f.Issuer.Raw})
	}
	return f, nil
}

// judge finds out by what the server can be trusted; named tells that its issuer was
// looked for in a file. The error is why it is not the region's.
func (f *found) judge(h settings.Handout, named bool) error {
	told := f.By(h.Fingerprint)
	outdated := f.Fault == app.CodeServerExpired || f.Fault == app.CodeServerName // which says more than the fingerprint
	switch {
	case h.Fingerprint != "" && told == nil && !outdated:
		return errors.New(text.SetupOtherFingerprint(colons(remote.Fingerprint(f.Chain[0]))))
	case f.Fault != "" && (f.Issuer == nil || h.CA != ""):
		return errors.New(text.Error(f.Fault).String())
	case h.Region != "" && h.Region != f.Health.Region:
		return errors.New(text.SetupOtherRegion(text.Safe(f.Health.Region), h.Region))
	case told != nil:
		f.how = trustedByFingerprint
		if f.Issuer != nil && told != f.Chain[0] {
			f.Issuer = told
		}
	case named && f.Fault == "":
		f.how = trustedByFile
	case f.Fault == "":
		f.how = trustedByComputer
	}
	return nil
}

// roots are the issuers that the region's file or the settings name; nil: the
// computer's own.
func (u setup) roots(h settings.Handout, f *found) (*x509.CertPool, error) {
	if h.CA != "" {
		pool := x509.NewCertPool()
		if !pool.AppendCertsFromPEM([]byte(h.CA)) {
			return nil, errors.New("regionens fil: i ca-pem finns inget certifikat (PEM)")
		}
		f.ca, f.keep = u.caFile(), []byte(h.CA)
		return pool, nil
	}
	ca := u.set.Value(settings.CA, "").Text
	if ca == "" || h.Fingerprint != "" || u.set.Value(settings.Server, "").Text != h.Server {
		return nil, nil
	}
	ca, err := atHome(ca)
	if err != nil {
		return nil, err
	}
	f.ca = ca
	return roots(ca)
}

// caFile lies beside the settings.
func (u setup) caFile() string { return filepath.Join(filepath.Dir(u.file.Path), "region-ca.pem") }

// said tells what was found, a line each.
func (f found) said() []string {
	leaf := f.Chain[0]
	lines := []string{
		"✓ " + text.SetupAnswers(f.server, text.Safe(f.Health.Version)),
		"✓ " + text.SetupRegion(text.Safe(f.Health.Region), f.Health.Demo),
	}
	switch f.how {
	case trustedByFile:
		lines = append(lines, "✓ "+text.SetupByFile)
	case trustedByFingerprint:
		lines = append(lines, "✓ "+text.SetupByFingerprint)
	case trustedByComputer:
		lines = append(lines, "✓ "+text.SetupByComputer(text.Safe(leaf.Issuer.CommonName)))
	case trustedByNobody:
		lines = append(lines, "! "+text.SetupByNobody)
	}
	clock := "✓ " + text.SetupClock(f.Skew)
	if (app.SyncState{Skew: f.Skew}).ClockWrong() {
		clock = "! " + text.Error("clock.skew").String()
	}
	sum := colons(remote.Fingerprint(leaf))
	half := len(sum)/2 + 1
	return append(lines, clock, "", text.SetupFingerprint(leaf.NotAfter), "  "+sum[:half], "  "+sum[half:], "")
}

// colons writes a fingerprint as it is read aloud: AB:CD:…
func colons(hex string) string {
	var parts []string
	for i := 0; i+1 < len(hex); i += 2 {
		parts = append(parts, strings.ToUpper(hex[i:i+2]))
	}
	return strings.Join(parts, ":")
}

// write writes issuer and settings, and tells what stands above them.
func (u setup) write(h settings.Handout, f found) error {
	changes := []settings.Change{{Name: settings.Server, Text: h.Server}, {Name: settings.Region, Text: f.Health.Region}}
	if f.ca != "" {
		changes = append(changes, settings.Change{Name: settings.CA, Text: f.ca})
	}
	if len(h.CardIssuer) > 0 {
		changes = append(changes, settings.Change{Name: settings.CardIssuer, Items: h.CardIssuer})
	}
	if f.keep != nil {
		if err := settings.Replace(f.ca, f.keep); err != nil {
			return cli.Exit{Code: cli.Failed, Why: text.SetupNotWritten(f.ca, err)}
		}
	}
	if err := settings.Write(u.file.Path, changes); err != nil {
		return cli.Exit{Code: cli.Failed, Why: text.SetupNotWritten(u.file.Path, err)}
	}
	for _, c := range changes {
		if v := u.set.Value(c.Name, ""); v.From > settings.FromSystem && v.Where != u.file.Path {
			if err := u.say("! " + text.SetupAbove(c.Name, origin(v))); err != nil {
				return err
			}
		}
	}
	return u.say(text.SetupDone)
}
