package domain

import (
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"
)

// The vectors are the personnummer organisation's orgnumber.json; some of them
// look like a personnummer.
func TestOrgNumberVectors(t *testing.T) {
	raw, err := os.ReadFile("testdata/orgnumber.json")
	if err != nil {
		t.Fatal(err)
	}
	var list []struct {
		Short     string `json:"short_format"`
		Separated string `json:"separated_format"`
	}
	if err := json.Unmarshal(raw, &list); err != nil || len(list) == 0 {
		t.Fatal(err, len(list))
	}
	for _, v := range list {
		for _, form := range []string{v.Short, v.Separated, " " + v.Separated + " "} {
			if got, err := ParseOrgNumber(form); err != nil || got != v.Separated {
				t.Errorf("%s: %q, %v; want %s", form, got, err, v.Separated)
			}
			if _, err := ParsePersonID(form, testToday); err == nil {
				t.Errorf("%s was taken for a patient", form)
			}
		}
	}
}

func TestOrgNumberRefuses(t *testing.T) {
	for _, s := range []string{
		"", "855104-0722", "85510407211", "855104-072x", "855104+0722",
		"165560160681", "195560160680", "205560160680", "185560160680", // 16 alone leads a legal person's
		"16261223-9232", "1612239232", "261223-9233", // a personnummer has no 16, and its own check digit
	} {
		if got, err := ParseOrgNumber(s); !errors.Is(err, ErrOrgNumber) {
			t.Errorf("%q: %q, %v", s, got, err)
		}
	}
}

// I12: a legal person's number may be led by 16, and a sole trader's is a
// personnummer or samordningsnummer, with or without its century.
func TestI12OrgNumbers(t *testing.T) {
	for _, text := range []string{"165560160680", "16556016-0680", "556016-0680", "556016 0680"} {
		if got, err := ParseOrgNumber(text); err != nil || got != "556016-0680" {
			t.Errorf("%s: %q, %v", text, got, err)
		}
	}
	n := 0
	for _, file := range []string{"test-personnummer.txt", "test-samordningsnummer.txt"} {
		raw, err := os.ReadFile("testdata/" + file)
		if err != nil {
			t.Fatal(err)
		}
		for i, long := range strings.Fields(string(raw)) {
			want := long[2:8] + "-" + long[8:]
			for _, form := range []string{long, long[:8] + "-" + long[8:], want, long[2:], long[2:8] + "+" + long[8:]} {
				if got, err := ParseOrgNumber(form); got != want && !(long[:2] == "18" && len(form) < 12) {
					t.Fatalf("%s, line %d: %q, %v", file, i+1, got, err)
				}
			}
			n++
		}
	}
	if n < 1000 {
		t.Errorf("only %d numbers", n)
	}
}

func TestGiro(t *testing.T) {
	for _, c := range []struct {
		parse      func(string) (string, error)
		text, want string
	}{
		{ParseBankgiro, "991-2346", "991-2346"},
		{ParseBankgiro, "9912346", "991-2346"},
		{ParseBankgiro, "5050-1055", "5050-1055"},
		{ParseBankgiro, "5050 1055", "5050-1055"},
		{ParseBankgiro, "5591-09140", ""}, // as the VGR manual prints it: nine digits
		{ParseBankgiro, "5050-1056", ""},
		{ParseBankgiro, "000-0000", ""},
		{ParseBankgiro, "99-12346-", "991-2346"},
		{ParsePlusgiro, "4 12 34-5", ""},
		{ParsePlusgiro, "28 65 43-4", "286543-4"},
		{ParsePlusgiro, "1-8", "1-8"},
		{ParsePlusgiro, "8", ""},
		{ParsePlusgiro, "12345674", "1234567-4"},
		{ParsePlusgiro, "12345675", ""},
		{ParseBankgiro, "991-234", ""},
		{ParseBankgiro, "12345-6782", ""},
		{ParseBankgiro, "991-234o", ""},
		{ParsePlusgiro, "0-0", ""},
		{ParsePlusgiro, "123456789", ""},
		{ParsePlusgiro, "1-8x", ""},
	} {
		got, err := c.parse(c.text)
		if got != c.want || (err == nil) != (c.want != "") {
			t.Errorf("%q: %q, %v; want %q", c.text, got, err, c.want)
		}
	}
}

func TestHSAID(t *testing.T) {
	for text, want := range map[string]string{
		"SE0000000000-DEMO01":              "SE0000000000-DEMO01",
		" se0000000000-demo01 ":            "SE0000000000-DEMO01",
		"SE2321000131-E000000000001":       "SE2321000131-E000000000001",
		"SE0000000000-1":                   "SE0000000000-1",
		"SE0000000000-123456789012345678":  "SE0000000000-123456789012345678",
		"SE0000000000-1234567890123456789": "", // 32 characters
		"SE0000000000-":                    "",
		"SE000000000-DEMO01":               "",
		"NO0000000000-DEMO01":              "",
		"SE0000000000-DEMÖ":                "",
		"SE0000000000-@":                   "",
		"SE0000000000-[":                   "",
		"SE0000000000-AZ09":                "SE0000000000-AZ09",
		"SE0000000000_DEMO01":              "",
		"ſE0000000000-DEMO01":              "", // long s: its capital is S
		"SE0000000000-DEMı":                "", // dotless i: its capital is I
		"":                                 "",
	} {
		got, err := ParseHSAID(text)
		if got != want || (err == nil) != (want != "") || err != nil && !errors.Is(err, ErrHSAID) {
			t.Errorf("%q: %q, %v; want %q", text, got, err, want)
		}
	}
}

// Whatever is typed, the canonical form reads back as itself.
func FuzzNumbers(f *testing.F) {
	for _, s := range []string{"855104-0721", "991-2346", "28 65 43-4", "se0000000000-a", "--"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for name, parse := range map[string]func(string) (string, error){"org": ParseOrgNumber, "bankgiro": ParseBankgiro, "plusgiro": ParsePlusgiro, "hsa": ParseHSAID} {
			c, err := parse(s)
			if err != nil {
				continue
			}
			if again, err := parse(c); err != nil || again != c {
				t.Fatalf("%s %q is %q, read again %q, %v", name, s, c, again, err)
			}
		}
	})
}
