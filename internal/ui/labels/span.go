package labels

// Lists that show all the clinics of the user's provider, or another of them (paraply).
const (
	SpanClinic = "Klinik"
	SpanTitle  = "Vilka kliniker ska listorna visa?"
	SpanEvery  = "Alla kliniker"
	SpanAll    = "kliniker (alla)"
	SpanOwn    = "kliniker"
	SpanChange = "byt klinik och öppna"
)

// SpanOnly is the word of the key while one other clinic is shown.
func SpanOnly(no string) string { return "kliniker (" + no + ")" }

// SpanHere is the clinic that is worked for, among the others; clinic is filtered.
func SpanHere(clinic string) string { return clinic + " · " + ClinicsHere }

// SpanElsewhere says that a row is another clinic's; clinic is filtered.
func SpanElsewhere(clinic string) string {
	return "Hör till " + clinic + ". Enter byter till den kliniken och öppnar."
}
