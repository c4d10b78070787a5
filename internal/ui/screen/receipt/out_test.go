package receipt

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/uitest"
)

// out keeps what left the program.
type out struct {
	copied, name, page string
	file               string
	err                error
}

func (o *out) Copy(s string) error { o.copied = s; return o.err }

func (o *out) Print(_ context.Context, name, body string) (string, error) {
	o.name, o.page = name, body
	return o.file, o.err
}

func (o *out) PrintPDF(context.Context, string, []byte) (string, error) { return o.file, o.err }

func (o *out) Save(string, func(io.Writer) error) (string, error) { return o.file, o.err }

func openWith(t *testing.T, d domain.Draft, o *out) (*uitest.Player, *port) {
	t.Helper()
	clock := uitest.NewClock(t, "2026-11-23 10:42:07")
	env := clock.Env()
	env.Out = o
	p := &port{draft: d, snap: app.Snapshot{Clinic: domain.Clinic{Name: "Ängens\x1b[2J tandklinik"}}}
	p.region.Profile.Portal, p.region.Profile.Name = "Fakturaportalen", "Västra Götalandsregionen"
	return uitest.Open(t, clock, New(env, p, "d1")), p
}

// The page holds what finds the invoice, and no patient.
func TestPrintedReceipt(t *testing.T) {
	d := received(t)
	d.Bills = []domain.DraftBill{{Person: "19600917-2336", BillRef: "45678"}, {Person: "19600917-2336", BillRef: "45679"}}
	o := &out{}
	pl, _ := openWith(t, d, o)
	pl.Press("p")
	if o.name != "kvittens-572775" || pl.Last.Notice != labels.ReceiptPrinted {
		t.Fatal(o.name, pl.Last.Notice)
	}
	want := "Fakturaportalen · Västra Götalandsregionen\nKvittens\n\n" +
		"Klinik          Ängens[2J tandklinik\n" +
		"Vår referens    572775\nOCR/Fakturanr   2026-11-014\nMottagen        2026-11-23 10:42\n" +
		"Räkningar       1\nSumma           16 150,00 kr\nRäkningsref.    45678, 45679\n\n" + labels.ReceiptKeep + "\n"
	if got := strings.ReplaceAll(o.page, "\u00a0", " "); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	o.file = "/home/anna/kvittens-572775.txt"
	pl.Press("p")
	if !strings.Contains(pl.Last.Notice, o.file) {
		t.Error(pl.Last.Notice)
	}
	o.err = errors.New("full")
	pl.Press("p")
	if pl.Last.Notice != labels.ReceiptNoPrint {
		t.Error(pl.Last.Notice)
	}
}

// TestT11TheCopyIsSent: whether it arrived the program cannot know (tmux drops it
// without a word), and the sentence is whole in the narrowest window.
func TestT11TheCopyIsSent(t *testing.T) {
	if said := labels.ReceiptCopied; !strings.Contains(said, "skickad till terminalens urklipp") || len([]rune(said)) > 60 {
		t.Errorf("%q", said)
	}
}

func TestCopiedReference(t *testing.T) {
	o := &out{}
	pl, _ := openWith(t, received(t), o)
	pl.Press("c")
	if o.copied != "572775" || pl.Last.Notice != labels.ReceiptCopied {
		t.Fatal(o.copied, pl.Last.Notice)
	}
	for _, d := range []domain.Draft{queued(), refused(domain.Refusal{})} {
		o := &out{}
		pl, _ := openWith(t, d, o)
		pl.Press("c", "p")
		if fmt.Sprint(*o) != fmt.Sprint(out{}) {
			t.Errorf("%s: %+v left the program", d.State, o)
		}
	}
}
