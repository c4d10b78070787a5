// Command tandserver plays the region for clinics that use tandtui. This package
// holds flags, wiring and exit codes; what the program does lives in
// internal/server.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	_ "time/tzdata" // Europe/Stockholm on computers without a zone database

	"github.com/alecthomas/kong"

	"example.org/tandtui/cmd/internal/cli"
	"example.org/tandtui/internal/sheet"
	"example.org/tandtui/internal/version"
)

// CLI is every verb.
type CLI struct {
	Serve       ServeCmd       `cmd:"" help:"Svara klinikernas program."`
	Demo        DemoCmd        `cmd:"" help:"Gör en demoregion i en mapp och svara som den, eller som dess bank."`
	Init        InitCmd        `cmd:"" help:"Gör en ny databas för en region."`
	Import      ImportCmd      `cmd:"" help:"Läs in kliniker, användare, patienter eller prislistor ur en fil."`
	Prices      PricesCmd      `cmd:"" help:"Visa eller ta bort inlästa prislistor."`
	Handout     HandoutCmd     `cmd:"" help:"Skriv filen som ställer in klinikernas program."`
	Pay         PayCmd         `cmd:"" help:"Betala ut fakturor: gör i ordning en körning, stäng den, läs in bankens svar."`
	Review      ReviewCmd      `cmd:"" help:"Granska det som väntar på betalning: visa, håll, släpp, makulera."`
	Audit       AuditCmd       `cmd:"" help:"Kontrollera att allt stämmer."`
	List        ListCmd        `cmd:"" help:"Lista fakturor, personer, användare, kliniker, körningar eller prislistor."`
	Show        ShowCmd        `cmd:"" help:"Visa en faktura, person, användare, klinik, körning eller prislista."`
	Providers   ProvidersCmd   `cmd:"" help:"Visa, lägg till eller avsluta vårdgivare."`
	Clinics     ClinicsCmd     `cmd:"" help:"Visa, lägg till, ändra eller avsluta kliniker."`
	Users       UsersCmd       `cmd:"" help:"Visa, lägg till, ändra eller avsluta användare."`
	Message     MessageCmd     `cmd:"" help:"Skicka, lista eller avsluta meddelanden till klinikerna."`
	Contact     ContactCmd     `cmd:"" help:"Visa eller ändra vem klinikerna ska ringa."`
	Log         LogCmd         `cmd:"" help:"Visa vad som är gjort vid disken, och vem som tagit del av patienters uppgifter."`
	Alarms      AlarmsCmd      `cmd:"" help:"Visa larm: ovanligt många patientsökningar."`
	Uploads     UploadsCmd     `cmd:"" help:"Fakturafiler som kliniker har laddat upp."`
	Attachments AttachmentsCmd `cmd:"" help:"Bilagor som har kommit med räkningar i fakturafiler."`
	BankID      BankIDCmd      `cmd:"" name:"bankid" help:"Nyckel till, och visning av, BankID:s bevis för inloggningar."`
	Backup      BackupCmd      `cmd:"" help:"Gör en säkerhetskopia medan servern är igång."`
	Restore     RestoreCmd     `cmd:"" help:"Lägg tillbaka en säkerhetskopia."`
	Verify      VerifyCmd      `cmd:"" help:"Läs igenom en databas eller säkerhetskopia."`
	Version     VersionCmd     `cmd:"" help:"Visa version."`
}

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

func run(args []string, out, errOut io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return cli.Program{
		Name: "tandserver", About: "Regionens server för särskilt tandvårdsstöd.", Verbs: &CLI{}, Explain: explain,
		Options: []kong.Option{kong.Vars{"encodings": strings.Join(sheet.Encodings(), ", ")}},
	}.Run(ctx, args, cli.Streams{In: os.Stdin, Out: out, Err: errOut})
}

// VersionCmd prints version, commit and Go version.
type VersionCmd struct{}

func (VersionCmd) Help() string { return "Exempel:  tandserver version" }

func (VersionCmd) Run(s cli.Streams) error {
	_, err := fmt.Fprintln(s.Out, version.Line("tandserver"))
	return err
}
