package card

import (
	"testing"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/card/pcsc"
	"example.org/tandtui/internal/domain"
)

func ended(s app.Session) bool {
	select {
	case <-s.Ended():
		return true
	default:
		return false
	}
}

// A session lasts while its card stays in the reader, whatever else happens, and
// ends with it.
func TestSessionEndsWhenItsCardIsGone(t *testing.T) {
	for name, gone := range map[string]pcsc.State{
		"pulled":                      {Readers: []pcsc.Reader{{Name: "R"}}},
		"pulled and put back":         inserted("R", 3),
		"another card in its place":   inserted("R", 5),
		"the reader is unplugged":     {},
		"the service does not answer": {Err: pcsc.ErrNoService},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t)
			b.card(t, "R", "SE0000000000-DEMO01")
			b.readers <- inserted("R", 1)
			b.await(t, app.CardReady)
			s, err := b.Login(t.Context(), []byte("123456"), app.PINTry{Insertion: 1})
			if err != nil {
				t.Fatal(err)
			}
			if id := s.Identity(); id != (app.Identity{ID: "SE0000000000-DEMO01", Name: "Anna[2J Ek", Via: domain.ViaCard, Until: id.Until}) || id.Until.IsZero() {
				t.Errorf("%+v", id)
			}
			b.readers <- pcsc.State{Readers: []pcsc.Reader{{Name: "R", Present: true, Changes: 1}, {Name: "Q"}}}
			b.readers <- inserted("R", 1) // the state before is taken once this one is
			if ended(s) {
				t.Fatal("ended while the card is there")
			}
			b.readers <- gone
			<-s.Ended()
		})
	}
}

// A card that was pulled while its PIN was looked at leaves no session that lasts.
func TestASessionOfAPulledCardHasEnded(t *testing.T) {
	for name, move := range map[string]pcsc.State{"pulled": {Readers: []pcsc.Reader{{Name: "R"}}}, "back again": inserted("R", 3)} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t)
			b.card(t, "R", "SE0000000000-DEMO01")
			b.readers <- inserted("R", 1)
			b.await(t, app.CardReady)
			b.mu.Lock()
			slot := b.slot(1)
			b.mu.Unlock()
			identity, err := b.identity(t.Context(), slot)
			if err != nil {
				t.Fatal(err)
			}
			b.readers <- move
			b.readers <- move // the one before is taken once this one is
			if s := b.begin(slot, identity); !ended(s) {
				t.Error("a session of the card that was there")
			}
		})
	}
}
