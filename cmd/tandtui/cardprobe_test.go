package main

import (
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"example.org/tandtui/internal/card/cardtest"
	"example.org/tandtui/internal/card/pcscd"
	"example.org/tandtui/internal/card/virtualcard"
)

// insertCard starts a card service for a script, with an IDPrime card in its first
// reader, and waits until the service has seen it.
func insertCard(t *testing.T, s *testscript.TestScript) {
	ca, err := cardtest.NewCA("TEST SITHS e-id Person HSA-id 3 CA v1", nil)
	s.Check(err)
	key, err := ca.Issue(cardtest.Person{Name: "Anna Test", HSAID: "SE0000000000-1AB2"})
	s.Check(err)
	c, err := virtualcard.New(virtualcard.Spec{Keys: []virtualcard.Key{key}, Variant: virtualcard.Variant{IDPrime: &virtualcard.IDPrime{}}})
	s.Check(err)
	daemon, err := pcscd.Start(t.Context(), pcscd.Options{})
	s.Check(err)
	t.Cleanup(func() { _ = daemon.Stop() })
	s.Check(c.Insert(t.Context(), daemon.Addr()))
	t.Cleanup(c.Pull)
	s.Setenv(pcscd.SocketVariable, daemon.Socket())
	for {
		_ = s.Exec("tandtui", "card", "probe") // fails until the card is seen
		if strings.Contains(s.ReadFile("stdout"), "IDPrime") {
			return
		}
		if t.Context().Err() != nil {
			s.Fatalf("the card is never seen")
		}
	}
}
