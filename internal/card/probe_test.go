package card

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/card/cardtest"
	"example.org/tandtui/internal/card/pcsc"
	"example.org/tandtui/internal/card/siths"
	"example.org/tandtui/internal/card/virtualcard"
	"example.org/tandtui/internal/domain"
)

func TestProbeOfEveryReader(t *testing.T) {
	ca, err := cardtest.NewCA(testCA, nil)
	if err != nil {
		t.Fatal(err)
	}
	key, err := ca.Issue(cardtest.Person{Name: "Anna Ek", HSAID: "SE0000000000-DEMO01"})
	if err != nil {
		t.Fatal(err)
	}
	c, err := virtualcard.New(virtualcard.Spec{Keys: []virtualcard.Key{key}, Variant: virtualcard.Variant{IDPrime: &virtualcard.IDPrime{}}})
	if err != nil {
		t.Fatal(err)
	}
	state := pcsc.State{Readers: []pcsc.Reader{
		{Name: "Good", Present: true},
		{Name: "Empty"},
		{Name: "Mute", Present: true, Mute: true},
		{Name: "Held", Present: true},
		{Name: "Foreign", Present: true},
		{Name: "Windows Hello 1", Present: true},
	}}
	foreign, err := virtualcard.New(virtualcard.Spec{Keys: []virtualcard.Key{key}})
	if err != nil {
		t.Fatal(err)
	}
	foreign.SetHook(func([]byte) virtualcard.Fault { return virtualcard.Fault{Answer: []byte{0x6A, 0x82}} })
	probe := func(reader string) ([]Probed, error) {
		r := newReader(siths.New(siths.Config{}), system{
			watch: func(context.Context) <-chan pcsc.State {
				states := make(chan pcsc.State, 1)
				states <- state
				return states
			},
			connect: func(_ context.Context, reader string) (siths.Transport, error) {
				switch reader {
				case "Held":
					return nil, pcsc.ErrBusy
				case "Foreign":
					return foreign.Connect(), nil
				}
				return c.Connect(), nil
			},
			library: func() string { return "/usr/lib/libiidp11.so" },
		})
		return r.probe(t.Context(), reader)
	}
	faults := map[string]string{}
	list, err := probe("")
	for _, p := range list {
		if p.Reader == "Foreign" {
			if p.Card == nil || p.Card.Fault != app.CodeCardForeign || p.Library != "/usr/lib/libiidp11.so" {
				t.Errorf("%+v", p)
			}
			continue
		}
		faults[p.Reader] = p.Fault
		if (p.Card != nil) != (p.Reader == "Good") || p.Card != nil && (p.Card.Fault != "" || p.Card.Kind != "IDPrime 940") {
			t.Errorf("%+v", p)
		}
	}
	want := map[string]string{"Good": "", "Empty": app.CodeCardNone, "Mute": app.CodeCardSilent, "Held": app.CodeCardBusy}
	if d := cmp.Diff(want, faults); d != "" || err != nil {
		t.Errorf("%s%v", d, err)
	}
	if list, err := probe("Good"); len(list) != 1 || err != nil {
		t.Errorf("%v, %v", list, err)
	}
	if _, err := probe("None"); domain.CodeOf(err) != app.CodeCardNoReader {
		t.Error(err)
	}
	state = pcsc.State{Err: pcsc.ErrNoService}
	if _, err := probe(""); domain.CodeOf(err) != app.CodeCardNoService {
		t.Error(err)
	}
}
