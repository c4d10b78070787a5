package text

import (
	"strings"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
)

// withParam replaces a finding's sentence when a certain parameter is set; an
// empty part keeps the ordinary one.
var withParam = map[string]struct {
	param string
	Sentence
}{
	rules.CodeDouble:         {"bill", Sentence{"{code} står redan på räkning {bill}, rad {row}, samma dag.", ""}},
	rules.CodeFeeTwice:       {"bill", Sentence{"Besöket {date} har redan en patientavgift på räkning {bill}.", "Ta bort en av dem."}},
	rules.CodeApprovalAmount: {"left", Sentence{"", "Kvar {left} kr, vården kostar {care} kr: sök en ny FHB."}},
	rules.CodeBillRefUsed:    {"waiting", Sentence{"", "Den står på en räkning i utkorgen."}},
	rules.CodeBillRefTwice:   {"free", Sentence{"", "Kontrollera att räkningarna går att skilja åt."}},
	rules.CodeFeeFree:        {"ground", Sentence{"Patienten betalar ingen avgift {date} av det skäl som är angivet.", "Ta bort patAvg, eller töm skälet till avgiftsfrihet."}},
	rules.CodeProvisional:    {"before", Sentence{"Tand {position} lagades även {before}: den fyllningen kan ha varit provisorisk.", ""}},
	rules.CodePriceList:      {"now", Sentence{"Priset var {price}: regionens nya prislista säger {list}.", "Raden har det nya priset: F8 skickar räkningen igen."}},
	rules.CodeTextLong:       {"over", Sentence{"Texten är {over} tecken för lång.", ""}},
	rules.CodeFeeMissing:     {"fee", Sentence{"", "Lägg till patAvg ({fee} kr), eller fyll i frikort."}},
}

// fitted is a finding's sentence, made more exact where its parameters allow it.
func fitted(s Sentence, f domain.Finding) Sentence {
	if more, ok := withParam[f.Code]; ok && f.Params[more.param] != "" {
		if more.What != "" {
			s.What = more.What
		}
		if more.Do != "" {
			s.Do = more.Do
		}
	}
	switch f.Code {
	case rules.CodePersonInvalid:
		if reason, known := personReason[f.Params["reason"]]; known {
			s = reason
		}
	case rules.CodeDateSoon:
		s.What = "Sista dag att skicka: {last} (" + daysLeft(f.Params["days"]) + ")."
	case rules.CodeEntitlement:
		if f.Item < 0 { // no visit is typed yet
			s.Do = "Välj S med FHB, eller vänta på nytt intyg."
		}
		if last := f.Params["last"]; last != "" {
			no, to, _ := strings.Cut(last, " ")
			s.Do = "Intyg " + Safe(no) + " gällde till " + Safe(to) + ". " + s.Do
		}
		if has := f.Params["has"]; has != "" { // the likely slip is the part of the support
			s.Do = "Patienten har intyg för {has}-tandvård: välj {has}, eller S med FHB."
		}
	case rules.CodeFrequency:
		s.What = frequency(f.Params)
	case rules.CodePositionTeeth:
		s.Do = strings.ReplaceAll(s.Do, "{teeth}", teeth(f.Params["teeth"]))
	case rules.CodeFeeSign:
		if f.Params["price"] == domain.Ore(0).String() {
			s.What = "Patientavgiftens belopp saknas."
		}
	case rules.CodePositionMissing, rules.CodePositionKind, rules.CodePositionInvalid:
		if rule := f.Params["rule"]; rule != "" {
			s.Do = "Ange " + PositionHint(domain.PositionRule(rule)) + " för {code}."
		}
	}
	return s
}

func daysLeft(days string) string {
	switch days {
	case "0":
		return "idag"
	case "1":
		return "1 dag kvar"
	}
	return Safe(days) + " dagar kvar"
}

// frequency says how often the region pays something, and when it was billed last.
func frequency(params map[string]string) string {
	often, known := spans[domain.Span(params["per"])]
	if !known {
		return findings[rules.CodeFrequency].What
	}
	what := "{code} betalas högst " + times(params["most"]) + " " + often
	if params["tooth"] != "" {
		what += " på tand {tooth}"
	}
	return what + ", senast {last}."
}

var spans = map[domain.Span]string{
	domain.SpanVisit: "per besök", domain.SpanMonth: "per månad", domain.SpanHalfYear: "per halvår", domain.SpanYear: "per kalenderår",
}

func times(n string) string {
	if n == "1" {
		return "en gång"
	}
	return Safe(n) + " gånger"
}

// teeth are the sorts of teeth in words: "premolar eller molar".
func teeth(sorts string) string {
	var words []string
	for s := range strings.FieldsSeq(sorts) {
		if w := toothWords[s]; w != "" {
			words = append(words, w)
		}
	}
	if len(words) == 0 {
		return "en annan sorts tand"
	}
	return strings.Join(words, " eller ")
}

var toothWords = map[string]string{"incisor": "framtand", "canine": "hörntand", "premolar": "premolar", "molar": "molar"}
