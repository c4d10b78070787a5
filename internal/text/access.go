package text

var accessActions = map[string]string{
	"lookup": "patientsökning", "submit": "sänd räkning", "list": "faktura eller lista", "desk": "regionens disk",
}

// AccessAction is how somebody looked at a patient, as the access log is read (E6).
// One of a newer server is told by its own name.
func AccessAction(a string) string {
	if words, ok := accessActions[a]; ok {
		return words
	}
	return Safe(a)
}
