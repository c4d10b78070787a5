package text

import "example.org/tandtui/internal/domain"

// Why is the sentence of the reason why something cannot be done to an invoice
// or a bill now. A reason that this program does not know, from a newer region,
// still says what to do.
func Why(why domain.Why) Sentence {
	if s, ok := whyTexts[why]; ok {
		return s
	}
	return Sentence{"Det går inte nu (" + Safe(string(why)) + ").", "Ring regionen och uppge Vår referens."}
}

// HasWhy tells whether a code of an error is such a reason.
func HasWhy(code string) bool {
	_, ok := whyTexts[domain.Why(code)]
	return ok
}

var whyTexts = map[domain.Why]Sentence{
	domain.WhyNothingChosen: {"Ingen räkning är vald.", "Välj en eller flera räkningar, eller hela fakturan."},
	domain.WhyNoSuchBill:    {"Fakturan har ingen sådan räkning.", "Öppna fakturan och välj räkningen i den."},
	domain.WhyNoSuchItem:    {"Räkningen har ingen sådan åtgärdsrad.", "Öppna räkningen och välj raden i den."},
	domain.WhyPaid:          {"Fakturan är utbetald.", "Kreditera den i stället."},
	domain.WhyInPayRun:      {"Fakturan är med i en utbetalning som redan är stängd.", "Vänta tills den är utbetald och kreditera den sedan."},
	domain.WhyNotInPayRun:   {"Fakturan är inte med i någon utbetalning.", "Gör i ordning utbetalningen först."},
	domain.WhyVoided:        {"Den är makulerad.", "Registrera en ny räkning om vården ska faktureras."},
	domain.WhyDeleted:       {"Den är raderad.", "Registrera en ny räkning om vården ska faktureras."},
	domain.WhyOnHold:        {"En räkning är under granskning.", "Vänta tills granskningen är klar."},
	domain.WhyNotOnHold:     {"Räkningen är inte under granskning.", "Se efter räkningens läge i fakturan."},
	domain.WhyNotApproved:   {"Fakturan är inte godkänd för utbetalning.", "Godkänn den först."},
	domain.WhyApproved:      {"Fakturan är redan godkänd för utbetalning.", "Inget mer behöver göras: den betalas ut på sitt datum."},
	domain.WhyNotPaid:       {"Fakturan är inte utbetald än.", "Radera den i stället, om den är fel."},
	domain.WhyIsCredit:      {"Fakturan är en kreditfaktura och kan varken raderas eller krediteras.", "Ring regionen och uppge Vår referens om den är fel."},
	domain.WhyCredited:      {"Den är redan krediterad.", "Se kreditfakturan under Kreditfakturor."},
	domain.WhyNoReason:      {"Skälet saknas.", "Skriv varför: kliniken får se det."},
	domain.WhyNoDate:        {"Datumet saknas.", "Ange ett datum, ÅÅÅÅ-MM-DD."},
	domain.WhyClaimed:       {"Kliniken betalar själv tillbaka krediten, så ingen utbetalning tar den.", "Vänta på kontoutdraget och läs in det med pay settle."},
	domain.WhyNotClaimed:    {"Det finns ingen fordran att betala för den.", "Se efter Vår referens: den ska vara kreditfakturans."},
	domain.WhyUnknownState:  {"Den är i ett läge som det här programmet inte känner till.", "Uppdatera programmet eller ring regionen och uppge Vår referens."},
}
