package labels

// Lists that show all the clinics of the user's provider (paraply).
const (
	SpanClinic = "Klinik"
	SpanAll    = "alla kliniker"
	SpanOne    = "bara den här kliniken"
	SpanChange = "byt klinik och öppna"
)

// SpanElsewhere says that a row is another clinic's; clinic is filtered.
func SpanElsewhere(clinic string) string {
	return "Hör till " + clinic + ". Enter byter till den kliniken och öppnar."
}
