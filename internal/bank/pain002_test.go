package bank

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// The expected values beside the samples, as far as this package reads them.
type (
	expectedReport struct {
		Format   string
		MsgID    string           `json:"msg_id"`
		Original string           `json:"original_msg_id"`
		Status   string           `json:"group_status"`
		Reasons  []Reason         `json:"group_reasons"`
		Counts   []expectedCount  `json:"group_counts"`
		Payments []expectedAnswer `json:"payments"`
	}
	expectedCount  struct{ Count, Status string }
	expectedAnswer struct {
		ID           string `json:"pmt_inf_id"`
		Status       string
		Reasons      []Reason
		Counts       []expectedCount
		Transactions []expectedPayment
	}
	expectedPayment struct {
		Instruction string `json:"instr_id"`
		EndToEnd    string `json:"end_to_end_id"`
		Status      string
		Reasons     []Reason
		Amount      Amount
	}
)

func toldCounts(counts []Count) (all []expectedCount) {
	for _, c := range counts {
		all = append(all, expectedCount{fmt.Sprint(c.Number), c.Status})
	}
	return all
}

func toldReport(r Report) expectedReport {
	e := expectedReport{Format: r.Message, MsgID: r.ID, Original: r.Original, Status: r.Group.Status, Reasons: r.Group.Reasons, Counts: toldCounts(r.Group.Counts)}
	for _, b := range r.Blocks {
		a := expectedAnswer{ID: b.ID, Status: b.Answer.Status, Reasons: b.Answer.Reasons, Counts: toldCounts(b.Answer.Counts)}
		for _, p := range b.Payments {
			a.Transactions = append(a.Transactions, expectedPayment{p.Instruction, p.EndToEndID, p.Answer.Status, p.Answer.Reasons, p.Amount})
		}
		e.Payments = append(e.Payments, a)
	}
	return e
}

func TestEverySampleAnswerIsReadAsExpected(t *testing.T) {
	files, err := filepath.Glob("testdata/public/pain.002*.xml")
	if err != nil || len(files) < 6 {
		t.Fatal(len(files), err)
	}
	for _, file := range files {
		raw, err := os.ReadFile(strings.TrimSuffix(file, ".xml") + ".expected.json")
		if err != nil {
			t.Fatal(err)
		}
		var want expectedReport
		if err := json.Unmarshal(raw, &want); err != nil {
			t.Fatal(err)
		}
		for _, r := range want.Reasons { // blanks at the ends are taken off
			for i := range r.Text {
				r.Text[i] = strings.TrimSpace(r.Text[i])
			}
		}
		content, err := os.ReadFile(file) // #nosec G304 -- a test's own name
		if err != nil {
			t.Fatal(err)
		}
		got, err := ReadPain002(bytes.NewReader(content))
		if err != nil {
			t.Errorf("%s: %v", file, err)
			continue
		}
		if d := cmp.Diff(want, toldReport(got), cmpopts.EquateEmpty()); d != "" {
			t.Errorf("%s: %s", file, d)
		}
	}
}

// answered is an answer to anOrder: a group's status, a block's, and some
// payments' ("U77 RJCT AC04").
func answered(group, block string, payments ...string) Report {
	r := Report{Original: anOrder().MessageID, Group: Answer{Status: group}}
	b := Block{ID: anOrder().MessageID, Answer: Answer{Status: block}}
	for _, p := range payments {
		w := strings.Fields(p)
		info := PaymentInfo{EndToEndID: w[0], Answer: Answer{Status: w[1]}}
		if len(w) > 2 {
			info.Answer.Reasons = []Reason{{Code: w[2]}}
		}
		b.Payments = append(b.Payments, info)
	}
	if block != "" || len(payments) > 0 {
		r.Blocks = []Block{b}
	}
	return r
}

func TestWhatBecameOfEachPayment(t *testing.T) {
	some := answered("PART", "", "U77 RJCT AC04")
	some.Group.Counts = []Count{{"RJCT", 1}, {"ACSP", 3}}
	fewer := answered("PART", "", "U77 RJCT AC04")
	fewer.Group.Counts = []Count{{"RJCT", 2}, {"ACSP", 2}}
	for name, c := range map[string]struct {
		r    Report
		want string
	}{
		"all accepted":              {answered("ACCP", ""), "accepted accepted accepted accepted"},
		"all rejected":              {answered("RJCT", ""), "rejected rejected rejected rejected"},
		"read, and no more":         {answered("ACTC", ""), "pending pending pending pending"},
		"the block decides":         {answered("ACTC", "ACSP"), "accepted accepted accepted accepted"},
		"the payment decides":       {answered("ACCP", "ACSP", "U77 RJCT AC04"), "rejected accepted accepted accepted"},
		"partly, the rest unsaid":   {answered("PART", "PART", "U77 RJCT AC04", "U80 ACSC"), "rejected pending pending accepted"},
		"partly, the rest counted":  {some, "rejected accepted accepted accepted"},
		"partly, counted otherwise": {fewer, "rejected pending pending pending"},
		"a status of tomorrow":      {answered("XXXX", ""), "pending pending pending pending"},
		"nothing said":              {answered("", ""), "pending pending pending pending"},
	} {
		got, err := c.r.Outcomes(anOrder())
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		var fates []string
		for i, o := range got {
			fates = append(fates, string(o.Fate))
			if p := anOrder().Payments[i]; o.EndToEndID != p.EndToEndID || o.Amount != p.Amount {
				t.Errorf("%s: %+v", name, o)
			}
		}
		if s := strings.Join(fates, " "); s != c.want {
			t.Errorf("%s: %s", name, s)
		}
	}
	got, err := some.Outcomes(anOrder())
	if err != nil || got[0].Status != "RJCT" || len(got[0].Reasons) != 1 || got[0].Reasons[0].Code != "AC04" {
		t.Errorf("%+v %v", got[0], err)
	}
}

func TestAnswersToSomethingElseAreRefused(t *testing.T) {
	another, amount, block, twoBlocks := answered("ACCP", ""), answered("", "", "U77 ACSP"), answered("", "ACCP"), answered("", "ACCP")
	another.Original = "2321000131-11"
	amount.Blocks[0].Payments[0].Amount = Amount{1, sek}
	block.Blocks[0].ID = "X"
	twoBlocks.Blocks = append(twoBlocks.Blocks, twoBlocks.Blocks[0])
	for name, r := range map[string]Report{"another order": another, "another amount": amount, "another block": block, "two blocks": twoBlocks, "another payment": answered("", "", "U99 ACSP")} {
		got, err := r.Outcomes(anOrder())
		if got != nil {
			t.Errorf("%s: %+v", name, got)
		}
		coded(t, err, CodeOtherRun)
	}
	for name, r := range map[string]Report{"two statuses": answered("", "", "U77 ACSP", "U77 RJCT"), "of no payment": {Original: anOrder().MessageID, Blocks: []Block{{Payments: []PaymentInfo{{Answer: Answer{Status: "RJCT"}}}}}}} {
		got, err := r.Outcomes(anOrder())
		if got != nil {
			t.Errorf("%s: %+v", name, got)
		}
		coded(t, err, CodeDamaged)
	}
}
