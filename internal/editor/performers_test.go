package editor

import (
	"testing"

	"example.org/tandtui/internal/domain"
)

// B30: those of the clinic are offered, each on the days that the register says.
func TestB30WhoMayBeNamed(t *testing.T) {
	w := newWorld(t, "vgr")
	from := domain.MustDate("2026-11-01")
	w.data.Performers = map[string][]domain.Performer{
		w.Snapshot().Clinic.No: {
			{No: "T1", Validity: domain.Period{From: from}},
			{No: "T2", Validity: domain.Period{From: from, To: domain.MustDate("2026-11-10")}},
		},
		"another": {{No: "X1", Validity: domain.Period{From: from}}},
	}
	for on, want := range map[string][]string{"2026-10-31": nil, "2026-11-10": {"T1", "T2"}, "2026-11-11": {"T1"}} {
		got := Performers(w, domain.MustDate(on))
		if len(got) != len(want) {
			t.Fatalf("%s: %+v", on, got)
		}
		for i, p := range got {
			if p.No != want[i] {
				t.Errorf("%s: %+v", on, got)
			}
		}
	}
}

// B30: who gave the care of a home visit stands on every row of care.
func TestB30AtAHomeVisit(t *testing.T) {
	_, v := openVisit(t)
	v.Write(VisitRef{ForAll, -1, domain.FieldItemPerformer}, "T1")
	for i, b := range v.Draft().Bills {
		for _, row := range b.Items {
			if row.Code != domain.PatientFeeCode && row.Performer != "T1" {
				t.Errorf("bill %d: %+v", i, row)
			}
		}
	}
	v.Undo()
	if got := v.Draft().Bills[0].Items[0].Performer; got != "" {
		t.Errorf("undone: %q", got)
	}
}
