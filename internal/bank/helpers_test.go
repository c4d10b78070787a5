package bank

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"example.org/tandtui/internal/domain"
)

var update = flag.Bool("update", false, "write the golden files anew")

// aProfile is an embedded profile.
func aProfile(t testing.TB, region string) Profile {
	t.Helper()
	p, err := LoadProfile(region)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// anOrder pays every kind of account: a netted payout of four parts, single ones,
// and one without parts.
func anOrder() Order {
	return Order{
		Run: 12, MessageID: MessageID("232100-0131", 12), Created: time.Date(2026, 11, 26, 14, 3, 9, 0, time.UTC), Execution: domain.MustDate("2026-11-30"),
		Payments: []Payment{
			{
				EndToEndID: EndToEndID(77), Creditor: Party{Name: "Tandvård Åäö & Söner AB", Town: "Göteborg"}, Account: Account{Bankgiro, "9912346"}, Amount: 152_050,
				Remittances: []Remittance{{518148, "2026-17", 200_000, false}, {572775, "", 50_000, false}, {646542, "2026-9_Kredit", 90_000, true}, {0, "", 7_950, true}},
			},
			{EndToEndID: EndToEndID(78, 646543), Creditor: Party{Name: "Folktandvården Väst", Town: "Borås", Country: "SE"}, Account: Account{Plusgiro, "1234566"}, Amount: 100, Remittances: []Remittance{{646543, "A-1", 100, false}}},
			{EndToEndID: EndToEndID(79, 646544), Creditor: Party{Name: "Kliniken Ørsted", Town: "Uddevalla", Country: "NO"}, Account: Account{BBAN, "50001234567"}, Amount: 99, Remittances: []Remittance{{646544, "A-2", 99, false}}},
			{EndToEndID: EndToEndID(80), Creditor: Party{Name: "Kliniken", Town: "Skövde", Country: "SE"}, Account: Account{IBAN, "SE4550000000058398257466"}, Amount: 1},
		},
	}
}

func written(t testing.TB, o Order, p Profile) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := WritePain001(&b, o, p); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// golden compares with a file in testdata.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs:\n%s", name, got)
	}
}

// valid lets xmllint judge a message by its ISO 20022 schema.
func valid(t testing.TB, message string, file []byte) {
	t.Helper()
	c := exec.Command("xmllint", "--noout", "--nonet", "--schema", filepath.Join("testdata", "xsd", message+".xsd"), "-") // #nosec G204 -- a test's own names
	c.Stdin = bytes.NewReader(file)
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s\n%s", message, err, out, file)
	}
}

// coded demands an error with a code.
func coded(t testing.TB, err error, code string) {
	t.Helper()
	var e *domain.Error
	if !errors.As(err, &e) || e.Code != code || e.Kind != domain.Invalid {
		t.Fatalf("got %v, want %s", err, code)
	}
}
