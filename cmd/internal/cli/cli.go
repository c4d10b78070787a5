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

	"github.com/alecthomas/kong"
)

// Exit codes.
const (
	Done   = 0
	Failed = 1
	Usage  = 2 // wrong use: nothing was tried
)

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

// Run runs the verb that args ask for and returns the exit code. A verb's Run
// method may take a context.Context and Streams. A verb that ends because ctx
// does has not failed.
func (p Program) Run(ctx context.Context, args []string, s Streams) int {
	code, exited := Done, false
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
	parsed, err := parser.Parse(args)
	if exited { // --help
		return code
	}
	if err != nil {
		return p.fail(s, Usage, swedish(err)+"\nSkriv "+p.Name+" --help för att se vad som går att skriva.")
	}
	err = parsed.Run()
	switch {
	case err == nil, errors.Is(err, context.Canceled):
		return Done
	case p.Explain != nil:
		return p.fail(s, Failed, p.Explain(err))
	}
	return p.fail(s, Failed, err.Error())
}

func (p Program) fail(s Streams, code int, why string) int {
	_, _ = fmt.Fprintf(s.Err, "%s: %s\n", p.Name, why)
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
