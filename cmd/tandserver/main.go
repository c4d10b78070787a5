// Command tandserver plays the region for clinics that use tandtui. This package
// holds flags, wiring and exit codes; what the program does lives in
// internal/server.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // Europe/Stockholm on computers without a zone database

	"github.com/alecthomas/kong"

	"example.org/tandtui/internal/version"
)

// CLI is every verb.
type CLI struct {
	Serve   ServeCmd   `cmd:"" help:"Svara klinikernas program."`
	Demo    DemoCmd    `cmd:"" help:"Gör en demoregion i en mapp och svara som den."`
	Import  ImportCmd  `cmd:"" help:"Läs in kliniker, användare, patienter eller prislistor ur en fil."`
	Pay     PayCmd     `cmd:"" help:"Betala ut fakturor med ett datum."`
	Version VersionCmd `cmd:"" help:"Visa version."`
}

// Exit codes: 0 done, 1 failed, 2 wrong use.
const (
	exitFailed = 1
	exitUsage  = 2
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

func run(args []string, out, errOut io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	code, exited := 0, false
	parser, err := kong.New(
		&CLI{},
		kong.Name("tandserver"),
		kong.Description("Regionens server för särskilt tandvårdsstöd."),
		kong.Writers(out, errOut),
		kong.Exit(func(c int) { code, exited = c, true }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
		kong.BindTo(ctx, (*context.Context)(nil)),
		kong.Bind(streams{out, errOut}),
	)
	if err != nil {
		_, _ = fmt.Fprintln(errOut, "tandserver:", err)
		return exitFailed
	}
	parsed, err := parser.Parse(args)
	if exited { // --help
		return code
	}
	if err != nil {
		_, _ = fmt.Fprintf(errOut, "tandserver: %v\nSkriv tandserver --help för att se vad som går att skriva.\n", err)
		return exitUsage
	}
	if err := parsed.Run(); err != nil && !errors.Is(err, context.Canceled) {
		_, _ = fmt.Fprintln(errOut, "tandserver:", explain(err))
		return exitFailed
	}
	return 0
}

// streams is where a verb writes: results to out, all else to err.
type streams struct{ out, err io.Writer }

// VersionCmd prints version, commit and Go version.
type VersionCmd struct{}

// Help leads with an example.
func (VersionCmd) Help() string { return "Exempel:  tandserver version" }

// Run prints.
func (VersionCmd) Run(s streams) error {
	_, err := fmt.Fprintln(s.out, version.Line("tandserver"))
	return err
}
