package receipt

import (
	"context"
	"strconv"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/screen"
)

// The ways out of the screen.
var (
	printKey = keys.New("p", labels.ReceiptPrint, "p")
	copyKey  = keys.New("c", labels.ReceiptCopy, "c")
)

// taken answers printing or copying.
type taken struct {
	screen.Mark
	said string
}

// print prints the receipt, by the number the region gave.
func (m *model) print() tea.Cmd {
	out, r, data, snap := m.env.Out, *m.draft.Receipt, m.port.Region(), m.port.Snapshot()
	var refs []string
	for _, b := range m.draft.Bills {
		refs = append(refs, b.BillRef)
	}
	zone := m.env.Now().Location()
	return func() tea.Msg {
		page := labels.ReceiptPage(data.Profile.Portal, data.Profile.Name, snap.Clinic.Name, r, refs, zone)
		file, err := out.Print(context.Background(), "kvittens-"+strconv.FormatInt(r.OurRef, 10), page)
		switch {
		case err != nil:
			return taken{said: labels.ReceiptNoPrint}
		case file != "":
			return taken{said: labels.ReceiptSaved(file)}
		}
		return taken{said: labels.ReceiptPrinted}
	}
}

func (m *model) copy() tea.Cmd {
	out, ref := m.env.Out, strconv.FormatInt(m.draft.Receipt.OurRef, 10)
	return func() tea.Msg {
		if out.Copy(ref) != nil {
			return nil // the terminal is gone, and with it whoever could read the answer
		}
		return taken{said: labels.ReceiptCopied}
	}
}
