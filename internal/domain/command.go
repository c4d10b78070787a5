package domain

// CommandKind names what a command asks the region to do.
type CommandKind string

// The kinds of commands. A new one is added to CommandKinds; docs/architecture.md
// tells what else it needs.
const (
	CommandSubmit CommandKind = "submit" // a new invoice (B16); its body is a Submission
	CommandDelete CommandKind = "delete" // Radera: bills or a whole invoice (D6); its body is a Deletion
	CommandCredit CommandKind = "credit" // Kreditera: a paid invoice, bills or items of it (D7); its body is a Crediting
	CommandUpload CommandKind = "upload" // Ladda upp fakturafil (C1); its body is the file, in Command.File

	// Klinikadministration: they are about the clinic itself (OfClinic).
	CommandContact   CommandKind = "contact"   // name and contact details (E1); its body is a ContactChange
	CommandUser      CommandKind = "user"      // a user added, changed or removed (E2); its body is a UserChanging
	CommandPerformer CommandKind = "performer" // a behandlare (E7); its body is a PerformerChange
	CommandLicence   CommandKind = "licence"   // IVO's licence (E7); its body is a LicenceChange
)

// CommandKinds are all kinds with the name of the collection in the API that a
// command of the kind is put into.
var CommandKinds = map[CommandKind]string{
	CommandSubmit: "submissions",
	CommandDelete: "deletions",
	CommandCredit: "credits",

	CommandContact:   "contacts",
	CommandUser:      "users",
	CommandPerformer: "performers",
	CommandLicence:   "licences",
	CommandUpload:    "uploads",
}

// OfClinic tells whether commands of the kind are about the clinic itself and not
// about an invoice: Version is then the clinic's.
func (k CommandKind) OfClinic() bool {
	switch k {
	case CommandContact, CommandUser, CommandPerformer, CommandLicence:
		return true
	}
	return false
}

// Command is something that a user of a clinic asks the region to do. It is done
// exactly once: the same id with the same bytes gives the same answer for ever,
// with other bytes it is refused. The bytes are made when the user decides and
// never again, so that an upgraded program cannot change what was asked.
type Command struct {
	ID      string      // the client's choice, unique for ever; of a submission it is the draft's
	Kind    CommandKind //
	Clinic  string      // kliniknummer
	Target  int64       // Vår referens of the invoice it changes; 0: it makes a new one, or is about the clinic
	Version int64       // of the target, or of the clinic, when the user decided; 0: it makes something new
	Body    []byte      // the exact bytes that are sent
	File    *File       // of an upload: what is sent in place of Body
	Mode    UploadMode  // of an upload
}

// Submission is the body of a CommandSubmit: one new invoice.
type Submission struct {
	InvoiceNo string `json:"invoiceNo"`
	Bills     []Bill `json:"bills"`
}

// Deletion is the body of a CommandDelete: which bills of an invoice are deleted,
// or all of it. Version is the invoice's when the user decided: if the invoice
// has changed since, nothing is deleted.
type Deletion struct {
	OurRef  int64 `json:"ourRef"`
	Version int64 `json:"version"`
	Part    Part  `json:"part"`
}

// Crediting is the body of a CommandCredit: what of a paid invoice is taken back,
// in the version that the user saw, and why. The region makes a credit invoice of
// it, with a Vår referens of its own.
type Crediting struct {
	OurRef  int64      `json:"ourRef"`
	Version int64      `json:"version"`
	Part    CreditPart `json:"part"`
	Reason  string     `json:"reason,omitempty"`
}
