package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"

	"example.org/tandtui/cmd/internal/cli"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
	"example.org/tandtui/internal/text"
)

// UploadsCmd is the invoice files that clinics have uploaded (C1).
type UploadsCmd struct {
	List UploadsListCmd `cmd:"" help:"Lista fakturafiler, de nyaste först."`
	Show UploadsShowCmd `cmd:"" help:"Visa vad en fakturafil blev: fakturor, och vilka fel den hade."`
}

// UploadsListCmd lists them. No patient is shown.
type UploadsListCmd struct {
	Database
	Format
	Days
	Limit
	Clinic Filled `placeholder:"NR" help:"Bara filer som denna klinik har skickat."`
}

// Validate asks each of the flags that are shared.
func (c UploadsListCmd) Validate() error { return errors.Join(c.Days.Validate(), c.Limit.Validate()) }

func (UploadsListCmd) Help() string {
	return `Exempel:  tandserver uploads list --db sqlite:/var/lib/tandserver/region.db --clinic 3101 --from 2026-11-01

Perioden är när filen kom. En fil känns igen på början av sin kontrollsumma (SHA-256, som sha256sum ger den) och på id:t i den; klinikens namn på filen skickas inte, för det kan nämna en patient. En fil som just kommer eller granskas står inte i listan. Inga patienter visas.`
}

func (c UploadsListCmd) Run(ctx context.Context, s cli.Streams) error {
	clock, err := swedishClock()
	if err != nil {
		return err
	}
	zone := clock().Location()
	f := server.UploadFilter{Clinic: string(c.Clinic), Limit: c.Limit.Limit}
	f.From, f.To = c.moments(zone)
	list, err := uploads(ctx, c.Database, s, f)
	if err != nil {
		return err
	}
	t := newUploadTable(zone)
	out := make([]shownUpload, len(list))
	for i, u := range list {
		out[i] = u.shownUpload
		t.upload(u)
	}
	return c.tell(s, out, func() error { return t.tell(s, "Inga fakturafiler har kommit den tiden.", c.more(len(list))) })
}

// UploadsShowCmd shows one of them. No patient is shown.
type UploadsShowCmd struct {
	Database
	Format
	ID string `arg:"" name:"id" help:"Uppladdningens id, som uploads list visar."`
}

func (UploadsShowCmd) Help() string {
	return `Exempel:  tandserver uploads show --db sqlite:/var/lib/tandserver/region.db 7f3c1e0a-52a4-4c0b-8d6f-5a2b7b0e9c11

Fel visas efter kod, med hur många de är: fellistan med patienterna har kliniken. Koderna står i docs/fakturafil.md och docs/findings.md.`
}

func (c UploadsShowCmd) Run(ctx context.Context, s cli.Streams) error {
	clock, err := swedishClock()
	if err != nil {
		return err
	}
	list, err := uploads(ctx, c.Database, s, server.UploadFilter{ID: c.ID})
	switch {
	case err != nil:
		return err
	case len(list) == 0:
		return errors.New("det finns ingen sådan fakturafil: tandserver uploads list visar vilka som finns")
	}
	return c.tell(s, list, func() error {
		for _, u := range list { // an id is its clinic's own
			if err := tellUpload(s, u, clock().Location()); err != nil {
				return err
			}
		}
		return nil
	})
}

// shownUpload is a file as uploads list --json tells it.
type shownUpload struct {
	ID          string            `json:"id"`
	At          time.Time         `json:"at"`
	Clinic      string            `json:"clinic"`
	User        string            `json:"user"`
	FileID      string            `json:"fileId"`
	Digest      string            `json:"sha256"`
	Mode        domain.UploadMode `json:"mode"`
	Bills       int               `json:"bills"`   // in the file
	Credits     int               `json:"credits"` // in the file
	Taken       int               `json:"taken"`
	Before      int               `json:"before"`
	Faulty      int               `json:"faulty"`
	Sum         domain.Ore        `json:"takenSumOre"`
	FaultySum   domain.Ore        `json:"faultySumOre"`
	Attachments int               `json:"attachments"`
	FileFault   bool              `json:"fileFault"`
	Earlier     string            `json:"earlier,omitempty"`
}

// wholeUpload is one as uploads show --json tells it.
type wholeUpload struct {
	shownUpload
	Made     int                      `json:"made"`
	Invoices []domain.UploadedInvoice `json:"invoices"`
	Faults   []shownFaults            `json:"faults"`
	Unlisted int                      `json:"unlisted"`
}

// shownFaults are a file's faults of one kind.
type shownFaults struct {
	Code  string `json:"code"`
	Count int    `json:"count"`
}

// uploads reads what was answered.
func uploads(ctx context.Context, d Database, s cli.Streams, f server.UploadFilter) (list []wholeUpload, err error) {
	err = d.reading(ctx, s, func(_ opened, tx server.Tx) error {
		list = nil
		users, err := tx.Users()
		if err != nil {
			return err
		}
		names := make(map[int64]string, len(users))
		for _, u := range users {
			names[u.ID] = called(u)
		}
		return server.UploadedFiles(tx, f, func(x server.UploadedFile, faults map[string]int) error {
			list = append(list, uploadOf(x, faults, names[x.UserID]))
			return nil
		})
	})
	return list, err
}

func uploadOf(x server.UploadedFile, faults map[string]int, user string) wholeUpload {
	r, u := x.Receipt, x.Receipt.Upload
	out := wholeUpload{
		shownUpload: shownUpload{
			ID: r.Submission, At: r.Received, Clinic: x.Clinic, User: user, FileID: u.FileID, Digest: r.Digest, Mode: u.Mode, Bills: u.Bills, Credits: u.Credits,
			Taken: u.Taken, Before: u.Before, Faulty: len(u.Refused), Sum: r.Sum, FaultySum: u.RefusedSum, Attachments: u.Attachments, FileFault: u.FileFault, Earlier: u.Earlier,
		},
		Made: u.Made, Invoices: append([]domain.UploadedInvoice{}, u.Invoices...), Faults: []shownFaults{}, Unlisted: u.Unlisted,
	}
	for _, code := range slices.Sorted(maps.Keys(faults)) {
		out.Faults = append(out.Faults, shownFaults{code, faults[code]})
	}
	return out
}

type uploadTable struct {
	*table
	zone *time.Location
}

func newUploadTable(zone *time.Location) uploadTable {
	return uploadTable{newTable("När", "Klinik", "Vem", "Fil (SHA-256)", ">Mottagna", ">Summa kr", ">Redan mottagna", ">Med fel", "Läge", "Id"), zone}
}

func (t uploadTable) upload(u wholeUpload) {
	t.add(u.At.In(t.zone).Format(time.DateTime), u.Clinic, u.User, u.Digest[:min(len(u.Digest), 12)], text.Number(u.Taken), u.Sum.String(),
		text.Number(u.Before), text.Number(u.Faulty), uploadMode(u.shownUpload), u.ID)
}

// uploadMode is how a file was sent, and whether it was at fault as a whole.
func uploadMode(u shownUpload) string {
	mode := "de rätta"
	if u.Mode == domain.UploadAll {
		mode = "allt eller inget"
	}
	if u.FileFault {
		return mode + ", fel på filen"
	}
	return mode
}

func tellUpload(s cli.Streams, u wholeUpload, zone *time.Location) error {
	files := newUploadTable(zone)
	files.upload(u)
	if err := files.tell(s, "", fmt.Sprintf("\nFilens id: %s. SHA-256: %s.\nI filen: %s. Bilagor sparade: %s.\n\n", text.Safe(u.FileID), text.Safe(u.Digest),
		text.FileThings(u.Bills+u.Credits, u.Credits), text.Number(u.Attachments))); err != nil {
		return err
	}
	invoices := newTable("Klinik", "Faktura", ">Vår referens", ">Räkningar", ">Summa kr")
	for _, v := range u.Invoices {
		invoices.add(v.Clinic, v.InvoiceNo, strconv.FormatInt(v.OurRef, 10), text.Number(v.Bills), v.Sum.String())
	}
	more := ""
	if left := u.Made - len(u.Invoices); left > 0 {
		more = "Och " + text.Count(left, "faktura", "fakturor") + " till.\n"
	}
	if err := invoices.tell(s, "Inga fakturor gjordes av filen.", more); err != nil || len(u.Faults) == 0 {
		return err
	}
	faults := newTable("Kod", ">Antal")
	for _, f := range u.Faults {
		faults.add(f.Code, text.Number(f.Count))
	}
	more = ""
	if u.Unlisted > 0 {
		more = "Och " + text.Count(u.Unlisted, "anmärkning", "anmärkningar") + " till, som kvittensen inte har rum för.\n"
	}
	if _, err := fmt.Fprintln(s.Out); err != nil {
		return err
	}
	return faults.tell(s, "", more)
}
