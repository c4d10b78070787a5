package main

import (
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"example.org/tandtui/cmd/internal/cli"
	"example.org/tandtui/internal/card"
	"example.org/tandtui/internal/card/siths"
	"example.org/tandtui/internal/text"
)

// CardCmd is what is done with a card outside the program.
type CardCmd struct {
	Probe ProbeCmd `cmd:"" help:"Visa vad kortet är för ett kort, utan PIN."`
}

// ProbeCmd tells what a card shows without a PIN. It is what the first owner of an
// unknown card runs and sends to support.
type ProbeCmd struct {
	JSON       bool     `name:"json" help:"Skriv svaret som JSON, för supporten."`
	Reader     string   `help:"Bara den läsaren; utan den alla." placeholder:"NAMN"`
	CardIssuer []string `hidden:"" env:"TANDTUI_CARD_ISSUER"`
}

func (ProbeCmd) Help() string {
	return "Exempel:  tandtui card probe\n          tandtui card probe --json > kort.json\n\nIngen PIN behövs och inget försök förbrukas. Svaret kan skickas till supporten: personnummer, kortnummer och andra långa nummer är borttagna, men innehavarens namn står kvar. Är någon inloggad med kortet måste PIN skrivas igen.\n\nSlutkoder: 0 ett kort kan användas, 1 programmet kunde inte göra sitt, 2 fel användning, 3 inget kort kan användas."
}

// Run asks the cards, tells what they say, and by the exit code whether one fits.
func (c ProbeCmd) Run(ctx context.Context, s cli.Streams) error {
	list, err := card.Probe(ctx, siths.Config{Issuers: c.CardIssuer, Now: time.Now}, c.Reader)
	if err != nil {
		return said(err)
	}
	if err := c.write(s.Out, list); err != nil {
		return err
	}
	for _, p := range list {
		if p.Card != nil && p.Card.Fault == "" {
			return nil
		}
	}
	return cli.Exit{Code: cli.Findings}
}

func (c ProbeCmd) write(out io.Writer, list []card.Probed) error {
	if c.JSON {
		return cli.JSON(out, list, "  ")
	}
	var lines []string
	for _, p := range list {
		lines = append(lines, text.ProbeReader(p.Reader))
		if p.Card == nil {
			lines = append(lines, "  "+text.Error(p.Fault).String())
			continue
		}
		for _, line := range probed(p.Card, p.Library) {
			lines = append(lines, "  "+line)
		}
	}
	_, err := fmt.Fprintln(out, strings.Join(lines, "\n"))
	return err
}

// probed are the lines about one card.
func probed(r *siths.Report, library string) []string {
	lines := []string{text.ProbeATR(r.ATR, r.Protocol), text.ProbeKind(text.Safe(r.Kind), text.Safe(r.Label))}
	for _, group := range []struct {
		title   string
		answers []siths.Answer
	}{{text.ProbeApplications, r.Applications}, {text.ProbeData, r.Data}, {text.ProbeFiles, r.Files}} {
		for i, a := range group.answers {
			if i == 0 {
				lines = append(lines, group.title)
			}
			lines = append(lines, "  "+text.ProbeAnswer(a.Name, a.Status, a.Size, a.Read, text.Safe(a.Text)))
		}
	}
	for _, x := range r.Certificates {
		lines = append(lines, text.ProbeCertificate(x.ID, text.Safe(x.Subject)),
			"  "+text.ProbeIssuer(text.Safe(x.Issuer), x.NotBefore, x.NotAfter),
			"  "+text.ProbeKey(x.Key, x.Usage, x.HasKey, x.KeyReference, x.PIN, x.Login))
	}
	for _, p := range r.PINs {
		lines = append(lines, text.ProbePIN(p.Reference, text.Safe(p.Label), p.Min, p.Max, p.Padding, p.Left))
	}
	for _, reference := range slices.Sorted(maps.Keys(r.Counters)) {
		lines = append(lines, text.ProbeCounter(reference, r.Counters[reference]))
	}
	if r.Fault != "" {
		return append(lines, text.CardError(r.Fault, library).String())
	}
	return append(lines, text.ProbeFits)
}
