package text

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// What tandtui card probe says. Numbers are those of the card's own world, in
// hexadecimal.
const (
	ProbeApplications = "Program på kortet:"
	ProbeData         = "Uppgifter om kortet:"
	ProbeFiles        = "Filer:"
	ProbeFits         = "Kortet kan användas. Hur det signerar visar sig vid inloggningen."
)

// ProbeReader begins what is said of a reader.
func ProbeReader(name string) string { return "Läsare: " + name }

// ProbeATR is the card's answer to reset.
func ProbeATR(atr, protocol string) string { return "ATR " + atr + ", " + protocol }

// ProbeKind tells which kind of card it was read as; "" for none.
func ProbeKind(kind, label string) string {
	if kind == "" {
		return "Kortets slag: okänt"
	}
	s := "Kortets slag: " + kind
	if strings.HasSuffix(kind, "?") {
		s += " (närmast; just det här kortet är inte prövat)"
	}
	if label != "" {
		s += ", kallar sig " + label
	}
	return s
}

// ProbeAnswer is what the card said to one question; size and read are bytes.
func ProbeAnswer(name, status string, size, read int, said string) string {
	s := name + ": "
	switch {
	case status == "9000":
		s += "finns"
	case status == "6A82" || status == "6A88" || status == "6D00":
		s += "finns inte (" + status + ")"
	default:
		s += "nekas (" + status + ")"
	}
	if size > 0 {
		s += fmt.Sprintf(", %d byte", size)
	}
	if read > 0 && read != size {
		s += fmt.Sprintf(", %d lästa", read)
	}
	if said != "" {
		s += ": " + said
	}
	return s
}

// ProbeCertificate begins what is said of a certificate.
func ProbeCertificate(id, subject string) string { return "Certifikat " + id + ": " + subject }

// ProbeIssuer tells who issued it and when it is valid.
func ProbeIssuer(issuer string, from, to time.Time) string {
	return "utfärdare " + issuer + ", gäller " + from.Format(time.DateOnly) + " till " + to.Format(time.DateOnly)
}

// ProbeKey tells of its key, what it may be used for, and what is missing.
func ProbeKey(key string, usage []string, hasKey bool, reference, pin string, login bool) string {
	s := key + ", " + strings.Join(usage, " ")
	switch {
	case !hasKey && slices.Contains(usage, "keyCertSign"):
		return s + "; en utfärdares"
	case !hasKey:
		s += "; nyckeln saknas på kortet"
	case pin == "":
		s += "; ingen PIN är angiven för nyckeln"
	case reference == "":
		s += "; PIN " + pin
	default:
		s += "; nyckel " + reference + ", PIN " + pin
	}
	if login {
		return s + "; för inloggning"
	}
	return s + "; inte för inloggning här"
}

// ProbePIN tells of a PIN: how long it may be, whether it is padded ("none",
// "padded", "unknown") and the tries left, −1 unknown.
func ProbePIN(reference, label string, low, high int, padding string, left int) string {
	s := "PIN " + reference
	if label != "" {
		s += " (" + label + ")"
	}
	s += fmt.Sprintf(": %d–%d tecken", low, high)
	switch padding {
	case "padded":
		s += ", fylls ut"
	case "unknown":
		s += ", okänt om den fylls ut"
	}
	if left < 0 {
		return s + ", kortet säger inte hur många försök som är kvar"
	}
	return s + ", " + Count(left, "försök kvar", "försök kvar")
}

// ProbeCounter is a counter that the card tells by GET DATA.
func ProbeCounter(reference string, left int) string {
	return fmt.Sprintf("Räknare %s: %d kvar", reference, left)
}
