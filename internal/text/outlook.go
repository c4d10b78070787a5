package text

import (
	"strconv"
	"strings"

	"example.org/tandtui/internal/domain/outlook"
)

// Outlook is the answer to "Varför inte betald?" (D15): where it stands and why, and
// what happens next with the expected day. A state that this program does not know
// still says whom to ask.
func Outlook(o outlook.Outlook) Sentence {
	switch o.State {
	case outlook.Waiting:
		return Sentence{"Fakturan är mottagen och väntar på att godkännas för utbetalning.", latest(o) + within(o)}
	case outlook.Late:
		return Sentence{
			"Fakturan är mottagen men inte godkänd, fast regionen som regel betalar inom " + strconv.Itoa(o.Within) + " bankdagar (" + o.By.String() + ").",
			"Ring regionen och uppge Vår referens.",
		}
	case outlook.OnHold:
		return Sentence{onHold(o) + because(o), "Hela fakturan väntar tills granskningen är klar; du behöver inte göra något."}
	case outlook.OtherOnHold:
		return Sentence{"Räkningen är det inget fel på, men en annan räkning på fakturan är under granskning.", "Hela fakturan väntar tills granskningen är klar."}
	case outlook.Approved:
		return Sentence{"Fakturan är godkänd och betalas ut " + o.On.String() + ".", account(o)}
	case outlook.InRun:
		return Sentence{"Fakturan är med i utbetalningen " + o.On.String() + ", som är klar för banken.", account(o)}
	case outlook.Overdue:
		return Sentence{"Fakturan skulle ha betalats ut " + o.On.String() + ", men regionen har inte meddelat att den är utbetald.", "Ring regionen och uppge Vår referens."}
	}
	return ended(o)
}

// ended is the answer where nothing more is paid.
func ended(o outlook.Outlook) Sentence {
	switch o.State {
	case outlook.Ahead:
		return Sentence{"Banken betalar ut pengarna " + o.On.String() + ".", account(o)}
	case outlook.Paid:
		if o.By.IsZero() {
			return Sentence{"Fakturan är utbetald " + o.On.String() + ".", "Det kan ta några bankdagar innan pengarna är på kontot. Kommer de inte: ring regionen och uppge Vår referens."}
		}
		return Sentence{"Fakturan är utbetald " + o.On.String() + ".", account(o)}
	case outlook.Arrived:
		return Sentence{"Fakturan är utbetald " + o.On.String() + ".", "Finns inte pengarna på kontot: ring regionen och uppge Vår referens."}
	case outlook.Credited:
		return Sentence{"Räkningen är krediterad: det som betalades tas tillbaka.", "Kreditfakturan visar beloppet."}
	case outlook.Voided:
		return Sentence{"Regionen har makulerat den" + because(o), "Rätta felet och registrera en ny räkning om vården ska faktureras."}
	case outlook.Deleted:
		return Sentence{"Kliniken har raderat den, så den betalas inte.", "Registrera en ny räkning om vården ska faktureras."}
	case outlook.ToBeNetted:
		return Sentence{"Kreditfakturan är mottagen.", "Beloppet dras av från en kommande utbetalning, om det inte ska betalas in."}
	case outlook.ToPayBack:
		return Sentence{"Krediten dras inte av av sig själv, för kliniken har plusgiro.", "Betala beloppet till regionens bankgiro och ange kreditfakturans Vår referens."}
	case outlook.PaidBack:
		return Sentence{"Krediten är återbetald " + o.On.String() + ".", ""}
	case outlook.Netted:
		return Sentence{"Kreditfakturan är avräknad " + o.On.String() + ".", ""}
	}
	return Sentence{"Den är i ett läge som det här programmet inte känner till.", "Uppdatera programmet eller ring regionen och uppge Vår referens."}
}

func within(o outlook.Outlook) string {
	if o.By.IsZero() {
		return "Du behöver inte göra något."
	}
	return "Regionen betalar som regel inom " + strconv.Itoa(o.Within) + " bankdagar: senast " + o.By.String() + "."
}

// latest is what the region last said of an invoice that waits: a bill was voided,
// or the bank sent a payment back.
func latest(o outlook.Outlook) string {
	if o.Reason == "" {
		return ""
	}
	return "Regionens senaste besked: " + strings.TrimSuffix(Safe(o.Reason), ".") + ". "
}

func account(o outlook.Outlook) string {
	if o.By.IsZero() {
		return ""
	}
	return "Pengarna är på kontot senast " + o.By.String() + "."
}

func onHold(o outlook.Outlook) string { return Bills(o.OnHold) + " är under granskning" }

// because is the region's reason, and the full stop.
func because(o outlook.Outlook) string {
	if o.Reason == "" {
		return "."
	}
	return ": " + strings.TrimSuffix(Safe(o.Reason), ".") + "."
}
