package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"example.org/tandtui/cmd/internal/cli"
	"example.org/tandtui/internal/server"
	"example.org/tandtui/internal/text"
)

// AttachmentsCmd is what has come with the bills of invoice files (C8).
type AttachmentsCmd struct {
	List  AttachmentsListCmd  `cmd:"" help:"Lista en fakturas bilagor."`
	Write AttachmentsWriteCmd `cmd:"" help:"Öppna en fakturas bilagor med den hemliga nyckeln, och skriv dem i en mapp."`
}

// AttachmentsListCmd lists them. That they are shown is logged.
type AttachmentsListCmd struct {
	Database
	Who
	Format
	OurRef int64 `arg:"" name:"vår-referens" help:"Fakturan."`
}

func (AttachmentsListCmd) Help() string {
	return `Exempel:  tandserver attachments list --db sqlite:/var/lib/tandserver/region.db 600012

Att bilagornas namn visades loggas för de patienter som har dem.`
}

// shownAttachment is one as --json tells it.
type shownAttachment struct {
	BillNo int64     `json:"billNo"`
	Name   string    `json:"name"`
	Kind   string    `json:"kind"`
	Size   int64     `json:"size"`
	Digest string    `json:"sha256"`
	At     time.Time `json:"at"`
}

func (c AttachmentsListCmd) Run(ctx context.Context, s cli.Streams) (err error) {
	o, err := c.open(ctx, s)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, o.Close()) }()
	d, err := c.desk(o)
	if err != nil {
		return err
	}
	list, err := d.Attachments(ctx, c.OurRef)
	if err != nil {
		return err
	}
	out := make([]shownAttachment, len(list))
	for i, a := range list {
		out[i] = shownAttachment{a.BillNo, a.Name, a.Kind, a.Size, a.Digest, a.At}
	}
	return c.tell(s, out, func() error { return tellAttachments(s.Out, out, d.Now().Location()) })
}

func tellAttachments(w io.Writer, list []shownAttachment, zone *time.Location) error {
	if len(list) == 0 {
		_, err := fmt.Fprintln(w, "Fakturan har inga bilagor.")
		return err
	}
	t := newTable(">Räkning", "Namn", "Typ", ">Byte", "Kom")
	for _, a := range list {
		t.add(strconv.FormatInt(a.BillNo, 10), a.Name, a.Kind, strconv.FormatInt(a.Size, 10), a.At.In(zone).Format(time.DateTime))
	}
	return t.write(w)
}

// AttachmentsWriteCmd writes them where whoever handles the invoice can open them.
type AttachmentsWriteCmd struct {
	Database
	Who
	Key    string `required:"" placeholder:"FIL" type:"existingfile" help:"Den hemliga halvan av nyckeln (tandserver bankid key)."`
	To     string `required:"" placeholder:"MAPP" type:"existingdir" help:"Mappen som de skrivs i."`
	OurRef int64  `arg:"" name:"vår-referens" help:"Fakturan."`
}

func (AttachmentsWriteCmd) Help() string {
	return `Exempel:  tandserver attachments write --db sqlite:region.db --key bilagor.key --to akt 600012

Varje fil heter som bilagan, med räkningens nummer först. Ingen fil skrivs över. Att de togs ut loggas, också i patienternas logg. Ta bort filerna när ärendet är klart: de är inte förseglade.`
}

func (c AttachmentsWriteCmd) Run(ctx context.Context, s cli.Streams) (err error) {
	secret, err := readEvidenceSecret(c.Key)
	if err != nil {
		return err
	}
	o, err := c.open(ctx, s)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, o.Close()) }()
	d, err := c.desk(o)
	if err != nil {
		return err
	}
	written := 0
	err = d.TakeAttachments(ctx, c.OurRef, func(a server.Attachment) error {
		path, err := c.write(a, secret)
		if err != nil {
			return err
		}
		written++
		_, err = fmt.Fprintf(s.Out, "%s: skriven\n", text.Safe(path))
		return err
	})
	if err == nil && written == 0 {
		_, err = fmt.Fprintln(s.Out, "Fakturan har inga bilagor.")
	}
	return err
}

// write writes one. The name was checked when it came: it is no path.
func (c AttachmentsWriteCmd) write(a server.Attachment, secret *server.EvidenceSecret) (string, error) {
	path := filepath.Join(c.To, strconv.FormatInt(a.BillNo, 10)+"-"+filepath.Base(a.Name))
	raw, err := secret.OpenAttachment(a)
	if err != nil {
		return "", fmt.Errorf("%s kan inte öppnas: den är förseglad med en annan nyckel, eller skadad", text.Safe(a.Name))
	}
	err = writeNew(path, raw)
	if errors.Is(err, os.ErrExist) {
		return "", fmt.Errorf("%s finns redan: flytta den, eller välj en annan mapp", text.Safe(path))
	}
	return path, err
}
