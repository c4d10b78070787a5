package domain

// CommandKind names what a command asks the region to do.
type CommandKind string

// The kinds of commands. Each has a body type in internal/api, an act in
// life.go or in the server, a sentence in internal/text and a line in the
// server's route table.
const (
	CommandSubmit CommandKind = "submit" // a new invoice (B16)
	CommandDelete CommandKind = "delete" // Radera: bills or a whole invoice (D6)
)

// Command is something that a user of a clinic asks the region to do. It is done
// exactly once: the same id with the same bytes gives the same answer for ever,
// with other bytes it is refused. The bytes are made when the user decides and
// never again, so that an upgraded program cannot change what was asked.
type Command struct {
	ID      string      // the client's choice, unique for ever; of a submission it is the draft's
	Kind    CommandKind //
	Clinic  string      // kliniknummer
	Target  int64       // Vår referens of the invoice it changes; 0: it makes a new one
	Version int64       // of the target when the user decided; 0 without a target
	Body    []byte      // the exact bytes that are sent
}
