package e2e

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"example.org/tandtui/internal/card/pcsc"
)

// holdVariable makes the test binary be another program, which holds the card in
// the reader named in a transaction until its input ends.
const holdVariable = "E2E_HOLD_CARD"

func holdCard(reader string) int {
	c, err := pcsc.Connect(context.Background(), reader)
	if err == nil {
		err = c.Begin(context.Background())
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	fmt.Println("held")
	_, _ = io.Copy(io.Discard, os.Stdin)
	if err := c.End(false); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

// hold lets another program hold the card; the function given lets it go.
func (w *world) hold(reader string) (release func()) {
	w.t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(slices.Concat(os.Environ(), w.env), holdVariable+"="+reader)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		w.t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		w.t.Fatal(err)
	}
	said := make([]byte, len("held\n"))
	if _, err := io.ReadFull(out, said); err != nil {
		w.t.Fatal("the card could not be held: ", err)
	}
	return func() {
		w.t.Helper()
		_ = in.Close()
		if err := cmd.Wait(); err != nil {
			w.t.Error("the other program:", err)
		}
	}
}

// TestT2AnotherProgramHoldsTheCard: with a real second program in a transaction the
// PIN is not sent, the screen says who is in the way within seconds, and the card is
// there again when the other has finished.
func TestT2AnotherProgramHoldsTheCard(t *testing.T) {
	w := start(t)
	w.open(80, 24)
	reader := w.see(`Kortläsare +(\S.*\S) *\n[\s\S]*3 försök kvar`)[1]
	release := w.hold(reader)
	w.typeText(w.demo.PIN)
	w.keys("Enter")
	w.see(`Ett annat program använder`)
	// The try ends by itself, and nobody is logged in.
	w.see(`Stäng det andra programmet`)
	w.until("the PIN is still unused", func(screen string) bool { return !strings.Contains(screen, "1 Registrera") })
	release()
	w.login()
	w.see(`Välkommen Anna Ek`)
}
