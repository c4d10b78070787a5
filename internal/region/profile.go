package region

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2"

	"example.org/tandtui/internal/domain"
)

// ParseProfile reads a profile. Unknown keys, missing and impossible values are
// errors in Swedish that name the line and the key; all of them are reported at
// once. Text that is not TOML, or a value of the wrong type, is reported alone.
func ParseProfile(raw []byte) (*domain.Profile, error) {
	var p domain.Profile
	raw = bytes.TrimPrefix(raw, []byte("\ufeff")) // the byte order mark that Windows' editor writes
	d := toml.NewDecoder(bytes.NewReader(raw)).DisallowUnknownFields()
	if err := d.Decode(&p); err != nil {
		return nil, decodeError(err)
	}
	c := &profileCheck{lines: keyLines(raw)}
	c.texts("", reflect.ValueOf(p))
	c.head(p)
	c.choices(p)
	c.kinds(p)
	c.money(p)
	c.audits(p)
	if len(c.faults) > 0 {
		return nil, errors.Join(c.faults...)
	}
	return &p, nil
}

func decodeError(err error) error {
	var bad *toml.DecodeError
	var strict *toml.StrictMissingError
	switch {
	case errors.As(err, &strict) && len(strict.Errors) > 0:
		var all []error
		for _, e := range strict.Errors {
			row, _ := e.Position()
			all = append(all, fmt.Errorf("rad %d: okänd nyckel %s", row, strings.Join(e.Key(), ".")))
		}
		return errors.Join(all...)
	case errors.As(err, &bad):
		row, col := bad.Position()
		if len(bad.Key()) == 0 {
			return fmt.Errorf("rad %d, kolumn %d: här går filen inte att läsa som TOML: %w", row, col, err)
		}
		return fmt.Errorf("rad %d, kolumn %d: %s: fel slags värde; texter och datum skrivs inom citattecken (\"2026-12-31\"), antal och öre utan: %w", row, col, strings.Join(bad.Key(), "."), err)
	}
	return err
}

// profileCheck collects what is wrong with a profile that could be parsed.
type profileCheck struct {
	lines  map[string]int
	faults []error
}

// want notes a fault at a key unless ok.
func (c *profileCheck) want(ok bool, key, format string, args ...any) {
	if ok {
		return
	}
	text := key + ": " + fmt.Sprintf(format, args...)
	for k := key; ; k = k[:max(strings.LastIndexAny(k, ".["), 0)] {
		if line := c.lines[k]; line > 0 {
			text = "rad " + strconv.Itoa(line) + ": " + text
			break
		}
		if k == "" {
			break // the key is missing altogether
		}
	}
	c.faults = append(c.faults, errors.New(text))
}

var (
	profileID      = regexp.MustCompile(`^[a-z][a-z0-9-]*$`)
	profileVersion = regexp.MustCompile(`^[A-Za-z0-9._-]{1,40}$`) // a part of the answer's ETag
)

// maxText bounds a sentence of a profile, characters.
const maxText = 500

// texts checks that every text consists of visible characters: it is shown on
// every clinic's terminal.
func (c *profileCheck) texts(key string, v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		hidden := strings.ContainsFunc(v.String(), func(r rune) bool { return !unicode.IsGraphic(r) })
		c.want(!hidden && utf8.RuneCountInString(v.String()) <= maxText, key, "har tecken som inte syns, eller fler än %d", maxText)
	case reflect.Slice:
		for i := range v.Len() {
			c.texts(at(key, i), v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			name, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
			if name != "" && key != "" {
				name = key + "." + name
			}
			if name != "" { // else a date's own parts
				c.texts(name, v.Field(i))
			}
		}
	}
}

func (c *profileCheck) head(p domain.Profile) {
	c.want(profileID.MatchString(p.ID), "id", "ska vara små bokstäver och siffror")
	c.want(profileVersion.MatchString(p.Version), "version", "ska vara bokstäver, siffror, punkter och streck, högst 40")
	c.want(p.Name != "", "name", "saknas")
	c.want(p.Portal != "", "portal", "saknas")
	c.want(slices.Contains([]domain.Reserve{"", domain.ReserveVGR, domain.ReserveVarmland}, p.Reserve), "reserve", "%q är varken vgr eller varmland", p.Reserve)
	for i, l := range p.Logins {
		c.want(l == domain.LoginSITHS || l == domain.LoginBankID, at("logins", i), "%q är varken siths eller bankid", l)
	}
	c.deadline(p.Deadline)
	for i, d := range p.WarnDays {
		c.want(d > 0 && (i == 0 || d < p.WarnDays[i-1]), at("warnDays", i), "%d: dagarna ska vara fler än 0 och minska", d)
	}
	c.want(p.Payment.Within >= 0 && p.Payment.Within <= 60, "payment", "within %d: ska vara 0 till 60 bankdagar", p.Payment.Within)
	c.want(p.Payment.Account >= 0 && p.Payment.Account <= 10, "payment", "account %d: ska vara 0 till 10 bankdagar", p.Payment.Account)
	c.want(p.OfflineDays >= 0 && p.OfflineDays <= 365, "offlineDays", "%d: ska vara 1 till 365 dagar", p.OfflineDays)
	c.want(slices.Contains([]domain.Severity{"", domain.SeverityError, domain.SeverityWarning}, p.FeeMissing),
		"feeMissing", "%q är varken error eller warning", p.FeeMissing)
	c.want(slices.Contains([]domain.RefRule{"", domain.RefOncePerProvider, domain.RefFree}, p.BillRefs), "billRefs", "%q är varken provider eller invoice", p.BillRefs)
	c.want(p.Support.Name != "", "support.name", "saknas: vem man ringer")
}

func (c *profileCheck) choices(p domain.Profile) {
	for i, s := range p.CareModelFor {
		c.want(known(p, s), at("careModelFor", i), "ingen del av tandvårdsstödet heter %q", s)
		c.want(len(p.CareModels) > 0, at("careModelFor", i), "kräver vårdmodell, men careModels är tom")
	}
	seen := map[string]bool{}
	for i, m := range p.CareModels {
		c.want(m.Code != "" && m.Name != "", at("careModels", i), "code och name ska finnas")
		c.want(!seen[m.Code], at("careModels", i), "%s står två gånger", m.Code)
		seen[m.Code] = true
	}
	c.priceLists(p)
	clear(seen)
	for i, k := range p.Categories {
		key := at("categories", i)
		c.want(known(p, k.Support), key, "%s: ingen del av tandvårdsstödet heter %q", k.Code, k.Support)
		c.want(k.Code != "" && k.Name != "", key, "code och name ska finnas")
		c.want(strings.HasPrefix(k.Code, string(k.Support)), key, "%s börjar inte med sin del av tandvårdsstödet, %s", k.Code, k.Support)
		c.want(!seen[k.Code], key, "%s står två gånger", k.Code)
		seen[k.Code] = true
		for j, r := range k.Renamed {
			c.want(r.Name != "" && !r.From.IsZero() && (j == 0 || r.From.After(k.Renamed[j-1].From)), at(key+".renamed", j), "name och from ska finnas, äldst först")
		}
	}
}

// priceLists checks that each part of the support is billed by exactly one list.
func (c *profileCheck) priceLists(p domain.Profile) {
	c.want(len(p.PriceLists) > 0, "priceLists", "ska ha minst en lista")
	served := map[domain.Support]string{}
	seen := map[string]bool{}
	for i, l := range p.PriceLists {
		key := at("priceLists", i)
		c.want(l.ID != "" && l.Name != "", key, "id och name ska finnas")
		c.want(l.ID == "" || profileID.MatchString(l.ID), key, "id ska vara små bokstäver och siffror")
		c.want(!seen[l.ID], key, "%s står två gånger", l.ID)
		seen[l.ID] = true
		for _, s := range supportsOf(p, l) {
			c.want(known(p, s), key, "ingen del av tandvårdsstödet heter %q", s)
			c.want(served[s] == "", key, "%s faktureras redan efter %s", s, served[s])
			served[s] = l.ID
		}
	}
}

func supportsOf(p domain.Profile, l domain.ListUse) (list []domain.Support) {
	if len(l.Supports) > 0 {
		return l.Supports
	}
	for _, k := range p.KindsInUse() {
		list = append(list, k.Code)
	}
	return list
}

func at(key string, i int) string { return key + "[" + strconv.Itoa(i) + "]" }
