package terminal

import (
	"context"
	"os"
	"time"

	tea "github.com/charmbracelet/bubbletea"
)

// Bubble Tea reads the console's events itself here, and Windows stops no program
// from outside.

func waiting(*os.File, time.Duration) bool { return false }

// Mend has nothing to mend: a console's settings end with the program.
func Mend(*os.File) {}

// Jobs waits for the end of ctx: no program is stopped here.
func Jobs(ctx context.Context, _ *tea.Program, _ <-chan struct{}, _, _ func()) { <-ctx.Done() }
