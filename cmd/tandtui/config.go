package main

import (
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/adrg/xdg"
	"github.com/alecthomas/kong"
	"github.com/pelletier/go-toml/v2"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// Settings is what a clinic configures. Order of precedence: flag, environment
// TANDTUI_*, file, default.
type Settings struct {
	Config     kong.ConfigFlag `help:"Inställningsfil (TOML)." placeholder:"FIL" env:"TANDTUI_CONFIG"`
	Server     string          `help:"Regionens server, https://värd:port." placeholder:"URL" env:"TANDTUI_SERVER"`
	CA         string          `name:"ca" help:"PEM-fil med utfärdaren av serverns certifikat; utan den gäller datorns egna." placeholder:"FIL" env:"TANDTUI_CA"`
	Data       string          `help:"Mapp för utkast och utkorg." placeholder:"MAPP" env:"TANDTUI_DATA" default:"${data}"`
	CardIssuer []string        `help:"Godkänd utfärdare (CN) av kortets legitimering; kan upprepas." placeholder:"CN" env:"TANDTUI_CARD_ISSUER"`
	Theme      string          `help:"Färger: auto, light, dark, mono." enum:"auto,light,dark,mono" default:"auto" env:"TANDTUI_THEME"`
	Demo       string          `hidden:"" env:"TANDTUI_DEMO"` // folder of the demo's manifest; set by the demo only
}

// defaultConfig is where the settings file lies unless --config says otherwise.
func defaultConfig() string { return filepath.Join(xdg.ConfigHome, "tandtui", "config.toml") }

// settingsFiles is the one file that settings are read from before --config is:
// none if --config takes its place.
func settingsFiles(args []string) []string {
	if slices.ContainsFunc(args, func(a string) bool { return a == "--config" || strings.HasPrefix(a, "--config=") }) {
		return nil
	}
	if named := os.Getenv("TANDTUI_CONFIG"); named != "" {
		return []string{named}
	}
	return []string{defaultConfig()}
}

// atHome gives a path of the settings its home folder for "~", as a shell does
// for what is typed there.
func atHome(path string) (string, error) {
	if path != "~" && !strings.HasPrefix(path, "~/") && !strings.HasPrefix(path, `~\`) {
		return path, nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", fmt.Errorf("%s: hemmappen är okänd, skriv hela sökvägen (%w)", path, err)
	}
	return filepath.Join(home, path[1:]), nil
}

// defaultData is where drafts lie unless --data says otherwise.
func defaultData() string { return filepath.Join(xdg.DataHome, "tandtui") }

// serverAddress reads the address of the region's server: https and a host,
// nothing else.
func serverAddress(typed string) (*url.URL, error) {
	if typed == "" {
		return nil, errors.New("ingen server är angiven: skriv --server https://…, eller server = \"https://…\" i inställningsfilen. tandtui demo provar allt på den här datorn")
	}
	u, err := url.Parse(typed)
	if err != nil || u.Scheme != "https" || u.Hostname() == "" || u.User != nil || u.RawQuery != "" {
		return nil, fmt.Errorf("serverns adress %q är ingen https-adress: den skrivs https://värd eller https://värd:port", typed)
	}
	return u, nil
}

// tomlFile makes a kong resolver of a settings file, in which `card-issuer =
// [...]` sets --card-issuer. A key without a flag is an error: it is most likely
// misspelt. Notepad's mark at the beginning, and its UTF-16, are read.
func tomlFile(r io.Reader) (kong.Resolver, error) {
	values := map[string]any{}
	text := transform.NewReader(r, unicode.BOMOverride(encoding.Nop.NewDecoder()))
	if err := toml.NewDecoder(text).Decode(&values); err != nil {
		var d *toml.DecodeError
		if errors.As(err, &d) {
			row, col := d.Position()
			return nil, fmt.Errorf("inställningsfilen, rad %d tecken %d: %w", row, col, err)
		}
		return nil, err
	}
	return tomlResolver(values), nil
}

type tomlResolver map[string]any

// Validate refuses keys that are not flags.
func (t tomlResolver) Validate(app *kong.Application) error {
	known := map[string]bool{}
	_ = kong.Visit(app.Node, func(n kong.Visitable, next kong.Next) error {
		if f, ok := n.(*kong.Flag); ok {
			known[f.Name] = true
		}
		return next(nil)
	})
	for key := range t {
		if !known[key] {
			return fmt.Errorf("inställningsfilen: okänd inställning %q", key)
		}
	}
	return nil
}

// Resolve sets a flag from the file unless an environment variable sets it: by
// itself kong would let the file win.
func (t tomlResolver) Resolve(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
	for _, name := range flag.Envs {
		if os.Getenv(name) != "" {
			return nil, nil
		}
	}
	switch v := t[flag.Name].(type) {
	case nil:
		return nil, nil
	case []any:
		parts := make([]string, len(v))
		for i, p := range v {
			parts[i] = fmt.Sprint(p)
		}
		return strings.Join(parts, ","), nil
	default:
		return v, nil
	}
}
