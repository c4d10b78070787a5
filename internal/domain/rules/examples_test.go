package rules_test

import (
	"slices"
	"strings"
	"testing"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
	"example.org/tandtui/internal/text"
)

// example shows one finding on the good draft. pass changes the draft as near the
// border as the rule allows; fail changes it so that the finding is made, and
// nothing but it and also.
type example struct {
	code  string
	name  string // the manual's section or the rule
	pass  change
	fail  change
	item  int
	field domain.Field
	also  []string
}

// allExamples are those of every file.
func allExamples() []example {
	return slices.Concat(billExamples, itemExamples, feeExamples, toothExamples, groundExamples, performerExamples, licenceExamples, auditExamples)
}

type change func(*domain.DraftBill, *domain.Draft, *rules.Facts)

func unchanged(*domain.DraftBill, *domain.Draft, *rules.Facts) {}

const whole = domain.WholeBill

func TestExamples(t *testing.T) {
	seen := map[string]bool{}
	for _, x := range allExamples() {
		seen[x.code] = true
		t.Run(x.code+"/"+strings.ReplaceAll(x.name, " ", "_"), func(t *testing.T) {
			for _, f := range read(t, x.pass) {
				t.Errorf("passes and yet gives %s at %d %s %v", f.Code, f.Item, f.Field, f.Params)
			}
			found := false
			for _, f := range read(t, x.fail) {
				switch {
				case f.Code == x.code:
					found = found || f.Item == x.item && f.Field == x.field
					if !strings.Contains(severityOf(x.code), string(f.Severity)) {
						t.Errorf("severity %s is not documented: %q", f.Severity, severityOf(x.code))
					}
				case !slices.Contains(x.also, f.Code):
					t.Errorf("also gives %s at %d %s %v", f.Code, f.Item, f.Field, f.Params)
				}
			}
			if !found {
				t.Errorf("gives no %s at %d %s: %+v", x.code, x.item, x.field, read(t, x.fail))
			}
		})
	}
	for _, d := range rules.Docs() {
		if !seen[d.Code] {
			t.Errorf("%s has no example", d.Code)
		}
	}
}

func read(t *testing.T, how change) []domain.Finding {
	t.Helper()
	d, f := good(), vgr(t)
	how(&d.Bills[0], &d, &f)
	found := rules.ReadDraft(d, f).Findings
	for _, x := range found {
		// The manual's sentence about a used reference says itself what to do.
		s := text.Finding(x)
		if s.What == "" || (s.Do == "" && x.Code != rules.CodeBillRefUsed) || strings.ContainsAny(s.String(), "{}") {
			t.Errorf("%s has no whole sentence: %q", x.Code, s)
		}
	}
	return found
}

func severityOf(code string) string {
	for _, d := range rules.Docs() {
		if d.Code == code {
			return d.Severity
		}
	}
	return ""
}

func TestGoodDraft(t *testing.T) {
	r := rules.ReadDraft(good(), vgr(t))
	if len(r.Findings) > 0 {
		t.Fatalf("%+v", r.Findings)
	}
	b := r.Bills[0]
	if b.Sum() != domain.Kronor(1100+15250-200) || b.Items[2].Price != domain.Kronor(-200) || b.Items[1].Position != domain.LowerJaw {
		t.Fatalf("%v: %+v", b.Sum(), b.Items)
	}
}
