package bank

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// Messages that an order can be written as.
const (
	Pain001v03 = "pain.001.001.03"
	Pain001v09 = "pain.001.001.09"
)

// Character sets of a bank. Files are UTF-8 in any case.
const (
	Swedish = "swedish" // Latin letters with their marks
	Basic   = "basic"   // A to Z, digits and / - ? : ( ) . , ' + alone: SWIFT's set
)

// How a plusgiro number is named (PlusgiroScheme).
const (
	SchemeBBAN = "BBAN" // as a code
	SchemePGNR = "PGNR" // as the banks' own name
)

// Profile is what a paying bank wants of its files, and who pays. Banks differ,
// so it is data; a region's own is beside its region profile.
type Profile struct {
	ID             string `toml:"id"`
	Bank           string `toml:"bank"`           // its name, for people
	Message        string `toml:"message"`        // Pain001v03 or Pain001v09
	Characters     string `toml:"characters"`     // Swedish or Basic
	PlusgiroScheme string `toml:"plusgiroScheme"` // SchemeBBAN or SchemePGNR
	BatchBooking   bool   `toml:"batchBooking"`   // one debit on the account for a whole order
	BIC            string `toml:"bic"`            // of the bank that pays
	Agreement      string `toml:"agreement"`      // the region's customer number at it; may be empty
	Debtor         Debtor `toml:"debtor"`
}

// Debtor is who pays: the region.
type Debtor struct {
	Party
	OrgNumber string `toml:"orgNumber"`
	IBAN      string `toml:"iban"`
}

//go:embed data
var data embed.FS

// LoadProfile gives the profile that is embedded for a region ("vgr",
// "varmland"); of another one an error, for it brings its own file.
func LoadProfile(region string) (Profile, error) {
	raw, err := data.ReadFile("data/" + region + ".toml")
	if err != nil {
		return Profile{}, fmt.Errorf("ingen bankprofil finns för regionen %q: ge en egen", region)
	}
	return ParseProfile(raw)
}

// ParseProfile reads a profile. Unknown keys and impossible values are errors in
// Swedish, all of them at once.
func ParseProfile(raw []byte) (Profile, error) {
	var p Profile
	raw = bytes.TrimPrefix(raw, []byte("\ufeff"))
	if err := toml.NewDecoder(bytes.NewReader(raw)).DisallowUnknownFields().Decode(&p); err != nil {
		var strict *toml.StrictMissingError
		if errors.As(err, &strict) {
			return Profile{}, fmt.Errorf("bankprofilen har en okänd nyckel: %s", strict.String())
		}
		return Profile{}, fmt.Errorf("bankprofilen går inte att läsa som TOML: %w", err)
	}
	return p, p.check()
}

var (
	profileID = regexp.MustCompile(`^[a-z][a-z0-9-]*$`)
	bicForm   = regexp.MustCompile(`^[A-Z]{6}[A-Z2-9][A-NP-Z0-9]([A-Z0-9]{3})?$`) // ISO 9362, as the schemas have it
	country   = regexp.MustCompile(`^[A-Z]{2}$`)
)

func (p Profile) check() error {
	var faults []error
	want := func(ok bool, key, what string) {
		if !ok {
			faults = append(faults, errors.New(key+": "+what))
		}
	}
	want(profileID.MatchString(p.ID), "id", "små bokstäver och siffror")
	want(p.Bank != "", "bank", "bankens namn saknas")
	want(slices.Contains([]string{Pain001v03, Pain001v09}, p.Message), "message", "ska vara "+Pain001v03+" eller "+Pain001v09)
	want(slices.Contains([]string{Swedish, Basic}, p.Characters), "characters", "ska vara "+Swedish+" eller "+Basic)
	want(slices.Contains([]string{SchemeBBAN, SchemePGNR}, p.PlusgiroScheme), "plusgiroScheme", "ska vara "+SchemeBBAN+" eller "+SchemePGNR)
	want(bicForm.MatchString(p.BIC), "bic", "är ingen BIC")
	want(len(p.Agreement) <= 35, "agreement", "är längre än 35 tecken")
	want(p.Debtor.Name != "", "debtor.name", "betalarens namn saknas")
	want(p.Debtor.Town != "", "debtor.town", "betalarens ort saknas")
	want(p.Debtor.Country == "" || country.MatchString(p.Debtor.Country), "debtor.country", "ska vara två versaler")
	want(len(digits(p.Debtor.OrgNumber)) == 10, "debtor.orgNumber", "ska ha tio siffror")
	want(validIBAN(p.Debtor.IBAN), "debtor.iban", "är inget IBAN-nummer")
	return errors.Join(faults...)
}

// validIBAN tells whether a text without spaces is an IBAN: its check digits are
// right (ISO 13616: the remainder by 97 is 1).
func validIBAN(s string) bool {
	if len(s) < 15 || len(s) > 34 {
		return false
	}
	rest := 0
	for _, c := range []byte(s[4:] + s[:4]) {
		switch {
		case c >= '0' && c <= '9':
			rest = (rest*10 + int(c-'0')) % 97
		case c >= 'A' && c <= 'Z':
			rest = (rest*100 + int(c-'A') + 10) % 97
		default:
			return false
		}
	}
	return rest == 1 && strings.Trim(s[:2], "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}
