// Package cli runs the verbs of a program: it reads flags and settings with kong,
// prints help and wrong use in Swedish, and gives the exit code. What a verb does
// is the program's own.
package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/alecthomas/kong"

	"example.org/tandtui/internal/text"
)

// Exit codes.
const (
	Done     = 0
	Failed   = 1
	Usage    = 2 // wrong use: nothing was tried
	Findings = 3 // done, and something is wrong in what was looked at
	Later    = 4 // not now: the same again may go well
)

// Exit is a verb's error with an exit code of its own. Without Why the verb has
// said everything itself.
type Exit struct {
	Code int
	Why  string
}

func (e Exit) Error() string { return e.Why }

// Streams is where a verb writes: results to Out, everything else to Err. In is
// where it hears answers to what it asks.
type Streams struct {
	In       io.Reader
	Out, Err io.Writer
}

// Program is a program with verbs.
type Program struct {
	Name, About string
	Verbs       any                // pointer to a struct with a field per verb, as kong reads it
	Explain     func(error) string // makes Swedish of a verb's error; nil: its own text
	Options     []kong.Option
}

// Lasting is a verb that runs until it is stopped: a stop is no failure of it.
type Lasting interface{ UntilStopped() }

// Run runs the verb that args ask for and returns the exit code. A verb's Run
// method may take a context.Context and Streams. The end of ctx is heard where a
// verb asks something, too; a verb that did not get done because of it has
// failed, unless it is Lasting.
func (p Program) Run(ctx context.Context, args []string, s Streams) int {
	code, exited := Done, false
	if s.In != nil {
		s.In = answers{ctx, s.In}
	}
	options := append([]kong.Option{
		kong.Name(p.Name),
		kong.Description(p.About),
		kong.Writers(s.Out, s.Err),
		kong.Exit(func(c int) { code, exited = c, true }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
		kong.Help(help),
		kong.BindTo(ctx, (*context.Context)(nil)),
		kong.Bind(s),
	}, p.Options...)
	parser, err := kong.New(p.Verbs, options...)
	if err != nil { // a settings file that cannot be read
		return p.fail(s, Failed, swedish(err))
	}
	if emptyWord(args) {
		return p.fail(s, Usage, `ett av orden på raden är tomt (""): skriv vad det ska vara`)
	}
	parsed, err := parser.Parse(args)
	if exited { // --help
		return code
	}
	if err != nil {
		return p.fail(s, Usage, swedish(err)+"\nSkriv "+p.Name+" --help för att se vad som går att skriva.")
	}
	err = parsed.Run()
	var exit Exit
	switch {
	case errors.As(err, &exit) && exit.Why == "":
		return exit.Code
	case errors.As(err, &exit):
		return p.fail(s, exit.Code, exit.Why)
	case err == nil, errors.Is(err, context.Canceled) && lasting(parsed):
		return Done
	case errors.Is(err, context.Canceled):
		return p.fail(s, Failed, "avbrutet innan det var klart")
	case p.Explain != nil:
		return p.fail(s, Failed, p.Explain(err))
	}
	return p.fail(s, Failed, err.Error())
}

// emptyWord finds a word that is empty and no flag's value, such as a script's
// variable that is not set: kong would take it for the folder one stands in.
func emptyWord(args []string) bool {
	for i, a := range args {
		if a == "" && (i == 0 || !strings.HasPrefix(args[i-1], "-")) {
			return true
		}
	}
	return false
}

func lasting(parsed *kong.Context) bool {
	_, is := parsed.Selected().Target.Addr().Interface().(Lasting)
	return is
}

// fail tells why, line by line as a terminal may have it: a reason may repeat what a
// file or a server said.
func (p Program) fail(s Streams, code int, why string) int {
	lines := strings.Split(why, "\n")
	for i := range lines {
		lines[i] = text.Safe(lines[i])
	}
	_, _ = fmt.Fprintf(s.Err, "%s: %s\n", p.Name, strings.Join(lines, "\n"))
	return code
}

// help prints kong's help with its English words replaced.
func help(o kong.HelpOptions, ctx *kong.Context) error {
	out := ctx.Stdout
	var page bytes.Buffer
	ctx.Stdout = &page
	err := kong.DefaultHelpPrinter(o, ctx)
	ctx.Stdout = out
	if err != nil {
		return err
	}
	_, err = helpWords.WriteString(out, page.String())
	return err
}
