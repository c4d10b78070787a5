// Command tandtui is the clinic's terminal program. This package holds flags,
// configuration, wiring and exit codes; what the program does lives in
// internal/app and internal/ui.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // Europe/Stockholm on computers without a zone database (Windows)

	"github.com/alecthomas/kong"

	"example.org/tandtui/cmd/internal/cli"
	"example.org/tandtui/internal/demo/stage"
	"example.org/tandtui/internal/version"
)

// CLI is every verb. Without a verb the program opens.
type CLI struct {
	Run      RunCmd      `cmd:"" default:"withargs" help:"Öppna programmet (förval)."`
	Setup    SetupCmd    `cmd:"" help:"Ställ in programmet: regionens server, och att den är den rätta."`
	Config   ConfigCmd   `cmd:"" help:"Visa och granska inställningarna."`
	Doctor   DoctorCmd   `cmd:"" help:"Undersök kortläsare, kort, server, klocka, disk och terminal."`
	Demo     DemoCmd     `cmd:"" help:"Prova allt på den här datorn: server, kortläsare och kort."`
	Rescue   RescueCmd   `cmd:"" help:"Rädda utkast ur en skadad eller äldre fil."`
	DemoCard DemoCardCmd `cmd:"" help:"Dra ut eller sätt i demons kort, från ett annat fönster."`
	Card     CardCmd     `cmd:"" help:"Visa vad kortet är för ett kort."`
	Check    CheckCmd    `cmd:"" help:"Granska fakturafiler, utan att logga in eller skicka."`
	Upload   UploadCmd   `cmd:"" help:"Ladda upp en fakturafil: logga in med kort, skicka och vänta på svaret."`
	Export   ExportCmd   `cmd:"" help:"Skriv utkast, eller en faktura, som fakturafil."`
	Format   FormatCmd   `cmd:"" help:"Skriv fakturafilens XML-schema."`
	Version  VersionCmd  `cmd:"" help:"Visa version."`
}

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

func run(args []string, out, errOut io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	set := loadSettings(args)
	return cli.Program{
		Name: "tandtui", About: "Fakturera särskilt tandvårdsstöd från terminalen.", Verbs: &CLI{},
		Options: []kong.Option{
			kong.Vars{"data": defaultData(), "demo": stage.DefaultDir()},
			kong.Resolvers(resolver(set)),
			kong.Bind(set),
		},
	}.Run(ctx, args, cli.Streams{In: os.Stdin, Out: out, Err: errOut})
}

// VersionCmd prints version, commit and Go version, and touches no terminal.
type VersionCmd struct{}

func (VersionCmd) Help() string { return "Exempel:  tandtui version" }

func (VersionCmd) Run(s cli.Streams) error {
	_, err := fmt.Fprintln(s.Out, version.Line("tandtui"))
	return err
}

// DemoCardCmd pulls or inserts the running demo's card.
type DemoCardCmd struct {
	Do  string `arg:"" enum:"pull,insert" help:"pull drar ut kortet, insert sätter i det."`
	Dir string `help:"Demons mapp." default:"${demo}" env:"TANDTUI_DEMO_DIR"`
}

func (DemoCardCmd) Help() string {
	return "Exempel:  tandtui demo-card pull\n\nSkärmen låses när kortet dras ut och väcks av kort och PIN."
}

func (c DemoCardCmd) Run() error {
	err := stage.Control(c.Dir, c.Do)
	if errors.Is(err, stage.ErrNoDemo) {
		return fmt.Errorf("ingen demo är igång i %s: starta den med tandtui demo", c.Dir)
	}
	return err
}
