package main

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/adrg/xdg"
	"github.com/alecthomas/kong"

	"example.org/tandtui/cmd/internal/cli"
	"example.org/tandtui/internal/card"
	"example.org/tandtui/internal/card/siths"
	"example.org/tandtui/internal/settings"
	"example.org/tandtui/internal/text"
)

// Settings is what a clinic configures. Order of precedence: flag, environment
// TANDTUI_*, the user's file, the computer's file, default.
type Settings struct {
	Config     string   `help:"Inställningsfil (TOML), i stället för din egen." placeholder:"FIL" type:"existingfile" env:"TANDTUI_CONFIG"`
	Server     string   `help:"Regionens server, https://värd:port." placeholder:"URL" env:"TANDTUI_SERVER"`
	Region     string   `help:"Regionens id, som servern ska ha." placeholder:"ID" env:"TANDTUI_REGION"`
	CA         string   `name:"ca" help:"PEM-fil med utfärdaren av serverns certifikat; utan den gäller datorns egna." placeholder:"FIL" env:"TANDTUI_CA"`
	Data       string   `help:"Mapp för utkast och utkorg." placeholder:"MAPP" env:"TANDTUI_DATA" default:"${data}"`
	CardIssuer []string `help:"Godkänd utfärdare (CN) av kortets legitimering; kan upprepas." placeholder:"CN" env:"TANDTUI_CARD_ISSUER"`
	CardModule string   `help:"Programbibliotek (PKCS#11) för kort som programmet inte läser självt; hela sökvägen." placeholder:"FIL" env:"TANDTUI_CARD_MODULE"`
	Theme      string   `help:"Färger: auto, light, dark, mono." enum:"auto,light,dark,mono" default:"auto" env:"TANDTUI_THEME"`
	Demo       string   `hidden:"" env:"TANDTUI_DEMO"`      // folder of the demo's manifest; set by the demo only
	DemoUser   string   `hidden:"" env:"TANDTUI_DEMO_USER"` // whose BankID the demo's telephone has
}

// defaultData is where drafts lie unless --data says otherwise.
func defaultData() string { return filepath.Join(xdg.DataHome, "tandtui") }

// loadSettings reads the settings files. The file that --config names takes the
// place of the user's.
func loadSettings(args []string) *settings.Set {
	user := settings.UserFile(os.Getenv)
	for i, a := range args {
		if file, ok := strings.CutPrefix(a, "--config="); ok {
			user = file
		} else if a == "--config" && i+1 < len(args) {
			user = args[i+1]
		}
	}
	set := settings.Load(settings.SystemFile(os.Getenv), user, os.Getenv)
	return &set
}

// resolver gives flags that are settings their values from the files. Such a flag
// has the setting's environment variable: another verb's flag of the same name is
// none. An environment variable counts before the files; by itself kong would let
// the files win.
func resolver(set *settings.Set) kong.Resolver {
	return kong.ResolverFunc(func(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
		v := set.InFiles(flag.Name)
		if v == nil || !slices.Contains(flag.Envs, settings.Env(flag.Name)) || os.Getenv(settings.Env(flag.Name)) != "" {
			return nil, nil
		}
		return v.Text, nil
	})
}

// sound refuses settings files with something wrong in them: what is misspelt would
// be left out unseen.
func sound(set *settings.Set) error {
	faults := set.Faults()
	if len(faults) == 0 {
		return nil
	}
	return cli.Exit{Code: cli.Usage, Why: faultText(faults[0])}
}

// faultText is the sentence of a fault in a settings file, with its line.
func faultText(f settings.Fault) string {
	where := "inställningsfilen " + f.Path
	if f.Line > 0 {
		where += fmt.Sprintf(", rad %d", f.Line)
	}
	key := text.Safe(f.Key)
	switch f.Reason {
	case settings.Unreadable:
		if errors.Is(f.Err, settings.ErrNoFile) {
			return where + ": det är ingen vanlig fil på högst 1 MB"
		}
		if errors.Is(f.Err, settings.ErrForeign) {
			return where + ": någon annan än den som sköter datorn kan ha skrivit den. Den används inte: be den som sköter datorn att ta bort filen och skriva tandtui setup --computer"
		}
		return where + ": den kan inte läsas (" + text.FileWhy(f.Err) + ")"
	case settings.Unknown:
		if f.Near != "" {
			return fmt.Sprintf("%s: okänd inställning %q: menade du %q?", where, key, f.Near)
		}
		return fmt.Sprintf("%s: okänd inställning %q: de som finns är %s", where, key, strings.Join(settings.Names, ", "))
	case settings.WrongType:
		if f.Key == settings.CardIssuer {
			return fmt.Sprintf("%s: %s skrivs som en lista av texter: %s = [\"…\"]", where, key, key)
		}
		return fmt.Sprintf("%s: %s skrivs som text inom citattecken: %s = \"…\"", where, key, key)
	case settings.BadServer:
		return where + ": server är ingen https-adress: den skrivs server = \"https://värd:port\""
	case settings.BadTheme:
		return where + ": theme ska vara något av " + strings.Join(settings.Themes, ", ")
	case settings.BadText:
		return fmt.Sprintf("%s: %s är för lång eller innehåller tecken som inte kan visas: skriv den på nytt, eller be regionen om en ny fil", where, key)
	case settings.Syntax:
	}
	return fmt.Sprintf("%s tecken %d: där går filen inte att tyda (%v)", where, f.Col, f.Err)
}

// atHome gives a path of the settings its home folder for "~".
func atHome(path string) (string, error) {
	full, err := settings.AtHome(path)
	if err != nil {
		return "", fmt.Errorf("%s: hemmappen är okänd, skriv hela sökvägen (%w)", path, err)
	}
	return full, nil
}

// serverAddress reads the address of the region's server: https and a host,
// nothing else.
func serverAddress(typed string) (*url.URL, error) {
	if typed == "" {
		return nil, errors.New("ingen server är angiven: skriv tandtui setup, så frågar programmet efter den. Den kan också stå i inställningsfilen (server = \"https://…\") eller på raden (--server https://…). tandtui demo provar allt på den här datorn")
	}
	if !settings.IsServer(typed) {
		return nil, fmt.Errorf("serverns adress %q är ingen https-adress: den skrivs https://värd eller https://värd:port", typed)
	}
	return url.Parse(typed)
}

// cards is the way to the card: the program's own, or another maker's library.
func cards(issuers []string, module string, now clock) *card.Reader {
	config := siths.Config{Issuers: issuers, Now: now.Now}
	if module == "" {
		return card.New(config)
	}
	return card.NewWithModule(config, module)
}
