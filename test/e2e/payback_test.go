package e2e

import (
	"strings"
	"testing"
)

// A clinic with plusgiro pays a credit back itself: it is told what, where and with
// which number, no run takes it off, and what its bank sends settles it once.
func TestMoneyPaidBack(t *testing.T) {
	for region, c := range map[string]struct{ server, to string }{
		"vgr":      {"server", `till bankgiro 5591-09140`},
		"varmland": {"server-varmland", `fråga regionen om kontot`},
	} {
		t.Run(region, func(t *testing.T) {
			w := startRegion(t, region, c.server, "--user", "David Sjö")
			w.open(80, 24)
			w.login()
			w.see(`Välkommen`)
			desk := w.bankDesk(c.server)
			w.keys("3")
			w.see(`›Under behandling`)
			w.keys("Right")
			w.see(`›Utbetalda`)
			w.keys("a")
			w.see(`hela tiden[\s\S]*2 330,00`)
			w.keys("End", "Enter")
			ref := w.see(`Vår referens (\d+)[\s\S]*Belopp 2 330,00 kr`)[1]
			w.keys("K")
			w.read(`Kreditera hela fakturan .*2 330,00 kr\?`)
			w.keys("j")
			w.see(`Krediterad`)
			w.keys("Escape")
			w.see(`›Utbetalda`)
			w.keys("Left")
			w.see(`› .*_Kredit .*-2 330,00 +Under behandling`)
			w.keys("Enter")
			credit := w.see(`Vår referens (\d+)[\s\S]*Krediterar ` + ref + `[\s\S]*Betala tillbaka 2 330,00 kr`)[1]
			w.see(c.to)
			run, _ := desk.prepare()
			desk.confirm(desk.shut(run), run)
			w.see(`Status Under behandling`) // the run has not taken it off
			desk.tool("tandserver", "demo", "refund", "--dir", desk.dir, "--our-ref", credit, "--amount", "2330", "--date", w.demo.Date)
			file := desk.only("aterbetalning-" + credit + "-*.xml")
			desk.verb("pay", "settle", "--yes", file)
			w.see(`Krediten är återbetald`)
			if said := desk.verb("pay", "settle", "--yes", file); !strings.Contains(said, "Betalningar: 0. Inlästa förut: 1.") {
				t.Error(said)
			}
			desk.proven()
		})
	}
}
