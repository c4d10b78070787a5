package server_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
)

func TestSubmissionsAreReadStrictly(t *testing.T) {
	good := string(submission(t, "F", bill(t, entitledN, "strict")))
	if _, err := server.DecodeSubmission([]byte(good)); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"empty":              "",
		"null":               "null",
		"no bills":           `{"invoiceNo":"F","bills":[]}`,
		"unknown name":       strings.Replace(good, `"invoiceNo"`, `"paid":true,"invoiceNo"`, 1),
		"name in a row":      strings.Replace(good, `"code"`, `"discount":1,"code"`, 1),
		"other case":         strings.Replace(good, `"invoiceNo"`, `"InvoiceNo"`, 1),
		"name twice":         strings.Replace(good, `"invoiceNo":"F"`, `"invoiceNo":"G","invoiceNo":"F"`, 1),
		"price twice":        strings.Replace(good, `"price":110000`, `"price":1,"price":110000`, 1),
		"trailing value":     good + good,
		"trailing bracket":   good + "}",
		"cut":                good[:len(good)-1],
		"price as text":      strings.Replace(good, `"price":110000`, `"price":"110000"`, 1),
		"price in decimals":  strings.Replace(good, `"price":110000`, `"price":110000.5`, 1),
		"price too large":    strings.Replace(good, `"price":110000`, `"price":92233720368547758080`, 1),
		"wrong personnummer": strings.Replace(good, entitledN, "196009172337", 1),
		"no such date":       strings.Replace(good, "2026-11-22", "2026-02-30", 1),
		"not UTF-8":          strings.Replace(good, `"F"`, "\"\xff\"", 1),
		"deep":               strings.Repeat("[", 100_000),
		"a list":             "[" + good + "]",
	} {
		if text == good {
			t.Fatalf("%s: the example changes nothing", name)
		}
		want := api.ProblemBadRequest
		if slices.Contains([]string{"unknown name", "name in a row", "other case"}, name) {
			want = api.ProblemUnknownName // perhaps a newer client's
		}
		if _, err := server.DecodeSubmission([]byte(text)); err == nil {
			t.Errorf("%s was taken", name)
		} else if domain.CodeOf(err) != want {
			t.Errorf("%s: %v", name, err)
		} else if strings.Contains(err.Error(), "19600917") {
			t.Errorf("%s: the error repeats the person number", name)
		}
	}
}

// FuzzDecodeSubmission: what the strict decoder takes the standard one takes
// too, with the same meaning, and writing and reading it again changes nothing.
func FuzzDecodeSubmission(f *testing.F) {
	f.Add(submission(f, "F", bill(f, entitledN, "fuzz")))
	f.Add([]byte(`{"invoiceNo":"å","bills":[{"person":"","support":"","billRef":"","items":null}]}`))
	f.Add([]byte(`{"invoiceNo":"F","bills":[{"exemption":{"no":"1","validity":{"from":"2026-01-01","to":""}}}]}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		first, err := server.DecodeSubmission(body)
		if err != nil {
			if code := domain.CodeOf(err); code != api.ProblemBadRequest && code != api.ProblemUnknownName {
				t.Fatalf("error without code: %v", err)
			}
			return
		}
		var plain domain.Submission
		if err := json.Unmarshal(body, &plain); err != nil {
			t.Fatalf("strict took what the standard refuses: %v", err)
		}
		if raw, err := json.Marshal(plain); err != nil || !bytes.Equal(raw, first) {
			t.Fatalf("read differently: %s, %s (%v)", first, raw, err)
		}
		again, err := server.DecodeSubmission(first)
		if err != nil || !bytes.Equal(first, again) {
			t.Fatalf("not stable: %s, %s (%v)", first, again, err)
		}
	})
}
