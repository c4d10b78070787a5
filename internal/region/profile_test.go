package region

import (
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"example.org/tandtui/internal/domain"
)

// small is a profile with nothing but what every profile needs; ten lines.
const small = `id = "x"
version = "1"
name = "X"
portal = "P"
priceLists = [{ id = "a", name = "A" }]
[support]
name = "Y"

# what follows is line 10
`

func TestSmallProfile(t *testing.T) {
	p, err := ParseProfile([]byte("\ufeff" + small)) // as Windows' editor saves it
	if err != nil || p.DeadlineMonths != 0 || len(p.Fees) != 0 {
		t.Fatalf("%+v, %v: unknown facts stay empty", p, err)
	}
}

func TestProfileErrorsNameThePlace(t *testing.T) {
	for text, want := range map[string][]string{
		"deadlineMonts = 6":                     {"line 1: unknown key deadlineMonts"},
		"deadlineMonths = 'six'":                {"line 1 column 18"},
		"deadlineMonths = ":                     {"line 1"},
		"deadlineMonths = 61":                   {"line 1: deadlineMonths"},
		"warnDays = [14,\n 14, 7]":              {"line 2: warnDays[1]"},
		"feeMissing = 'fatal'":                  {"line 1: feeMissing"},
		"reserve = 'skane'":                     {"line 1: reserve"},
		"logins = ['siths', 'kod']":             {"line 1: logins[1]"},
		"careModelFor = ['Q']\ncareModels = []": {`line 1: careModelFor[0]: no support "Q"`, "careModels is empty"},
		"careModels = [{code='K1'}]":            {"line 1: careModels[0]: code and name"},
		"careModels = [ # a comment\n{code='K1', name='a'}, # another\n{name='b'}]": {"line 3: careModels[1]: code and name"},
		"categories = [{code='N1', support='N'}]":                                   {"line 1: categories[0]: code and name"},
		"warnDays = [0]":                                               {"line 1: warnDays[0]"},
		"deadlineMonths = 60\nx = 1\ny = 2":                            {"line 2: unknown key x", "line 3: unknown key y"},
		"feeFree = [{fromAge = 85}]":                                   {"line 1: feeFree[0].validity: from"},
		"careModels = [{code='K1', name='a'},\n{code='K1', name='b'}]": {"line 2: careModels[1]: K1 stands twice"},
		"categories = [\n  {code='N1', name='a', support='N'},\n  {code='N2', name='b', support='F'},\n]": {"line 3: categories[1]: N2 does not begin"},
	} {
		wantFaults(t, text+"\n"+small, want...)
	}
	for text, want := range map[string][]string{
		"[[fees]]\nwho = 'a'\nsource = 'b'\namount = -5\nvalidity = {from='2026-01-01'}":                 {"line 13: fees[0].amount"},
		"[[fees]]\nwho = 'a'\nsource = 'b'\nvalidity = {from='1 maj'}":                                   {"line 13"},
		"[[fees]]\nwho = 'a'\nsource = 'b'\namount = 1\nvalidity = {from='2026-01-02', to='2026-01-01'}": {"line 14: fees[0].validity: ends 2026-01-01"},
		"[[fees]]\nwho = 'a'":                         {"line 10: fees[0]: who and source", "line 10: fees[0].amount", "line 10: fees[0].validity"},
		"[[feeFree]]\nvalidity = {from='2026-01-01'}": {"line 10: feeFree[0]: one of"},
		"[[feeFree]]\nfromAge = 85\nuntilYearOf = 19\n[feeFree.validity]\nfrom='2026-01-01'":                                                                                {"line 10: feeFree[0]: one of"},
		"[[baseAmounts]]\namount = 5\nsource='a'\nspecialist=true\nvalidity = {from='2026-01-01'}\n[[baseAmounts]]\nsource='b'\nvalidity = {from='2026-01-01'}\namount = 0": {"line 18: baseAmounts[1].amount"},
	} {
		wantFaults(t, small+text+"\n", want...)
	}
	for text, want := range map[string]string{
		"fees = [{who='a', source='b', amount=9223372036854775807, validity={from='2026-01-01'}}]":                                                   "fees[0].amount",
		"fees = [{who='a', source='b', amount=1, validity={from='2026-01-01'}},\n{who='a', source='b', amount=2, validity={from='2025-01-01'}}]":     "line 2: fees[1].validity: fees of a hold in fees[0]",
		"feeCeilings = [{source='b', amount=1, validity={from='2025-01-01'}},\n{source='b', amount=2, validity={from='2027-01-01'}}]":                "line 2: feeCeilings[1].validity: feeCeilings hold in feeCeilings[0]",
		"feeCeilings = [{source='b', amount=1, validity={from='2025-01-01', to='2027-01-01'}},{source='b', amount=2, validity={from='2027-01-01'}}]": "feeCeilings[1].validity",
		"baseAmounts = [{source='b', amount=1, validity={from='2026-07-01'}}]":                                                                       "whole calendar years",
		"feeFree = [{fromAge=-5, untilYearOf=19, validity={from='2026-01-01'}}]":                                                                     "one of fromAge",
		"feeFree = [{fromAge=151, validity={from='2026-01-01'}}]":                                                                                    "nobody becomes 151",
		"feeFree = [{fromAge=85, validity={from='2017-01-01'}},\n{fromAge=80, validity={from='2027-01-01'}}]":                                        "line 2: feeFree[1].validity",
		`reminder = "\u001b[2J"`:                      "line 1: reminder: holds characters",
		`careModels = [{code="K1", name="a\u202eb"}]`: "careModels[0].name: holds characters",
	} {
		wantFaults(t, text+"\n"+small, want)
	}
	wantFaults(t, strings.Replace(small, `version = "1"`, `version = "a\"b"`, 1), "line 2: version")
	wantFaults(t, strings.Replace(small, `id = "a"`, `id = "a b"`, 1), "line 5: priceLists[0]: id must")
	wantFaults(t, "name = 'X'\n", "id: must", "version: must", "portal: must", "support.name: must", "priceLists: must")
	nameless := strings.Replace(small, `name = "A"`, `name = ""`, 1)
	wantFaults(t, nameless, "line 5: priceLists[0]: id and name")
	lists := strings.Replace(small, "[{ id = \"a\", name = \"A\" }]", "[\n{id='a', name='A', supports=['N']},\n{id='b', name='B'}]", 1)
	wantFaults(t, lists, "line 7: priceLists[1]: N is billed by a already")
}

// wantFaults wants each of the sentences and as many as there are.
func wantFaults(t *testing.T, text string, want ...string) {
	t.Helper()
	p, err := ParseProfile([]byte(text))
	if err == nil {
		t.Errorf("accepted as %+v:\n%s", p, text)
		return
	}
	for _, w := range want {
		if !strings.Contains(err.Error(), w) {
			t.Errorf("%q does not stand in:\n%v", w, err)
		}
	}
	if got := strings.Count(err.Error(), "\n") + 1; got != len(want) {
		t.Errorf("%d faults, want %d:\n%v", got, len(want), err)
	}
}

// The embedded profiles say nothing that they do not name the source of.
func TestProfilesAreWhole(t *testing.T) {
	for _, id := range IDs() {
		p, _, err := Load(id)
		if err != nil {
			t.Fatal(err)
		}
		if p.ID != id {
			t.Errorf("profile %s calls itself %s", id, p.ID)
		}
		counts := map[domain.Support]int{}
		for _, k := range p.Categories {
			counts[k.Support]++
		}
		if want := map[domain.Support]int{"N": 4, "F": 11, "S": 15}; !maps.Equal(counts, want) {
			t.Errorf("%s: categories %v, want %v", id, counts, want)
		}
		raw, err := os.ReadFile("data/" + id + ".toml")
		if err != nil {
			t.Fatal(err)
		}
		lines := keyLines(raw)
		for key, n := range lines {
			if n < 1 || n > strings.Count(string(raw), "\n") {
				t.Errorf("%s: %s on line %d", id, key, n)
			}
		}
		if keys := slices.Collect(maps.Keys(lines)); len(keys) < 30 {
			t.Errorf("%s: only %d keys have a place", id, len(keys))
		}
	}
}

func FuzzParseProfile(f *testing.F) {
	for _, id := range IDs() {
		raw, err := data.ReadFile("data/" + id + ".toml")
		if err != nil {
			f.Fatal(err)
		}
		f.Add(raw)
	}
	f.Add([]byte(small + "[[fees]]\na.b.c = [[{x=[]}]]\n"))
	f.Fuzz(func(_ *testing.T, b []byte) { _, _ = ParseProfile(b) })
}
