package imports_test

import (
	"bytes"
	"errors"
	"maps"
	"slices"
	"testing"

	"github.com/xuri/excelize/v2"

	"example.org/tandtui/internal/server/imports"
	"example.org/tandtui/internal/sheet"
)

// FuzzPlan: no file of any kind makes the import panic, what is refused is
// refused by line and in words, and what is planned can be done.
func FuzzPlan(f *testing.F) {
	for kind, file := range map[string]string{
		"clinics": clinicsFile, "users": usersFile, "persons": personsFile,
		"performers": performerHead + "11;T1;Åsa Ek;tandläkare;ja;2026-01-01;\n",
		"prices":     priceHead + "ersattning;101;A;;;100;;;;2026-01-01;\n",
	} {
		f.Add(kind, []byte(file))
		f.Add(kind, []byte(book(f, file, func(b *excelize.File) error { return b.SetCellFormula("Sheet1", "Z9", "1+1") })))
	}
	f.Add("prices", []byte("Åtgärdsnummer;Åtgärdsnamn;Referenspris allmäntandvård fr o m 1 jan 2026;Referenspris specialisttandvård fr o m 1 jan 2026\n101;A;100;-\n"))
	i := filled(f)
	kinds := slices.Sorted(maps.Keys(imports.Kinds))
	f.Fuzz(func(t *testing.T, kind string, raw []byte) {
		if !slices.Contains(kinds, kind) {
			kind = kinds[len(kind)%len(kinds)]
		}
		p, err := i.Plan(ctx, kind, bytes.NewReader(raw), sheet.Options{})
		var faults sheet.Faults
		switch {
		case err == nil && p.Rows == 0:
			t.Error("nothing was read and nothing is wrong")
		case err == nil:
			if err := i.Apply(ctx, p); err != nil {
				t.Errorf("what was planned cannot be done: %v", err)
			}
		case !errors.As(err, &faults):
			t.Errorf("refused without a line: %v", err)
		}
		for _, x := range faults {
			if x.Line < 1 || x.Reason == "" {
				t.Errorf("%+v", x)
			}
		}
	})
}
