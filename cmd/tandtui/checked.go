package main

import (
	"fmt"
	"io"

	"example.org/tandtui/cmd/internal/cli"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/invoicefile"
	"example.org/tandtui/internal/text"
)

// checked is the answer about one file.
type checked struct {
	File               string
	Today              domain.Date // which century a person number of ten digits is of
	Report             *invoicefile.Report
	Accepted, Rejected string // paths of the return files; "": not written
}

func (c *checked) write(out io.Writer, asJSON bool) error {
	if asJSON {
		return c.json(out)
	}
	r := c.Report
	for _, f := range r.Findings {
		severity := "fel"
		if f.Severity == domain.SeverityWarning {
			severity = "varning"
		}
		if _, err := fmt.Fprintf(out, "%s:%d: %s %s: %s%s\n", text.Safe(c.File), f.Line, severity, f.Code, text.Finding(f.Finding), c.whose(f)); err != nil {
			return err
		}
	}
	if r.Unlisted > 0 {
		fmt.Fprintf(out, "%s: och %s till, som inte ryms här\n", text.Safe(c.File), text.Count(r.Unlisted, "anmärkning", "anmärkningar"))
	}
	for _, path := range []string{c.Accepted, c.Rejected} {
		if path != "" {
			fmt.Fprintf(out, "%s: skriven\n", text.Safe(path))
		}
	}
	with := ""
	if r.Attachments > 0 {
		with = ", " + text.Count(r.Attachments, "bilaga", "bilagor")
	}
	_, err := fmt.Fprintf(out, "%s: %s och %s, %s kr%s; %s\n", text.Safe(c.File), text.Bills(r.Bills), text.Count(r.Credits, "kreditering", "krediteringar"), r.Sum, with, c.verdict())
	return err
}

// whose says what bill a finding is about, as the region's list of errors does (C2).
func (c *checked) whose(f invoicefile.Finding) string {
	switch {
	case f.Place == invoicefile.WholeFile && f.Path == "":
		return ""
	case f.Place == invoicefile.WholeFile:
		return " (" + text.Safe(f.Path) + ")"
	}
	return fmt.Sprintf(" (klinik %s, räkning %s, %s, %s)", or(f.Clinic), or(f.BillRef), or(text.FilePerson(f.Person, c.Today)), text.Safe(f.Path))
}

func or(s string) string {
	if s == "" {
		return "–"
	}
	return text.Safe(s)
}

func (c *checked) verdict() string {
	switch r := c.Report; {
	case r.FileFault:
		return "filen har fel som helhet, och inget av den kan skickas"
	case r.Faulty == 0:
		return "allt kan skickas"
	default:
		return text.Number(r.Sendables()) + " kan skickas, " + text.Number(r.Faulty) + " måste rättas"
	}
}

// The names of --json are an interface: nothing is taken away or renamed.
type (
	checkedJSON struct {
		File      string             `json:"file"`
		Digest    string             `json:"digest"` // SHA-256, hex
		Header    invoicefile.Header `json:"header"`
		Bills     int                `json:"bills"`
		Credits   int                `json:"credits"`
		Sendable  int                `json:"sendable"`
		Faulty    int                `json:"faulty"`
		Sum       domain.Ore         `json:"sumOre"`
		FaultySum domain.Ore         `json:"faultySumOre"`
		FileFault bool               `json:"fileFault"`
		Findings  []findingJSON      `json:"findings"`
		Unlisted  int                `json:"unlisted"`
		Accepted  string             `json:"accepted,omitempty"`
		Rejected  string             `json:"rejected,omitempty"`
	}
	findingJSON struct {
		invoicefile.Finding
		What string `json:"what"`
		Do   string `json:"do"`
	}
)

func (c *checked) json(out io.Writer) error { return cli.JSON(out, c.answer(), "") }

func (c *checked) answer() checkedJSON {
	r := c.Report
	answer := checkedJSON{
		File: c.File, Digest: r.Digest, Header: r.Header, Bills: r.Bills, Credits: r.Credits, Sendable: r.Sendables(), Faulty: r.Faulty,
		Sum: r.Sum, FaultySum: r.FaultySum, FileFault: r.FileFault, Findings: []findingJSON{}, Unlisted: r.Unlisted, Accepted: c.Accepted, Rejected: c.Rejected,
	}
	for _, f := range r.Findings {
		s := text.Finding(f.Finding)
		answer.Findings = append(answer.Findings, findingJSON{f, s.What, s.Do})
	}
	return answer
}
