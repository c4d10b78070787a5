package text_test

import (
	"testing"

	"pgregory.net/rapid"

	"example.org/tandtui/internal/text"
)

// TestBankIDsOwnSentences has BankID's list of messages (RFA, October 2026): what
// is said of each hint with the QR code, and with the app on the same computer.
func TestBankIDsOwnSentences(t *testing.T) {
	again := "Försök igen."
	known := map[bool]map[string]bool{false: {}, true: {}}
	for _, x := range []struct {
		failed              bool
		hint, scanned, here string
	}{
		{false, "outstandingTransaction", "Starta BankID-appen och tryck på QR-ikonen. Skanna sedan QR-koden.", "Försöker starta BankID-appen."},
		{false, "noClient", "Starta BankID-appen.", ""},
		{false, "started", "Söker efter BankID. Säkerställ att du har ett giltigt BankID i din telefon eller surfplatta.", "Söker efter BankID. Säkerställ att du har ett giltigt BankID på den här datorn. Om du har ett BankID på kort, sätt in kortet i kortläsaren."},
		{false, "userSign", "Skriv in din säkerhetskod i BankID-appen och välj Identifiera eller Skriv under.", ""},
		{false, "userMrtd", "Fotografera och läs av din ID-handling med BankID-appen.", ""},
		{false, "userFace", "Gör en ansiktsigenkänning i BankID-appen.", ""},
		{false, "userStepUp", "Välj hur du vill bekräfta din identitet i BankID-appen.", ""},
		{false, "processing", "En identifiering eller underskrift pågår.", ""},
		{false, "userCallConfirm", "En identifiering eller underskrift pågår.", ""},
		{true, "expiredTransaction", "BankID-appen svarar inte. Kontrollera att den är startad och att du har internetanslutning. Försök sedan igen.", ""},
		{true, "certificateErr", "Ditt BankID är för gammalt eller spärrat. Använd ett annat BankID eller skaffa ett nytt hos din bank.", ""},
		{true, "userCancel", "Åtgärden avbröts.", ""},
		{true, "cancelled", "Åtgärden avbröts. " + again, ""},
		{true, "startFailed", "Misslyckades att läsa av QR-koden. Starta BankID-appen och läs av QR-koden.", "Du verkar inte ha BankID-appen/programmet. Installera den och skaffa ett BankID hos din bank."},
		{true, "mrtdVerificationFailed", "Kontrollen av din ID-handling misslyckades. " + again, ""},
		{true, "facialRecognitionFailed", "Ansiktsigenkänningen misslyckades. " + again, ""},
		{true, "nfcNotSupportedByDevice", "Din enhet saknar den läsare som behövs. Använd en annan enhet och försök igen.", ""},
		{true, "multipleBankIdsOnDevice", "Du har flera BankID på din enhet. Välj ett av dem i BankID-appen och försök igen.", ""},
		{true, "stepUpFailed", "Bekräftelsen av din identitet misslyckades. " + again, ""},
		{true, "userDeclinedCall", "Något gick fel. " + again, ""},
		{true, "notSupportedByUserApp", "Något gick fel. " + again, ""},
		{true, "transactionRiskBlocked", "Något gick fel. " + again, ""},
	} {
		known[x.failed][x.hint] = true
		say := text.BankIDPending
		if x.failed {
			say = text.BankIDFailed
		}
		if x.here == "" {
			x.here = x.scanned
		}
		if got := say(x.hint, false); got != x.scanned {
			t.Errorf("%s: %s", x.hint, got)
		}
		if got := say(x.hint, true); got != x.here {
			t.Errorf("%s, here: %s", x.hint, got)
		}
	}
	rapid.Check(t, func(t *rapid.T) { // a later BankID has hints that nobody knows here
		hint, here := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"userSign", "USERSIGN", "startFailed ", "cancelled\x00"})).Draw(t, "hint"), rapid.Bool().Draw(t, "here")
		if got := text.BankIDPending(hint, here); !known[false][hint] && got != "En identifiering eller underskrift pågår." {
			t.Fatalf("pending, %q: %s", hint, got)
		}
		if got := text.BankIDFailed(hint, here); !known[true][hint] && got != "Något gick fel. Försök igen." {
			t.Fatalf("failed, %q: %s", hint, got)
		}
	})
}
