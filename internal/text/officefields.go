package text

// officeFields are what the fields of Klinikadministration are called, by their JSON
// names.
var officeFields = map[string]string{
	"name": "Namn", "address": "Adress", "postNo": "Postnummer", "town": "Ort", "phone": "Telefon", "email": "E-post", "person": "Kontaktperson",
	"first": "Förnamn", "last": "Efternamn", "hsaId": "HSA-id", "mobile": "Mobil", "role": "Roll",
	"no": "Nummer", "profession": "Yrke", "specialist": "Specialist", "validity": "Gäller",
	"state": "Läge", "scope": "Omfattning", "reference": "IVO:s diarienr", "from": "Gäller från",
	"user": "Användare", "userPerson": "Personnummer", "to": "Till och med",
}

// OfficeField is what a field of Klinikadministration is called.
func OfficeField(name string) string {
	if s, ok := officeFields[name]; ok {
		return s
	}
	return Safe(name)
}
