package main

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"

	"example.org/tandtui/internal/settings"
)

// A setting is a flag, a variable and a key of the file, by one name: what one of
// them has and another has not could not be set there, or would be called misspelt.
func TestEachSettingIsFlagVariableAndKey(t *testing.T) {
	parser, err := kong.New(&struct{ Settings }{}, kong.Vars{"data": ""})
	if err != nil {
		t.Fatal(err)
	}
	var flags []string
	for _, f := range parser.Model.Flags {
		if f.Hidden || f.Name == "help" || f.Name == "config" {
			continue
		}
		flags = append(flags, f.Name)
		if !slices.Contains(f.Envs, settings.Env(f.Name)) {
			t.Errorf("--%s is not %s in the environment", f.Name, settings.Env(f.Name))
		}
	}
	if !reflect.DeepEqual(flags, settings.Names) {
		t.Errorf("flags %v, settings %v", flags, settings.Names)
	}
	if themes := strings.Join(settings.Themes, ","); themes != "auto,light,dark,mono" {
		t.Errorf("themes %s", themes)
	}
}
