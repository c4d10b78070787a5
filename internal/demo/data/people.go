package data

import (
	"slices"

	"example.org/tandtui/internal/demo/manifest"
	"example.org/tandtui/internal/domain"
)

var providers = []domain.Provider{
	{ID: "DEMO-V1", Name: "Björkens Tandvård AB (DEMO)", OrgNumber: orgNumber},
	{ID: "DEMO-V2", Name: "Sjöstadens Tandläkare AB (DEMO)", OrgNumber: "802005-1952"},
}

// Where the demo's payouts go: one provider has bankgiro, the other plusgiro. Both
// numbers are the ones that texts about bankgiro and plusgiro use as examples.
var (
	bankgiro = domain.Payee{Kind: domain.Bankgiro, Digits: "9912346", Name: "Björkens Tandvård AB (DEMO)", Town: "Göteborg"}
	plusgiro = domain.Payee{Kind: domain.Plusgiro, Digits: "1234566", Name: "Sjöstadens Tandläkare AB (DEMO)", Town: "Karlstad"}
)

var clinics = []domain.Clinic{
	{No: "3101", Name: "Björkens tandklinik", ProviderID: "DEMO-V1", Payee: bankgiro, Contact: reachedAt("Demogatan 1", "info@bjorken.example"), Licence: transition},
	{No: "3102", Name: "Björkens mobila klinik", ProviderID: "DEMO-V1", Payee: bankgiro, Contact: reachedAt("Demogatan 2", "mobil@bjorken.example"), Licence: transition},
	{No: "5701", Name: "Sjöstadens specialisttandvård", ProviderID: "DEMO-V2", Specialists: true, Payee: plusgiro, Contact: reachedAt("Demogatan 3", "info@sjostaden.example"), Licence: licensed},
}

// The demo's clinics stand well with IVO (E7): a warning on each bill would hide others.
var (
	transition = domain.Licence{State: domain.LicenceTransition, Scope: "allmäntandvård"}
	licensed   = domain.Licence{State: domain.LicenceHeld, Scope: "specialisttandvård", Reference: "DEMO 1/2026", From: domain.MustDate("2026-01-01")}
)

func reachedAt(address, email string) domain.ClinicContact {
	return domain.ClinicContact{Address: address, PostNo: "000 00", Town: "Demostad", Phone: "010-000 00 00", Email: email, Person: "Receptionen"}
}

// user is an invented person with a card and, where the region lets in BankID, one.
type user struct {
	name, hsaID, person, card, about string // person is of the BankID
	role                             domain.Role
	clinics                          []string
}

var users = []user{
	{"Anna Ek", "SE0000000000-DEMO01", "198001062382", "anna-ek", "en klinik", domain.RoleUser, []string{"3101"}},
	{"Björn Lund", "SE0000000000-DEMO02", "199007252399", "bjorn-lund", "två kliniker: väljer vid inloggning", domain.RoleUser, []string{"3101", "3102"}},
	{"Cecilia Holm", "SE0000000000-DEMO03", "198402052388", "cecilia-holm", "klinikkontakt", domain.RoleContact, []string{"3101"}},
	{"David Sjö", "SE0000000000-DEMO04", "198709292398", "david-sjo", "annan vårdgivare, specialister", domain.RoleUser, []string{"5701"}},
	{"Eva Strand", "SE0000000000-DEMO05", "197912012387", "eva-strand", "klinikkontakt hos annan vårdgivare", domain.RoleContact, []string{"5701"}},
	{"Frida Berg", "SE0000000000-DEMO06", "198002102385", "frida-berg", "läsare", domain.RoleReader, []string{"3101"}},
}

// firstCards are the holders of other cards that the demo's first page names: one for
// each role beside that of the first card.
var firstCards = []string{"Cecilia Holm", "Frida Berg"}

// right is an entitlement or a prior approval, with days relative to the
// demo's date; to 0 means tills vidare.
type right struct {
	support    domain.Support
	category   string // of an entitlement
	procedures []string
	amount     domain.Ore // of a prior approval; 0 for an entitlement
	from, to   int
}

// patient is a test person of the Tax Agency with invented rights.
type patient struct {
	id        string
	about     string // shown in the manifest where not empty
	protected bool
	rights    []right
}

func entitled(s domain.Support, category string, from, to int) right {
	return right{support: s, category: category, from: from, to: to}
}

// approved is an FHB for S-tandvård, valid for a year.
func approved(kronor int64, from int, procedures ...string) right {
	return right{support: supS, amount: domain.Kronor(kronor), from: from, to: from + 365, procedures: procedures}
}

const (
	supN, supF, supS = domain.SupportN, domain.SupportF, domain.SupportS
	openEnd          = 0
)

// patients are forty test numbers (Skatteverket, testpersonnummer). The order
// matters: history refers to some of them by place.
var patients = []patient{
	{"196009172336", "N1, tills vidare", false, []right{entitled(supN, "N1", -700, openEnd)}},
	{"194309189126", "N1, tills vidare", false, []right{entitled(supN, "N1", -900, openEnd)}},
	{"194401216595", "", false, []right{entitled(supN, "N1", -420, openEnd)}},
	{"194505249229", "", false, []right{entitled(supN, "N1", -380, openEnd)}},
	{"194511118780", "", false, []right{entitled(supN, "N1", -365, openEnd)}},
	{"194606233411", "", false, []right{entitled(supN, "N1", -210, openEnd)}},
	{"194608154714", "", false, []right{entitled(supN, "N1", -200, openEnd)}},
	{"194712032343", "", false, []right{entitled(supN, "N1", -190, openEnd)}},
	{"194809132386", "N1 till ett datum", false, []right{entitled(supN, "N1", -300, 200)}},
	{"194902283045", "", false, []right{entitled(supN, "N1", -300, 120)}},
	{"195002132461", "N2", false, []right{entitled(supN, "N2", -250, openEnd)}},
	{"195005251599", "", false, []right{entitled(supN, "N2", -240, 300)}},
	{"195104172555", "N3", false, []right{entitled(supN, "N3", -600, openEnd)}},
	{"195107152166", "", false, []right{entitled(supN, "N3", -580, openEnd)}},
	{"195109081868", "", false, []right{entitled(supN, "N3", -560, 90)}},
	{"195110102166", "N4", false, []right{entitled(supN, "N4", -150, 215)}},
	{"195401017495", "", false, []right{entitled(supN, "N4", -140, openEnd)}},
	{"195401238711", "N-intyget har gått ut", false, []right{entitled(supN, "N1", -760, -30)}},
	{"195403102303", "N-intyget går snart ut", false, []right{entitled(supN, "N2", -355, 10)}},
	{"195503071887", "F2 (Parkinsons sjukdom)", false, []right{entitled(supF, "F2", -400, openEnd)}},
	{"195511262213", "", false, []right{entitled(supF, "F3", -330, 400)}},
	{"196005272809", "", false, []right{entitled(supF, "F5", -300, 65)}},
	{"196102083141", "", false, []right{entitled(supF, "F8", -90, 275)}},
	{"196107162791", "", false, []right{entitled(supF, "F10", -120, 245)}},
	{"196205262816", "F-intyget har gått ut", false, []right{entitled(supF, "F4", -740, -9)}},
	{"196407313607", "både N och F", false, []right{entitled(supN, "N3", -500, openEnd), entitled(supF, "F4", -480, openEnd)}},
	{"196511032804", "", false, []right{entitled(supN, "N1", -260, openEnd), entitled(supF, "F1", -250, 115)}},
	{"196904302384", "S-tandvård: en FHB", false, []right{approved(18000, -60, "101", "121", "311", "341", "342")}},
	{"197607222390", "S-tandvård: två FHB", false, []right{approved(9000, -100, "101", "301", "401"), approved(40000, -20)}},
	{"198405152383", "", false, []right{approved(12000, -45)}},
	{"198506192387", "S-tandvård: FHB har gått ut", false, []right{approved(15000, -400)}},
	{"198811222390", "N och en FHB för S", false, []right{entitled(supN, "N3", -210, openEnd), approved(22000, -30)}},
	{"199103032398", "inget intyg", false, nil},
	{"199108132383", "", false, nil},
	{"193009189246", "över 85 år: ingen patientavgift", false, []right{entitled(supN, "N1", -800, openEnd)}},
	{"193101219214", "", false, []right{entitled(supN, "N1", -450, openEnd)}},
	{"193102168899", "", false, []right{entitled(supN, "N2", -100, 265)}},
	{"201107212381", "ung: ingen patientavgift", false, []right{entitled(supN, "N3", -320, 410)}},
	{"201110282389", "", false, []right{entitled(supF, "F11", -160, 205)}},
	{"201304182387", "skyddade personuppgifter", true, []right{entitled(supN, "N3", -90, openEnd)}},
}

// reserves are the regions' own example numbers for patients without
// personnummer (rules.md, Person numbers).
var reserves = map[string][]patient{
	"vgr": {
		{"19810829M071", "reservnummer", false, []right{entitled(supN, "N3", -200, openEnd)}},
		{"19450829K088", "reservnummer, F3", false, []right{entitled(supF, "F3", -150, 215)}},
		{"19930829X802", "reservnummer utan intyg", false, nil},
	},
	"varmland": {
		{"19810829SU3A", "reservnummer", false, []right{entitled(supN, "N3", -200, openEnd)}},
		{"19450829SF2B", "reservnummer, F3", false, []right{entitled(supF, "F3", -150, 215)}},
		{"19930829SX0C", "reservnummer utan intyg", false, nil},
	},
}

// firstPatients are named on the demo's first page (W21). Each shows one thing,
// which a test holds against the data.
var firstPatients = []manifest.Case{
	{Person: "19600917-2336", About: "N-intyg tills vidare: räkningen kan skickas"},
	{Person: "19690430-2384", About: "S-tandvård: en FHB med belopp och åtgärder"},
	{Person: "19540123-8711", About: "N-intyget har gått ut: räkningen stoppas"},
}

// people are the patients of a region's demo.
func people(region string) []patient { return append(slices.Clone(patients), reserves[region]...) }
