package main

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/demo/manifest"
)

// dalarna is a region that is not embedded, with only what every profile needs
// and one rule.
const dalarna = `id = "dalarna"
version = "1"
name = "Region Dalarna"
portal = "Tandportalen"
deadline = { number = 3, unit = "months", from = "treatment" }
priceLists = [{ id = "taxa", name = "Taxa" }]
[support]
name = "Tandvårdsenheten"
`

const dalarnasPrices = `list;code;name;category;specialist;price;actual_cost;position;fhb;valid_from;valid_to
taxa;101;Basundersökning;Undersökning;nej;1234;nej;;nej;2026-01-01;
taxa;101S;Basundersökning, specialist;Undersökning;ja;1500,50;nej;;nej;2026-01-01;
`

func regionData(t *testing.T, c *http.Client, address string) (d api.RegionData) {
	t.Helper()
	resp, err := c.Get(address + api.PathRegion)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	if err := json.NewDecoder(resp.Body).Decode(&d); err != nil {
		t.Fatal(err)
	}
	return d
}

// A third region is a file: its faults are reported by line, it is served, its
// prices are imported beside the running server, and an edit is a new version.
func TestThirdRegion(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "demo")
	r := start(t, "demo", "--dir", dir, "--date", "2026-11-23")
	r.stop(t, syscall.SIGTERM)
	profile, prices := filepath.Join(dir, "dalarna.toml"), filepath.Join(dir, "prices.csv")
	put := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	database, own := "sqlite:"+filepath.Join(dir, "dalarna.db"), filepath.Join(dir, "server.pem")
	serve := []string{
		"serve", "--db", database, "--listen", "127.0.0.1:0", "--cert", own, "--key", own,
		"--client-ca", filepath.Join(dir, manifest.PersonCA), "--region-profile", profile,
	}
	put(profile, dalarna)
	for _, args := range [][]string{
		{"init", "--db", database, "--region-profile", profile},
		{"import", "--db", database, "--region-profile", profile, "clinics", filepath.Join(dir, "clinics.csv")},
		{"import", "--db", database, "--region-profile", profile, "users", filepath.Join(dir, "users.csv")},
	} {
		put(filepath.Join(dir, "clinics.csv"), "provider_id,provider_name,org_number,clinic_no,clinic_name,specialists\nV1,Vård AB,,3101,Ett,nej\n")
		put(filepath.Join(dir, "users.csv"), "hsa_id,name,clinic_no,role,valid_from,valid_to\nSE0000000000-DEMO01,Anna Ek,3101,user,2026-01-01,\n")
		if code, _, told := capture(args...); code != 0 {
			t.Fatal(told)
		}
	}
	without := slices.DeleteFunc(slices.Clone(serve), func(s string) bool { return s == "--region-profile" || s == profile })
	if code, _, told := capture(without...); code == 0 || !strings.Contains(told, "skriv --region-profile FIL") {
		t.Errorf("%d %s", code, told)
	}

	put(profile, strings.Replace(dalarna, "number = 3, unit = \"months\", from = \"treatment\" }", "number = 3000, unit = \"months\", from = \"treatment\" }\nwarnDays = [7, 14]", 1))
	code, _, told := capture(serve...)
	if code == 0 || !strings.Contains(told, "rad 5: deadline.number") || !strings.Contains(told, "rad 6: warnDays[1]") {
		t.Errorf("%d %s", code, told)
	}

	put(profile, dalarna)
	r = start(t, serve...)
	c := card(t, dir)
	first := regionData(t, c, r.address)
	if first.Profile.Name != "Region Dalarna" || first.Profile.Deadline.Number != 3 || len(first.Prices) != 1 {
		t.Fatalf("%+v", first.Profile)
	}
	put(prices, strings.Replace(dalarnasPrices, "taxa;101S", "taxor;101S", 1))
	code, _, told = capture("import", "--db", database, "--region-profile", profile, "prices", prices)
	if code == 0 || !strings.Contains(told, "rad 3, list") || regionData(t, c, r.address).Version != first.Version {
		t.Errorf("a faulty list: %d %s", code, told)
	}
	put(prices, dalarnasPrices)
	if code, _, told = capture("import", "--db", database, "--region-profile", profile, "--replace", "prices", prices); code != 0 {
		t.Fatal(told)
	}
	second := regionData(t, c, r.address)
	if p := second.Prices[0].Procedure("101S", first.Prices[0].Validity.From); second.Version == first.Version || p == nil || p.Price != 150050 {
		t.Errorf("%s, then %s: %+v", first.Version, second.Version, p)
	}
	r.stop(t, syscall.SIGTERM)

	put(profile, strings.Replace(dalarna, "number = 3", "number = 4", 1))
	r = start(t, serve...)
	if third := regionData(t, c, r.address); third.Version == second.Version || third.Profile.Deadline.Number != 4 || len(third.Prices[0].Procedures) != 3 {
		t.Errorf("%s: %+v", third.Version, third.Profile)
	}
	r.stop(t, syscall.SIGTERM)
}
