package labels

import "example.org/tandtui/internal/text"

// Templates of rows (B25).
const (
	TemplateOpen     = "mallar"
	TemplateSave     = "spara raderna"
	TemplateRemove   = "ta bort mallen"
	TemplateTitle    = "Mallar"
	TemplateName     = "Namn"
	TemplateUnchosen = "ingen mall är vald"
	TemplateNoName   = "skriv först vad mallen ska heta"
	TemplateNone     = "Inga mallar ännu: skriv ett namn och tryck Ctrl+S."
)

// TemplateWould says which rows would be saved.
func TemplateWould(codes string) string { return "Ctrl+S sparar raderna " + codes }

// TemplateSaved says that a template was saved.
func TemplateSaved(name string) string { return "Mallen " + text.Safe(name) + " är sparad." }

// TemplateRemoved says that a template was removed.
func TemplateRemoved(name string) string { return "Mallen " + text.Safe(name) + " är borttagen." }
