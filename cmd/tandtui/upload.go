package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"example.org/tandtui/cmd/internal/cli"
	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/files"
	"example.org/tandtui/internal/text"
)

// UploadCmd sends an invoice file and waits for the region's answer (C1, C4, C11).
type UploadCmd struct {
	Settings
	File      string `arg:"" name:"fil" help:"Fakturafil."`
	Mode      string `required:"" enum:"valid-only,all" help:"valid-only skickar de rätta räkningarna, all skickar bara om alla är rätta."`
	Clinic    string `help:"Kliniknummer att skicka från, för den som har flera." placeholder:"NR"`
	JSON      bool   `name:"json" help:"Skriv svaret som ett JSON-objekt."`
	ReturnDir string `help:"Mapp för två returfiler: mottagna räkningar, och de andra med felen som kommentarer." placeholder:"MAPP"`
}

func (UploadCmd) Help() string {
	return `Exempel:  tandtui upload --mode valid-only fakturor.xml

Granskar filen, frågar efter kortets PIN i terminalen, skickar och väntar på regionens svar. Filen läggs först i utkorgen: bryts det av skickas den nästa gång programmet eller tandtui upload körs, och varje räkning kommer fram en gång. Samma fil igen gör ingen skada.

Slutkoder: 0 allt är mottaget, 1 programmet kunde inte göra sitt, 2 fel användning, 3 något togs inte emot, 4 inget svar än: filen ligger i utkorgen.`
}

// modes are the modes by their words on the command line.
var modes = map[string]domain.UploadMode{"valid-only": domain.UploadValid, "all": domain.UploadAll}

// Run sends it.
func (c UploadCmd) Run(ctx context.Context, s cli.Streams) error {
	disk := &files.Disk{}
	file, err := disk.File(c.File)
	if err != nil {
		return said(err)
	}
	a, err := RunCmd{c.Settings}.wire()
	if err != nil {
		return err
	}
	return atWork(ctx, a, c.Clinic, s.Err, func(ctx context.Context) error {
		return uploader{work: a, s: s, name: c.File, mode: modes[c.Mode], json: c.JSON, returns: c.ReturnDir}.run(ctx, file)
	})
}

// work is what the verb needs of the program. *app.App is one.
type work interface {
	CheckFile(ctx context.Context, f domain.File, progress func(app.FileProgress)) (app.FileCheck, error)
	QueueUpload(f domain.File, c app.FileCheck, mode domain.UploadMode) (id string, err error)
	Upload(id string) (app.Upload, error)
	UploadFile(id string) (domain.File, error)
	Seen(ids ...string) error
	Snapshot() app.Snapshot
	Updates() <-chan app.Change
	Today() domain.Date
}

// uploader is one upload by the verb.
type uploader struct {
	work    work
	s       cli.Streams
	name    string // of the file, as it was typed
	mode    domain.UploadMode
	json    bool
	returns string // folder of the return files; "": not wanted
}

func (u uploader) run(ctx context.Context, f domain.File) error {
	c, err := u.work.CheckFile(ctx, f, nil)
	if err != nil {
		return err
	}
	found := &checked{File: u.name, Today: u.work.Today(), Report: c.Report}
	var id string
	switch {
	case c.Before != nil && c.Before.Answered.IsZero(): // an earlier try was broken off
		id = c.Before.ID
	case c.Sendables() == 0 || u.mode == domain.UploadAll && c.Faulty > 0:
		return u.end(found, app.Upload{}, f)
	default:
		if id, err = u.work.QueueUpload(f, c, u.mode); err != nil {
			return err
		}
	}
	if err := say(u.s.Err, text.UploadSending(c.Sendables(), c.Credits)); err != nil {
		return err
	}
	sent, err := u.wait(ctx, id)
	if err != nil {
		return err
	}
	if sent.Refusal != nil {
		return fmt.Errorf("%s", text.Error(sent.Refusal.Code).String())
	}
	found.Report = sent.Report()
	found.Report.Header, found.Report.Bytes = c.Header, c.Bytes
	kept, err := u.work.UploadFile(id)
	if err != nil {
		return err
	}
	err = u.end(found, sent, kept)
	if err == nil || errors.As(err, &cli.Exit{}) { // it is written: the screen need not tell it again
		err = errors.Join(err, u.work.Seen(id))
	}
	return err
}

// wait waits for the region's answer, for as long as the region can be reached.
func (u uploader) wait(ctx context.Context, id string) (app.Upload, error) {
	later := func(why string) error { return cli.Exit{Code: cli.Later, Why: why} }
	for {
		sent, err := u.work.Upload(id)
		if err != nil || !sent.Answered.IsZero() {
			return sent, err
		}
		switch state := u.work.Snapshot(); {
		case sent.Damaged:
			return sent, fmt.Errorf("%s", text.Error(app.CodeStoreDamaged).String())
		case state.Locked:
			return sent, later(text.UploadCardGone)
		case state.Sync.Phase == app.SyncOffline || state.Sync.Phase == app.SyncRefused:
			return sent, later(text.UploadLater(text.Error(state.Sync.Code)))
		}
		select {
		case <-u.work.Updates():
		case <-ctx.Done():
			return sent, later(text.UploadStopped)
		}
	}
}

// end writes the return files and what became of the file; sent is zero where nothing
// was sent.
func (u uploader) end(found *checked, sent app.Upload, f domain.File) error {
	if u.returns != "" && !found.Report.FileFault {
		in, err := f.Open()
		if err != nil {
			return err
		}
		defer func() { _ = in.Close() }() // it was only read
		if err := giveBack(u.returns, in, found); err != nil {
			return err
		}
	}
	if err := u.write(found, sent); err != nil {
		return err
	}
	if r := sent.Receipt; r == nil || r.Upload.FileFault || len(r.Upload.Refused) > 0 {
		return cli.Exit{Code: cli.Findings}
	}
	return nil
}

func (u uploader) write(found *checked, sent app.Upload) error {
	if u.json {
		return cli.JSON(u.s.Out, uploadedJSON{found.answer(), receiptOf(sent)}, "")
	}
	if err := found.write(u.s.Out, false); err != nil {
		return err
	}
	if sent.Receipt == nil {
		return say(u.s.Out, text.UploadNotSent)
	}
	return say(u.s.Out, text.UploadDone(*sent.Receipt)...)
}

// uploadedJSON is what --json writes: the check as the region has decided it, and the
// receipt. Its names are an interface.
type uploadedJSON struct {
	checkedJSON
	Receipt *receiptJSON `json:"receipt"` // null: nothing was sent
}

type receiptJSON struct {
	ID       string                   `json:"id"`
	Received time.Time                `json:"received"`
	Mode     domain.UploadMode        `json:"mode"`
	Taken    int                      `json:"taken"`
	Sum      domain.Ore               `json:"takenSumOre"`
	Before   int                      `json:"before"`
	Earlier  string                   `json:"earlier,omitempty"`
	Attached int                      `json:"attachments"`
	Made     int                      `json:"made"`
	Invoices []domain.UploadedInvoice `json:"invoices"`
}

func receiptOf(sent app.Upload) *receiptJSON {
	r := sent.Receipt
	if r == nil {
		return nil
	}
	u := r.Upload
	return &receiptJSON{r.Submission, r.Received, u.Mode, u.Taken, r.Sum, u.Before, u.Earlier, u.Attachments, u.Made, append([]domain.UploadedInvoice{}, u.Invoices...)}
}
