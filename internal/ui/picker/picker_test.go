package picker

import (
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/files"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/theme"
)

// disk has two folders; the rest of screen.Files is not asked.
type disk struct{ screen.Files }

func (disk) List(folder string) ([]files.Entry, error) {
	if folder == "/hem/" {
		return []files.Entry{{Name: "arkiv", Folder: true}}, nil
	}
	return []files.Entry{{Name: "november.xml"}}, nil
}

// A list that comes late is of a folder that was passed on the way: it is not shown,
// and Tab and Enter take nothing of it.
func TestAListOfAPassedFolderIsNotTaken(t *testing.T) {
	var taken string
	env := screen.Env{Theme: theme.Plain(), Now: time.Now, Files: disk{}}
	p := New(env, "/hem/filer/", func(path string) screen.Step { taken = path; return screen.Stay(nil) })
	p.Take(p.Init()())

	late := p.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("/hem/"), Paste: true}).Cmd
	for _, r := range "filer/n" { // before the list of /hem/ has come
		p.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}})
	}
	p.Take(late())
	p.Update(tea.KeyMsg{Type: tea.KeyTab})
	if got := p.form.Value(pathField); got != "/hem/filer/november.xml" {
		t.Errorf("Tab wrote %q", got)
	}
	if p.Update(tea.KeyMsg{Type: tea.KeyEnter}); taken != "/hem/filer/november.xml" {
		t.Errorf("Enter took %q", taken)
	}

	p.form.SetValue(pathField, "")
	p.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("/hem/"), Paste: true}) // its list is still to come
	if p.Update(tea.KeyMsg{Type: tea.KeyTab}); p.form.Value(pathField) != "/hem/" {
		t.Errorf("Tab wrote %q", p.form.Value(pathField))
	}
}
