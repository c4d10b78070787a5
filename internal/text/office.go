package text

import (
	"strconv"

	"example.org/tandtui/internal/domain"
)

var roleWords = map[domain.Role]string{
	domain.RoleUser: "fakturerare", domain.RoleContact: "klinikkontakt", domain.RoleReader: "läsare",
}

// Role is what a user's role is called.
func Role(r domain.Role) string { return known(roleWords, r) }

var licenceWords = map[domain.LicenceState]string{
	domain.LicenceUnknown:    "inte angivet",
	domain.LicenceNone:       "saknas",
	domain.LicenceApplied:    "sökt, inte beslutat",
	domain.LicenceTransition: "övergång till " + domain.LicenceTransitionEnds.String(),
	domain.LicenceHeld:       "finns",
	domain.LicenceExempt:     "behövs inte",
}

// LicenceState is how a clinic stands with IVO's licence (E7).
func LicenceState(s domain.LicenceState) string { return known(licenceWords, s) }

var userStatusWords = map[domain.UserStatus]string{
	domain.UserActive: "aktiv", domain.UserComing: "börjar senare", domain.UserEnded: "borttagen",
}

// UserStatus is whether a user may work at a clinic.
func UserStatus(s domain.UserStatus) string { return known(userStatusWords, s) }

var userNoteWords = map[domain.UserNote]string{
	domain.UserElsewhere:   "arbetar också hos en annan vårdgivare",
	domain.UserAtSister:    "arbetar också på en annan av vårdgivarens kliniker",
	domain.UserSameName:    "en annan användare på kliniken heter likadant: kan vara samma person två gånger",
	domain.UserOtherIssuer: "HSA-id:t är en annan organisations än vårdgivarens: kan vara fel klinik",
	domain.UserWaiting:     "det som väntar hos den borttagna användaren skickas inte: lägg till användaren igen så skickas det, eller registrera det på nytt",
}

// UserNote says what should be looked at about a user.
func UserNote(n domain.UserNote) string { return known(userNoteWords, n) }

var clinicActWords = map[domain.ClinicAct]string{
	domain.ClinicContacted:   "Kontaktuppgifter ändrade",
	domain.ClinicUserAdded:   "Användare tillagd",
	domain.ClinicUserChanged: "Användare ändrad",
	domain.ClinicUserRemoved: "Användare borttagen",
	domain.ClinicPerformer:   "Behandlare ändrad",
	domain.ClinicLicence:     "Tillstånd ändrat",
	domain.ClinicAccount:     "Konto ändrat",
	domain.ClinicEnded:       "Klinikens sista dag ändrad",
	domain.ClinicRegister:    "Läst in ur regionens register",
}

// ClinicAct is what was done to a clinic, as its history says it.
func ClinicAct(a domain.ClinicAct) string { return known(clinicActWords, a) }

// known is the word for a value; one of a newer region is told by its own name.
func known[T ~string](words map[T]string, v T) string {
	if w, ok := words[v]; ok {
		return w
	}
	return Safe(string(v))
}

// BadRegisterNo says how the number of a clinic or provider is written.
func BadRegisterNo() string {
	return "skrivs med högst " + strconv.Itoa(domain.MaxRegisterNo) + " bokstäver, siffror, bindestreck och punkter, utan mellanslag"
}

// PayeeFits says how a payee's name and town are written for the bank.
func PayeeFits() string {
	return "skriv med bokstäver och siffror, namnet med högst 140 tecken och orten med högst 35"
}
