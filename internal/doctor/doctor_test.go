package doctor

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
)

var now = time.Date(2026, 11, 23, 10, 42, 0, 0, time.UTC)

// well is a computer with nothing wrong.
func well() Facts {
	return Facts{
		Now:     now,
		Card:    app.CardState{Phase: app.CardReady, Reader: "ACS ACR39U", Holder: app.Holder{Name: "Anna Ek", HSAID: "SE0000000000-DEMO01", NotAfter: now.AddDate(0, 0, 400)}, PIN: app.PINInfo{Left: 3}},
		Server:  ServerFacts{Address: "region.example:8443", Health: app.Health{Region: "vgr", Version: "0.3.0"}, Skew: -time.Second},
		Machine: Machine{Free: 2 << 30, Shown: true, Width: 80, Height: 24, Colours: "256", UTF8: true},
		Client:  "0.2.0", Rules: "7", Region: "vgr",
	}
}

func failure(code string) error { return &domain.Error{Kind: domain.Internal, Code: code, Op: "test"} }

// E3: each fault is told in exact words, with what to do; the others stay as they
// are, or say that they cannot be told.
func TestE3EachFaultInExactWords(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*Facts)
		check  Name
		grade  Grade
		words  string
	}{
		"no service": {func(f *Facts) { f.Card = app.CardState{Phase: app.CardNoService} }, Service, Fault, text.Error("card.no-service").String()},
		"no library": {func(f *Facts) { f.Card = app.CardState{Phase: app.CardNoService, Code: app.CodeCardModule} }, Service, Fault, text.Error(app.CodeCardModule).String()},
		"a library": {func(f *Facts) {
			f.Card = app.CardState{Phase: app.CardUnreadable, Code: app.CodeCardSecure, Library: "/usr/lib/libiidp11.so"}
		}, Card, Fault, text.Error(app.CodeCardSecure).String() + " Är det ditt SITHS-kort, lägg till raden card-module = '/usr/lib/libiidp11.so' i inställningsfilen (tandtui config show visar var den är) och starta tandtui igen: då läses kortet av det programbiblioteket."},
		"no reader":       {func(f *Facts) { f.Card = app.CardState{Phase: app.CardNoReader} }, Reader, Fault, "Ingen kortläsare hittas. Koppla in kortläsaren."},
		"no card":         {func(f *Facts) { f.Card.Phase = app.CardNone }, Card, Fault, "Inget kort i läsaren. Sätt i ditt SITHS-kort."},
		"another card":    {func(f *Facts) { f.Card.Phase, f.Card.Code = app.CardUnreadable, app.CodeCardForeign }, Card, Fault, "Kortet är inget SITHS-kort med legitimering. Sätt i ditt SITHS-kort, med chippet inåt."},
		"being read":      {func(f *Facts) { f.Card.Phase = app.CardReading }, Card, Unknown, "Undersöks …"},
		"two cards":       {func(f *Facts) { f.Card.Phase, f.Card.Choices = app.CardChoice, make([]app.CardOption, 2) }, Card, Fine, "2 kort kan användas: välj ett vid inloggningen."},
		"runs out":        {func(f *Facts) { f.Card.Holder.NotAfter = now.AddDate(0, 0, 41) }, Card, Warn, "Gäller 41 dagar till (2027-01-03). Beställ ett nytt kort hos din ID-administratör nu, och skicka det som ligger under Utkast innan det här går ut."},
		"has run out":     {func(f *Facts) { f.Card.Holder.NotAfter = now }, Card, Fault, "Kortets giltighetstid har gått ut. Beställ ett nytt kort hos din ID-administratör, om datorns klocka går rätt."},
		"blocked":         {func(f *Facts) { f.Card.PIN.Blocked = true }, Card, Fault, "Kortet är spärrat efter för många fel PIN. Lås upp det med PUK i SITHS-programmet eller hos din ID-administratör."},
		"one try":         {func(f *Facts) { f.Card.PIN.Left = 1 }, Card, Warn, "Kortet har ett enda försök kvar för PIN. Skriv rätt PIN nästa gång, eller lås upp kortet hos din ID-administratör först."},
		"no server":       {func(f *Facts) { f.Server.Err = failure(app.CodeOffline) }, Server, Fault, "Regionens server region.example:8443 svarar inte. Kontrollera datorns nät. Arbeta vidare: det du skickar väntar i utkorgen."},
		"another server":  {func(f *Facts) { f.Server.Err = failure(app.CodeUntrusted) }, Server, Fault, text.Error("server.untrusted").String()},
		"another region":  {func(f *Facts) { f.Region = "varmland" }, Server, Fault, "Servern tillhör en annan region (vgr) än inställningarna säger (varmland). Skicka inget. Kontrollera inställningarna (server, region) med tandtui config show."},
		"before a login":  {func(f *Facts) { f.Server.Err = failure(app.CodeNotLoggedIn) }, Server, Unknown, "Undersöks när du har loggat in."},
		"clock ahead":     {func(f *Facts) { f.Server.Skew = 5 * time.Minute }, Clock, Fault, "Datorns klocka går 5 minuter före. Ställ klockan: datum och kort beror på den."},
		"clock behind":    {func(f *Facts) { f.Server.Skew = -26 * time.Hour }, Clock, Fault, "Datorns klocka går 26 timmar efter. Ställ klockan: datum och kort beror på den."},
		"clock unknown":   {func(f *Facts) { f.Server.Err = failure(app.CodeOffline) }, Clock, Unknown, "Kan inte jämföras när servern inte svarar."},
		"disk full":       {func(f *Facts) { f.Machine.Free = 3 << 20 }, Disk, Fault, "Disken är nästan full: 3 MB lediga. Frigör plats: utkasten sparas där."},
		"disk nearly":     {func(f *Facts) { f.Machine.Free = 300 << 20 }, Disk, Warn, "Disken är nästan full: 300 MB lediga. Frigör plats: utkasten sparas där."},
		"disk unknown":    {func(f *Facts) { f.Machine.Free = freeNotYet }, Disk, Unknown, "Ledigt utrymme är okänt."},
		"window small":    {func(f *Facts) { f.Machine.Width = 50 }, Terminal, Fault, "Fönstret är litet: 50 × 24 tecken. Gör det minst 80 × 24."},
		"window smallish": {func(f *Facts) { f.Machine.Height = 20 }, Terminal, Warn, "Fönstret är litet: 80 × 20 tecken. Gör det minst 80 × 24."},
		"no UTF-8":        {func(f *Facts) { f.Machine.UTF8 = false }, Terminal, Fault, "Terminalen är inte inställd på UTF-8: å, ä och ö kan visas fel. Välj UTF-8 i terminalens inställningar, eller sätt LANG=sv_SE.UTF-8."},
		"no terminal":     {func(f *Facts) { f.Machine.Shown = false }, Terminal, Unknown, "Undersöks bara i ett terminalfönster."},
		"old program":     {func(f *Facts) { f.Server.Err = failure(app.CodeOldClient) }, Versions, Fault, "Programmet är för gammalt för regionens server. Uppdatera tandtui. Utkasten är kvar."},
		"store damaged":   {func(f *Facts) { f.Store.Err = failure(app.CodeStoreDamaged) }, Store, Fault, "Filen med utkast är skadad. Rör den inte. Ring supporten: den kan ofta räddas."},
		"store denied":    {func(f *Facts) { f.Store.Err = failure(app.CodeStorePermission) }, Store, Fault, "Programmet får inte skriva i mappen för utkast. Be den som sköter datorn om rättighet till mappen."},
		"remnants":        {func(f *Facts) { f.Store.Damaged = 2 }, Store, Warn, "Fungerar, men 2 skadade filer har lagts åt sidan. Skriv tandtui rescue i ett terminalfönster: det visar vad som går att läsa ur dem."},
		"no card needed":  {func(f *Facts) { f.Card, f.Cardless = app.CardState{Phase: app.CardNoService}, true }, Service, Unknown, "Behövs inte: du är inloggad utan kort."},
	} {
		f := well()
		c.change(&f)
		lines := Judge(f)
		for _, l := range lines {
			if l.Name == c.check && (l.Grade != c.grade || l.Said.String() != c.words) {
				t.Errorf("%s: %s %q", name, l.Grade, l.Said)
			}
			if (l.Grade == Fault || l.Grade == Warn) != (l.Said.Do != "") || (l.Grade == Fault || l.Grade == Warn) != (l.Code != "") {
				t.Errorf("%s: %s is %s with code %q, and to be done is %q", name, l.Name, l.Grade, l.Code, l.Said.Do)
			}
		}
		if len(lines) != 9 || c.grade == Fault && Sound(lines) {
			t.Errorf("%s: %d lines, sound %v", name, len(lines), Sound(lines))
		}
	}
}

// E3: where the region lets people in by BankID, a computer without cards is well; a card
// or a library that cannot be used is a fault all the same.
func TestE3WithoutACardWhereThereIsBankID(t *testing.T) {
	for _, c := range []struct {
		card  app.CardState
		check Name
		words string
		sound bool
	}{
		{app.CardState{Phase: app.CardNoService, Code: app.CodeCardNoService}, Service, text.DoctorOrBankID, true},
		{app.CardState{Phase: app.CardNoReader}, Reader, text.DoctorOrBankID, true},
		{app.CardState{Phase: app.CardNone}, Card, text.DoctorOrBankID, true},
		{app.CardState{Phase: app.CardNone}, BankID, text.DoctorBankID, true},
		{app.CardState{Phase: app.CardUnreadable, Code: app.CodeCardExpired}, Card, text.Error(app.CodeCardExpired).String(), false},
		{app.CardState{Phase: app.CardNoService, Code: app.CodeCardModule}, Service, text.Error(app.CodeCardModule).String(), false},
	} {
		f := well()
		f.Card, f.Logins = c.card, []domain.Login{domain.LoginBankID, domain.LoginSITHS}
		lines := Judge(f)
		i := slices.IndexFunc(lines, func(l Line) bool { return l.Name == c.check })
		if i < 0 || lines[i].Said.String() != c.words || Sound(lines) != c.sound {
			t.Errorf("%s: %+v", c.check, lines)
		}
	}
}

func TestE3NothingWrong(t *testing.T) {
	var got []string
	for _, l := range Judge(well()) {
		if l.Grade != Fine {
			t.Errorf("%s: %s", l.Name, l.Grade)
		}
		got = append(got, strings.TrimSpace(l.Who+" "+l.Said.String()))
	}
	want := "Fungerar.|ACS ACR39U|Anna Ek Gäller 400 dagar till (2027-12-28).|region.example:8443 svarar.|Rätt (1 s från regionens).|2048 MB lediga.|80 × 24 tecken, 256 färger, UTF-8.|tandtui 0.2.0, server 0.3.0, regionens regler 7.|Fungerar."
	if s := strings.Join(got, "|"); s != want {
		t.Errorf("\n%s\n%s", s, want)
	}
}

func TestWhatTheEnvironmentTells(t *testing.T) {
	env := func(pairs ...string) func(string) string {
		return func(name string) string {
			for _, p := range pairs {
				if v, ok := strings.CutPrefix(p, name+"="); ok {
					return v
				}
			}
			return ""
		}
	}
	for _, c := range []struct {
		env     []string
		colours string
		utf8    bool
	}{
		{nil, "sixteen", false},
		{[]string{"TERM=xterm-256color", "LANG=sv_SE.UTF-8"}, "256", true},
		{[]string{"TERM=xterm", "COLORTERM=truecolor", "LC_ALL=C", "LANG=sv_SE.UTF-8"}, "true", false},
		{[]string{"TERM=dumb", "LC_CTYPE=C.utf8"}, "none", true},
		{[]string{"TERM=xterm", "NO_COLOR=1"}, "none", false},
	} {
		if get := env(c.env...); coloursOf(get) != c.colours || isUTF8(get) != c.utf8 {
			t.Errorf("%v: %s, UTF-8 %v", c.env, coloursOf(get), isUTF8(get))
		}
	}
	if m := Look(filepath.Join(t.TempDir(), "not", "yet"), env()); m.Free <= 0 {
		t.Errorf("%d bytes are free", m.Free)
	}
}

// A folder is tried by writing in it, and left as it was.
func TestTheFolderIsLeftAsItWas(t *testing.T) {
	dir := t.TempDir()
	if err := Folder(filepath.Join(dir, "made", "later")); err != nil {
		t.Error(err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("%d files left, %v", len(left), err)
	}
	if err := Folder(os.DevNull); domain.CodeOf(err) != "store.failed" {
		t.Error(err)
	}
}

var aNumber = regexp.MustCompile(`\d{6}[-+ ]?\d{4}`)

// E3: the bundle names nobody, wherever a name may stand: on the card, in a path, in
// the name of a file, in the environment.
func TestE3TheBundleNamesNobody(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"0f3a.db", "0f3a.db.kopia", "0f3a.db.skadad-20261128T104207.000", "Anna Ek 19340512-8350.txt"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("12345"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	f := well()
	f.Card.Holder.NotAfter = now.AddDate(0, 0, 10)
	misspelt := told(Settings, Fault, "settings.unknown", text.Sentence{What: `okänd inställning "anna.ek@klinik.example"`})
	got := Bundle(append([]Line{misspelt}, Judge(f)...), Surroundings{
		At: now, Version: "tandtui 0.2.0", Home: "/home/anna.ek", Folder: "/home/anna.ek/tand", Sizes: Sizes(dir),
		Settings: []Setting{{"data", "/home/anna.ek/tand", "din fil /home/anna.ek/.config/tandtui/config.toml, rad 1"}, {"ca", `C:\Users\anna.ek\ca.pem`, "förval"}, {"card-module", "/srv/se0000000000-DEMO01/19600917-2336 6009172336 19810829M071", "förval"}},
		Getenv: func(name string) string {
			return map[string]string{"TERM": "xterm", "SSH_CONNECTION": "anna.ek 10.1.2.3", "HTTPS_PROXY": "http://anna.ek:hemligt@proxy"}[name]
		},
	})
	for _, word := range []string{"Anna", "anna", "Ek", "SE0000000000", "se0000000000", "DEMO01", "klinik.example", "19810829", "hemligt", "10.1.2.3"} {
		if strings.Contains(got, word) {
			t.Errorf("%q stands in the bundle:\n%s", word, got)
		}
	}
	if n := aNumber.FindString(strings.ReplaceAll(got, "20261128T104207", "")); n != "" {
		t.Errorf("%q stands in the bundle:\n%s", n, got)
	}
	for _, word := range []string{"~/tand", "card      warning  card.expires", "SSH_CONNECTION är satt", "TERM=xterm", ".db        5 byte", ".skadad    5 byte", "övriga     5 byte", "data         ~/tand (din fil ~/.config/tandtui/config.toml, rad 1)"} {
		if !strings.Contains(got, word) {
			t.Errorf("%q is missing:\n%s", word, got)
		}
	}
}
