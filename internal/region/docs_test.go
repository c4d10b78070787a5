package region

import (
	"os"
	"reflect"
	"strings"
	"testing"

	"example.org/tandtui/internal/domain"
)

// docs/region-profile.md has a row for every key of a profile, and no other.
func TestProfileIsDocumented(t *testing.T) {
	raw, err := os.ReadFile("../../docs/region-profile.md")
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string]string{}
	for line := range strings.Lines(string(raw)) {
		if key, rest, ok := strings.Cut(strings.TrimPrefix(line, "| `"), "`"); ok && strings.HasPrefix(line, "| `") {
			rows[key] = rest
		}
	}
	profile := reflect.TypeFor[domain.Profile]()
	for i := range profile.NumField() {
		f := profile.Field(i)
		row, ok := rows[jsonName(f)]
		if !ok {
			t.Errorf("%s has no row", jsonName(f))
			continue
		}
		delete(rows, jsonName(f))
		if f.Type.Kind() == reflect.Slice && f.Type.Elem().Kind() == reflect.Struct {
			f.Type = f.Type.Elem()
		}
		for j := 0; f.Type.Kind() == reflect.Struct && j < f.Type.NumField(); j++ {
			if inner := jsonName(f.Type.Field(j)); !strings.Contains(row, "`"+inner+"`") {
				t.Errorf("%s: %s is not told of", jsonName(f), inner)
			}
		}
	}
	for key := range rows {
		t.Errorf("%s is told of and does not exist", key)
	}
}

func jsonName(f reflect.StructField) string {
	name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
	return name
}
