package login

import (
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/uitest"
)

// TestTheRegionsServerIsTold: before anybody has logged in the screen says whether the
// server answers, what is wrong if it does not, and what to do. BankID is offered as
// soon as it does.
func TestTheRegionsServerIsTold(t *testing.T) {
	no := func(code string) error { return &domain.Error{Kind: domain.Offline, Code: code} }
	for _, x := range []struct {
		name string
		set  func(*bankPort)
		says []string
	}{
		{"server-silent", func(p *bankPort) { p.waysErr = no(app.CodeOffline) }, []string{"svarar inte", "Kontrollera nätet; F5 frågar igen"}},
		{"server-clock", func(p *bankPort) { p.waysErr = no(app.CodeServerExpired) }, []string{"kan inte användas", "Kontrollera datorns klocka"}},
		{"server-skew", func(p *bankPort) { p.skew = -3 * time.Hour }, []string{"Datorns klocka går 3 timmar efter.", "Ställ klockan"}},
		{"server-answers", func(*bankPort) {}, []string{"svarar", "tandtui 0.1.0"}},
	} {
		pl, p := reopen(t, x.set)
		pl.Golden(x.name)
		view := strings.Join(strings.Fields(pl.View(uitest.Sizes[0])), " ")
		for _, says := range append(x.says, "tandtui 0.1.0") {
			if !strings.Contains(view, says) {
				t.Errorf("%s: %q is not said:\n%s", x.name, says, view)
			}
		}
		uitest.CheckKeys(t, pl.Screen)
		if p.waysErr == nil {
			continue
		}
		p.waysErr = nil
		pl.Press("f5")
		if view := pl.View(uitest.Sizes[0]); !strings.Contains(view, "logga in med BankID") || strings.Contains(view, "Kontrollera") {
			t.Errorf("%s: the server answers again:\n%s", x.name, view)
		}
	}
}

// A clinic that logs in by BankID needs no reader: that there is none is no fault.
// Where the region has cards alone it is one.
func TestBankIDNeedsNoReader(t *testing.T) {
	for _, phase := range []app.CardPhase{app.CardNoService, app.CardNoReader} {
		pl, _ := reopen(t, func(p *bankPort) { p.card = app.CardState{Phase: phase} })
		pl.Golden(map[app.CardPhase]string{app.CardNoService: "bankid-no-service", app.CardNoReader: "bankid-no-reader"}[phase])
		if view := pl.View(uitest.Sizes[0]); strings.Contains(view, "✗") || !strings.Contains(view, "BankID behöver ingen kortläsare") {
			t.Errorf("%v:\n%s", phase, view)
		}
	}
	pl, _ := reopen(t, func(p *bankPort) {
		p.card, p.logins = app.CardState{Phase: app.CardNoReader}, []domain.Login{domain.LoginSITHS}
	})
	if view := pl.View(uitest.Sizes[0]); !strings.Contains(view, "✗ Kortläsare") || !strings.Contains(view, "Koppla in kortläsaren.") {
		t.Error(view)
	}
}

// A window that has lost the keyboard is one that a telephone may be held before: the
// code goes on, and so does the login.
func TestTheCodeGoesOnWithoutTheKeyboard(t *testing.T) {
	pl, p := openBankID(t, Options{}, "")
	pl.Press("enter")
	pl.Send(tea.BlurMsg{})
	for i := range 3 {
		p.tick(pl)
		if p.asks != i+1 || !pl.Screen.(screen.Full).Full() {
			t.Fatalf("asked %d times", p.asks)
		}
	}
}

// Whoever works at several clinics chooses, also after BankID.
func TestSeveralClinicsAfterBankID(t *testing.T) {
	pl, p := openBankID(t, Options{}, "")
	p.res.User = user("31", "44")
	pl.Press("enter")
	p.state = app.BankIDState{Phase: app.BankIDComplete}
	p.tick(pl)
	if pl.Last.To.Name != screen.Clinics || pl.Last.Nav != screen.NavReset {
		t.Errorf("%+v", pl.Last)
	}
}
