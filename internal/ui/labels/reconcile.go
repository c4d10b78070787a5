package labels

import (
	"strconv"
	"strings"
	"time"

	"example.org/tandtui/internal/bank"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
)

// Avstämning of the bank's files against what the region says it has paid (D13).
const (
	ReconcileTitle    = "Avstämning"
	ReconcileOpen     = "avstämning"
	ReconcileState    = "Läge"
	ReconcileDay      = "Dag"
	ReconcileGot      = "Inkommet"
	ReconcileExpected = "Väntat"
	ReconcileRefs     = "Vår ref."
	ReconcileRead     = "läs in en fil"
	ReconcileShow     = "visa fakturan"
	ReconcileOnly     = "bara avvikelser"
	ReconcileAll      = "alla"
	ReconcileNone     = "Inga filer är inlästa. Hämta kontoutdrag (camt.053) eller insättningar (camt.054) i internetbanken och tryck o."
	ReconcileNoMatch  = "Inget passar sökningen. Esc visar allt."
	ReconcileDamaged  = "Det som lästs in är skadat på den här datorn. Läs in bankens filer igen (o)."
	ReconcileReading  = "Läser filen …"
	ReconcileCancel   = "avbryt"
)

var reconcileStates = map[bank.State]struct{ word, means string }{
	bank.Matched:     {"✓ stämmer", "Beloppet är det som regionen har betalat."},
	bank.WrongAmount: {"✗ fel belopp", "Insättningen nämner fakturan, men beloppet är ett annat. Ring regionen och uppge Vår referens."},
	bank.Unknown:     {"? okänd", "Insättningen nämner ingen faktura som regionen har betalat. Den kan gälla en annan klinik med samma konto, eller något annat än regionen."},
	bank.Again:       {"! igen", "Det som insättningen nämner har redan kommit. Ring regionen om pengarna är deras."},
	bank.TakenBack:   {"! återtagen", "Banken har tagit tillbaka insättningen. Ring banken."},
	bank.Foreign:     {"! annan valuta", "Insättningen är i en annan valuta än kronor och jämförs inte."},
	bank.NotBooked:   {"… ej bokförd", "Banken har inte bokfört insättningen än. Läs in en senare fil."},
	bank.Missing:     {"✗ saknas", "Regionen säger att den har betalat, men ingen inläst fil visar pengarna. Läs in filer till och med idag; ring annars regionen och uppge Vår referens."},
}

// ReconcileWord is the state of a row; awaited is a missing one that the files may
// be too old for.
func ReconcileWord(s bank.State, awaited bool) string {
	if awaited {
		return "… väntas"
	}
	if w, ok := reconcileStates[s]; ok {
		return w.word
	}
	return text.Safe(string(s))
}

// ReconcileMeans says what it means and what to do.
func ReconcileMeans(s bank.State, awaited bool, paid domain.Date) string {
	if awaited {
		return "Regionen betalade " + paid.String() + ". Filerna är äldre än att pengarna hunnit komma: läs in en senare fil."
	}
	return reconcileStates[s].means
}

// ReconcileRefsOf lists Vår referens of what a row pays.
func ReconcileRefsOf(refs []int64) string {
	parts := make([]string, len(refs))
	for i, ref := range refs {
		parts[i] = strconv.FormatInt(ref, 10)
	}
	return strings.Join(parts, ", ")
}

// ReconcileSince says when the last file was read in.
func ReconcileSince(at time.Time, only bool) string {
	s := "Senast inläst " + at.Format("2006-01-02 15:04")
	if only {
		s += " · visar " + ReconcileOnly
	}
	return s
}

// ReconcileTotal counts what fits and what does not.
func ReconcileTotal(fits, deviates int) string {
	return text.Number(fits) + " stämmer · " + text.Count(deviates, "avvikelse", "avvikelser")
}

// ReconcileTook says what a file brought.
func ReconcileTook(entries, fresh int, from, to domain.Date) string {
	s := "Filen har " + text.Count(entries, "rad", "rader")
	if !from.IsZero() {
		s += " från " + from.String() + " till " + to.String()
	}
	if fresh == 0 {
		return s + ", alla inlästa förut."
	}
	return s + ", " + text.Count(fresh, "ny", "nya") + "."
}
