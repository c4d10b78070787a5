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
	if err != nil || p.Deadline.Number != 0 || len(p.Fees) != 0 {
		t.Fatalf("%+v, %v: unknown facts stay empty", p, err)
	}
}

func TestProfileErrorsNameThePlace(t *testing.T) {
	for text, want := range map[string][]string{
		"deadlin = {}":     {"rad 1: okänd nyckel deadlin"},
		"deadline = 'six'": {"rad 1, kolumn 12: deadline: fel slags värde"},
		"deadline = ":      {"här går filen inte att läsa som TOML"},
		"deadline = { number = 2000, unit = 'months', from = 'end' }": {"rad 1: deadline.number"},
		"warnDays = [14,\n 14, 7]":                                    {"rad 2: warnDays[1]"},
		"feeMissing = 'fatal'":                                        {"rad 1: feeMissing"},
		"reserve = 'skane'":                                           {"rad 1: reserve"},
		"logins = ['siths', 'kod']":                                   {"rad 1: logins[1]"},
		"careModelFor = ['Q']\ncareModels = []":                       {`rad 1: careModelFor[0]: ingen del av tandvårdsstödet heter "Q"`, "careModels är tom"},
		"careModels = [{code='K1'}]":                                  {"rad 1: careModels[0]: code och name"},
		"careModels = [ # a comment\n{code='K1', name='a'}, # another\n{name='b'}]": {"rad 3: careModels[1]: code och name"},
		"categories = [{code='N1', support='N'}]":                                   {"rad 1: categories[0]: code och name"},
		"warnDays = [0]":                {"rad 1: warnDays[0]"},
		"warnDays = [60]\nx = 1\ny = 2": {"rad 2: okänd nyckel x", "rad 3: okänd nyckel y"},
		"feeFree = [{fromAge = 85}]":    {"rad 1: feeFree[0].validity: from"},
		"careModels = [{code='K1', name='a'},\n{code='K1', name='b'}]":                                    {"rad 2: careModels[1]: K1 står två gånger"},
		"categories = [\n  {code='N1', name='a', support='N'},\n  {code='N2', name='b', support='F'},\n]": {"rad 3: categories[1]: N2 börjar inte"},
	} {
		wantFaults(t, text+"\n"+small, want...)
	}
	for text, want := range map[string][]string{
		"[[fees]]\nwho = 'a'\nsource = 'b'\namount = -5\nvalidity = {from='2026-01-01'}":                 {"rad 13: fees[0].amount"},
		"[[fees]]\nwho = 'a'\nsource = 'b'\nvalidity = {from='1 maj'}":                                   {"rad 13"},
		"[[fees]]\nwho = 'a'\nsource = 'b'\namount = 1\nvalidity = {from='2026-01-02', to='2026-01-01'}": {"rad 14: fees[0].validity: slutar 2026-01-01"},
		"[[fees]]\nwho = 'a'":                         {"rad 10: fees[0]: who och source", "rad 10: fees[0].amount", "rad 10: fees[0].validity"},
		"[[feeFree]]\nvalidity = {from='2026-01-01'}": {"rad 10: feeFree[0]: ska ha en av"},
		"[[feeFree]]\nfromAge = 85\nuntilYearOf = 19\n[feeFree.validity]\nfrom='2026-01-01'":                                                                                {"rad 10: feeFree[0]: ska ha en av"},
		"[[baseAmounts]]\namount = 5\nsource='a'\nspecialist=true\nvalidity = {from='2026-01-01'}\n[[baseAmounts]]\nsource='b'\nvalidity = {from='2026-01-01'}\namount = 0": {"rad 18: baseAmounts[1].amount"},
	} {
		wantFaults(t, small+text+"\n", want...)
	}
	for text, want := range map[string]string{
		"fees = [{who='a', source='b', amount=9223372036854775807, validity={from='2026-01-01'}}]":                                                   "fees[0].amount",
		"fees = [{who='a', source='b', amount=1, validity={from='2026-01-01'}},\n{who='a', source='b', amount=2, validity={from='2025-01-01'}}]":     "rad 2: fees[1].validity: fees för a gäller redan i fees[0]",
		"feeCeilings = [{source='b', amount=1, validity={from='2025-01-01'}},\n{source='b', amount=2, validity={from='2027-01-01'}}]":                "rad 2: feeCeilings[1].validity: feeCeilings gäller redan i feeCeilings[0]",
		"feeCeilings = [{source='b', amount=1, validity={from='2025-01-01', to='2027-01-01'}},{source='b', amount=2, validity={from='2027-01-01'}}]": "feeCeilings[1].validity",
		"baseAmounts = [{source='b', amount=1, validity={from='2026-07-01'}}]":                                                                       "hela kalenderår",
		"feeFree = [{fromAge=-5, untilYearOf=19, validity={from='2026-01-01'}}]":                                                                     "ska ha en av fromAge",
		"feeFree = [{fromAge=151, validity={from='2026-01-01'}}]":                                                                                    "ingen blir 151 år",
		"feeFree = [{fromAge=85, validity={from='2017-01-01'}},\n{fromAge=80, validity={from='2027-01-01'}}]":                                        "rad 2: feeFree[1].validity",
		"deadline = { number = 6, unit = 'weeks', from = 'end' }":                                                                                    "rad 1: deadline.unit",
		"deadline = { number = 6, unit = 'days', from = 'now' }":                                                                                     "rad 1: deadline.from",
		"billRefs = 'never'": "rad 1: billRefs",
		"kinds = [{code='N', name='a', entitlement=true},\n{code='NN', name='b', approval=true}]": "rad 2: kinds[1]: code",
		"kinds = [{code='N', name='a'}]":                                                                                               "ska ha en av entitlement och approval",
		"kinds = [{code='N', name='a', entitlement=true, approval=true}]":                                                              "ska ha en av entitlement och approval",
		"kinds = [{code='N', name='a', approval=true}]\ncareModels = [{code='K', name='k'}]\ncareModelFor = ['F']":                     `careModelFor[0]: ingen del av tandvårdsstödet heter "F"`,
		"categories = [{code='N2', support='N', name='a', renamed=[{name='b'}]}]":                                                      "categories[0].renamed[0]: name och from",
		"categories = [{code='N2', support='N', name='a', renamed=[{name='b', from='2026-07-01'}, {name='c', from='2026-07-01'}]}]":    "äldst först",
		"feeGrounds = [{code='a', name='b', untilYearOf=23, validity={from='2025-01-01'}}]":                                            "code, name och source",
		"feeGrounds = [{code='a', name='b', source='c', validity={from='2025-01-01'}}]":                                                "feeGrounds[0].untilYearOf",
		"feeGrounds = [{code='a', name='b', source='c', untilYearOf=23}]":                                                              "feeGrounds[0].validity: from",
		"stateCare = [{source='a', validity={from='2026-01-01'}}]":                                                                     "stateCare[0].fromAge",
		"stateCare = [{source='a', fromAge=67, validity={from='2026-01-01'}}, {source='a', fromAge=65, validity={from='2027-01-01'}}]": "stateCare gäller redan",
		"frequencies = [{codes=['101'], most=1, per='week', source='a', validity={from='2026-01-01'}}]":                                "frequencies[0].per",
		"frequencies = [{codes=['101'], per='year', source='a', validity={from='2026-01-01'}}]":                                        "frequencies[0].most",
		"frequencies = [{codes=['101S'], most=1, per='year', source='a', validity={from='2026-01-01'}}]":                               "frequencies[0].codes[0]",
		"frequencies = [{most=1, per='year', source='a', validity={from='2026-01-01'}}]":                                               "frequencies[0].codes: ska ha minst en",
		"cautions = [{kind='x', codes=['101'], source='a', validity={from='2026-01-01'}}]":                                             "cautions[0].kind",
		"cautions = [{kind='selfCare', codes=['101'], again=400, source='a', validity={from='2026-01-01'}}]":                           "cautions[0].again",
		"cautions = [{kind='selfCare', codes=['101'], words=[''], source='a', validity={from='2026-01-01'}}]":                          "cautions[0].words",
		"cautions = [{kind='selfCare', codes=['101'], source='a', validity={from='2026-01-02', to='2026-01-01'}}]":                     "slutar 2026-01-01",
		`reminder = "\u001b[2J"`:                      "rad 1: reminder: har tecken",
		`careModels = [{code="K1", name="a\u202eb"}]`: "careModels[0].name: har tecken",
	} {
		wantFaults(t, text+"\n"+small, want)
	}
	wantFaults(t, "kinds = [{code='N', name='a', approval=true},\n{code='N', name='b', approval=true}]\n"+small, "rad 2: kinds[1]: N står två gånger", "N faktureras redan efter a")
	wantFaults(t, strings.Replace(small, `version = "1"`, `version = "a\"b"`, 1), "rad 2: version")
	wantFaults(t, strings.Replace(small, `id = "a"`, `id = "a b"`, 1), "rad 5: priceLists[0]: id ska")
	wantFaults(t, "name = 'X'\n", "id: ska", "version: ska", "portal: saknas", "support.name: saknas", "priceLists: ska")
	nameless := strings.Replace(small, `name = "A"`, `name = ""`, 1)
	wantFaults(t, nameless, "rad 5: priceLists[0]: id och name")
	lists := strings.Replace(small, "[{ id = \"a\", name = \"A\" }]", "[\n{id='a', name='A', supports=['N']},\n{id='b', name='B'}]", 1)
	wantFaults(t, lists, "rad 7: priceLists[1]: N faktureras redan efter a")
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
				t.Errorf("%s: %s on rad %d", id, key, n)
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

// A profile that uses every rule is read as it is written.
func TestRulesOfAProfile(t *testing.T) {
	p, err := ParseProfile([]byte(small + `
[[kinds]]
code = "O"
name = "oral kirurgi"
approval = true
reminder = "Kom ihåg."
[[frequencies]]
codes = ["101", "102"]
most = 1
per = "year"
tooth = true
source = "exempel"
validity = { from = "2026-01-01", to = "2026-12-31" }
[[cautions]]
kind = "provisional"
codes = ["704"]
words = ["provisorisk"]
again = 90
source = "exempel"
validity = { from = "2026-01-01" }
[deadline]
number = 90
unit = "days"
from = "month"
`))
	if err != nil {
		t.Fatal(err)
	}
	if k, ok := p.Kind("O"); !ok || !k.Approval || k.Entitlement || k.Reminder != "Kom ihåg." {
		t.Errorf("%+v", p.Kinds)
	}
	if f := p.Frequencies[0]; f.Most != 1 || f.Per != domain.SpanYear || !f.Tooth || f.Validity.To != domain.MustDate("2026-12-31") {
		t.Errorf("%+v", f)
	}
	if c := p.Cautions[0]; c.Kind != domain.CautionProvisional || c.Again != 90 || len(c.Words) != 1 {
		t.Errorf("%+v", c)
	}
	if want := (domain.Deadline{Number: 90, Unit: domain.DeadlineDays, From: domain.FromMonthEnd}); p.Deadline != want {
		t.Errorf("%+v", p.Deadline)
	}
}

// Both regions ask for no performer and warn of no care: neither is known to. What
// VGR has of frequencies is an example, and says so.
func TestWhatNoRegionHasSaidIsOff(t *testing.T) {
	for _, id := range IDs() {
		p, _, err := Load(id)
		if err != nil {
			t.Fatal(err)
		}
		if p.PerformerMust || len(p.Frequencies)+len(p.Cautions) > 0 || len(p.KindsInUse()) != 3 || len(p.FeeGrounds) != 2 {
			t.Errorf("%s: %+v", id, p)
		}
	}
}
