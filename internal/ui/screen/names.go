package screen

import "strconv"

// Names of the screens, so that one screen can send the user to another
// without importing it.
const (
	Login     = "login"     // Arg "": first login; Locked: the card was pulled
	Clinics   = "clinics"   // choice of clinic (A3)
	Home      = "home"      // the start page
	Bill      = "bill"      // Registrera räkning; Arg: draft id, "" for a new one
	Upload    = "upload"    // Ladda upp fakturafil; Arg: upload id, "" to begin
	Invoices  = "invoices"  // Era fakturor; Arg: tab
	Invoice   = "invoice"   // one invoice; Arg: Vår referens
	History   = "history"   // what was done to an invoice; Arg: Vår referens
	Reconcile = "reconcile" // Avstämning of the bank's files
	Sums      = "sums"      // Summor: billed over time
	Credit    = "credit"    // Kreditera; Arg: Vår referens/räkningsnummer
	Clinic    = "clinic"    // Klinikadministration
	Support   = "support"   // Arg "": contact and self-check
	Messages  = "messages"  // what the region tells its clinics
	Slots     = "slots"     // what opens the drafts on this computer
	Manual    = "manual"    // the manual; Arg: the heading to open it at
	Drafts    = "drafts"    // Utkast
	Receipt   = "receipt"   // Arg: draft id
	Outbox    = "outbox"    // Utkorg: what is on its way and what was answered

	HomeVisit   = "homevisit"   // Hembesök (B25); Arg: draft id, "" for a new one
	Entitlement = "entitlement" // Kontrollera intyg (B2)

	// ClinicForm is a form of Klinikadministration; Arg: contact, user, user/NUMBER,
	// performer, performer/ID, licence, refused/ID of a command.
	ClinicForm = "clinicform"
)

// Locked is the Login screen's argument when it stands over locked work.
const Locked = "locked"

// CreditOf is the route to Kreditera of one bill, by Vår referens and
// räkningsnummer.
func CreditOf(ourRef, billNo int64) Route {
	return Route{Name: Credit, Arg: strconv.FormatInt(ourRef, 10) + "/" + strconv.FormatInt(billNo, 10)}
}
