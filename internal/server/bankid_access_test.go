package server_test

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/bankid"
	"example.org/tandtui/internal/bankid/sim"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
)

// write changes the region's registers.
func (w *bankWorld) write(f func(tx server.Tx, user int64) error) {
	w.t.Helper()
	err := w.store.Write(w.t.Context(), func(tx server.Tx) error {
		u, err := tx.User(server.Identity{Kind: server.IdentityPersonnummer, Value: berit.PersonalNumber}, today)
		if err != nil {
			return err
		}
		return f(tx, u.ID)
	})
	if err != nil {
		w.t.Fatal(err)
	}
}

// A user who is removed while logged in is out at her next request, and BankID does
// not let her in again; work at another clinic goes on.
func TestAUserWhoIsRemovedWhileLoggedIn(t *testing.T) {
	w := newBankWorld(t)
	w.write(func(tx server.Tx, user int64) error {
		return tx.PutMembership(user, clinicB, domain.RoleReader, domain.Period{From: today.AddDays(-10)})
	})
	c := w.terminal()
	w.enter(c, berit)
	var in api.Session
	if err := json.Unmarshal(do(t, c, "GET", w.base+"/v1/session", nil).body, &in); err != nil {
		t.Fatal(err)
	}
	var clinics []string
	for _, m := range in.User.Memberships {
		clinics = append(clinics, m.Clinic.No)
	}
	slices.Sort(clinics)
	if !slices.Equal(clinics, []string{clinicA, clinicB}) {
		t.Fatalf("may work at %v", clinics)
	}
	look := func(clinic string) answer { return do(t, c, "GET", w.base+"/v1/clinics/"+clinic+"/changes", nil) }
	end := func(clinic string, role domain.Role) {
		w.write(func(tx server.Tx, user int64) error {
			return tx.PutMembership(user, clinic, role, domain.Period{From: today.AddDays(-10), To: today.AddDays(-1)})
		})
	}
	end(clinicA, domain.RoleUser)
	if a := look(clinicA); a.problem(t).Code != api.ProblemUserEnded {
		t.Errorf("the clinic that she has left: %d %s", a.status, a.body)
	}
	if a := look(clinicB); a.status != http.StatusOK {
		t.Errorf("the other clinic: %d", a.status)
	}
	end(clinicB, domain.RoleReader)
	if a := look(clinicB); a.problem(t).Code != api.ProblemUserEnded {
		t.Errorf("removed: %d %s", a.status, a.body)
	}
	w.refused(c, 403, api.ProblemUserEnded)
	if l := w.enter(w.terminal(), berit); l.State != "refused" || l.Hint != api.ProblemUserEnded {
		t.Errorf("BankID again: %+v", l)
	}
}

// TestManyTerminalsAndServersAskBankIDRarely: whoever asks, at whichever server, an
// order is asked about at most each other second.
func TestManyTerminalsAndServersAskBankIDRarely(t *testing.T) {
	w := newBankWorld(t)
	party, err := bankid.New(w.sim.Party)
	if err != nil {
		t.Fatal(err)
	}
	second, err := server.NewService(w.config(party)) // at the same database
	if err != nil {
		t.Fatal(err)
	}
	me := server.Caller{Key: "terminal", From: "192.0.2.7"}
	o, err := w.service.StartBankID(t.Context(), me, "")
	if err != nil {
		t.Fatal(err)
	}
	const step, steps = 250 * time.Millisecond, 80
	for range steps {
		w.wait(step)
		for _, s := range []*server.Service{w.service, second} {
			for range 3 {
				if _, err := s.BankIDOrder(t.Context(), me, o.ID); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	if n, most := w.sim.Asked("/collect"), int(steps*step/(2*time.Second)); n != most {
		t.Errorf("in %v BankID was asked %d times, want %d", steps*step, n, most)
	}
}

// Whoever runs the server is told why nobody can log in, once a minute and without a
// word about the user.
func TestTroubleWithBankIDIsLogged(t *testing.T) {
	w := newBankWorld(t)
	c := w.terminal()
	for range 3 {
		w.sim.Break(sim.Fault{Path: "/auth", Status: 403, Body: "<html>"})
		if a := do(t, c, "POST", w.base+"/v1/bankid", []byte(`{}`)); a.problem(t).Code != api.ProblemBankIDDown {
			t.Errorf("%d %s", a.status, a.body)
		}
	}
	l := w.begin(c)
	w.sim.Break(sim.Fault{Path: "/collect", Status: 503, Code: bankid.CodeMaintenance})
	w.ask(c, l.ID)
	log := w.log.String()
	if strings.Count(log, `"code":"unauthorized","error":"bankid: HTTP 403`) != 1 || strings.Count(log, `"code":"maintenance"`) != 1 {
		t.Errorf("log %s", log)
	}
	if strings.Contains(log, l.ID) || strings.Contains(log, l.AutoStart) {
		t.Error("the log knows the order")
	}
}
