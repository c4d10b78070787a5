package main

import (
	"fmt"
	"os"
	"strings"
	"text/tabwriter"

	"example.org/tandtui/cmd/internal/cli"
	"example.org/tandtui/internal/settings"
	"example.org/tandtui/internal/text"
)

// ConfigCmd tells what the settings are. It changes nothing.
type ConfigCmd struct {
	Show     ConfigShowCmd     `cmd:"" help:"Visa varje inställning och var den kommer ifrån."`
	Validate ConfigValidateCmd `cmd:"" help:"Granska inställningsfilerna."`
	Path     ConfigPathCmd     `cmd:"" help:"Visa var inställningsfilerna ligger."`
}

// aFile lets the verbs of config look at another file than the user's; it is read
// before flags are (loadSettings).
type aFile struct {
	Config string `help:"Inställningsfil (TOML), i stället för din egen." placeholder:"FIL" type:"existingfile" env:"TANDTUI_CONFIG"`
}

// ConfigShowCmd shows each setting with where it comes from.
type ConfigShowCmd struct{ aFile }

func (ConfigShowCmd) Help() string {
	return "Exempel:  tandtui config show\n\nDet som gäller är, i ordning: flagga på raden, miljövariabel (TANDTUI_SERVER …), din inställningsfil, datorns inställningsfil, förval."
}

// Run writes one line a setting.
func (ConfigShowCmd) Run(s cli.Streams, set *settings.Set) error {
	w := tabwriter.NewWriter(s.Out, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(w, "inställning\tvärde\tkommer från") // Flush tells an error
	for _, name := range settings.Names {
		v := set.Value(name, defaults()[name])
		_, _ = fmt.Fprintf(w, "%s\t%s\t%s\n", name, shown(v.Text), origin(v))
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return tellFaults(s, set)
}

// defaults are the values of what is not set anywhere.
func defaults() map[string]string {
	return map[string]string{settings.Data: defaultData(), settings.Theme: "auto"}
}

func shown(value string) string {
	if value == "" {
		return "–"
	}
	return text.Safe(value)
}

func origin(v settings.Value) string {
	switch v.From {
	case settings.FromEnv:
		return "miljövariabeln " + v.Where
	case settings.FromUser:
		return fmt.Sprintf("din fil %s, rad %d", v.Where, v.Line)
	case settings.FromSystem:
		return fmt.Sprintf("datorns fil %s, rad %d", v.Where, v.Line)
	case settings.FromDefault:
	}
	if v.Text == "" {
		return "inte satt"
	}
	return "förval"
}

// tellFaults writes what is wrong with the files, and ends the verb with
// cli.Findings if something is.
func tellFaults(s cli.Streams, set *settings.Set) error {
	faults := set.Faults()
	for _, f := range faults {
		if err := say(s.Err, faultText(f)); err != nil {
			return err
		}
	}
	if len(faults) > 0 {
		return cli.Exit{Code: cli.Findings}
	}
	return nil
}

// ConfigValidateCmd looks for what is wrong in the files, and at what they name.
type ConfigValidateCmd struct{ aFile }

func (ConfigValidateCmd) Help() string {
	return "Exempel:  tandtui config validate\n\nVarje fel står med fil och rad. Slutkoder: 0 inget fel, 3 något är fel."
}

// Run writes all faults.
func (ConfigValidateCmd) Run(s cli.Streams, set *settings.Set) error {
	if err := tellFaults(s, set); err != nil {
		return err
	}
	if ca := set.Value(settings.CA, ""); ca.Text != "" {
		path, err := atHome(ca.Text)
		if err == nil {
			_, err = roots(path)
		}
		if err != nil {
			return cli.Exit{Code: cli.Findings, Why: fmt.Sprintf("%s, ca: %v", origin(ca), err)}
		}
	}
	if module := set.Value(settings.CardModule, ""); module.Text != "" {
		path, err := atHome(module.Text)
		if err == nil {
			_, err = os.Stat(path)
		}
		if err != nil {
			return cli.Exit{Code: cli.Findings, Why: fmt.Sprintf("%s, card-module: filen %s kan inte användas: %s", origin(module), text.Safe(module.Text), text.FileWhy(err))}
		}
	}
	if set.Value(settings.Server, "").Text == "" {
		return say(s.Out, "Inget fel, men ingen server är satt: skriv tandtui setup.")
	}
	return say(s.Out, "Inget fel i inställningarna.")
}

// ConfigPathCmd tells where the files lie.
type ConfigPathCmd struct{ aFile }

func (ConfigPathCmd) Help() string { return "Exempel:  tandtui config path" }

// Run writes one line a file, the one that counts most first.
func (ConfigPathCmd) Run(s cli.Streams, set *settings.Set) error {
	for _, f := range []struct{ whose, path string }{{"din fil", set.User.Path}, {"datorns fil", set.System.Path}} {
		there := "finns inte"
		if _, err := os.Stat(f.path); err == nil {
			there = "finns"
		}
		if err := say(s.Out, strings.Join([]string{f.path, f.whose, there}, "\t")); err != nil {
			return err
		}
	}
	return nil
}
