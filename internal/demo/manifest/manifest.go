// Package manifest describes the file demo.json that `tandserver demo` leaves in
// its folder for those who use the demo: tandtui's demo and the end-to-end tests.
// It knows file names and nothing else.
package manifest

import (
	"encoding/json"
	"os"
	"path/filepath"
)

// Names of files in a demo's folder.
const (
	Name     = "demo.json"     // the Manifest
	Address  = "address"       // "https://127.0.0.1:PORT" while a server runs
	ServerCA = "server-ca.pem" // issuer of the server's certificate
	PersonCA = "person-ca.pem" // issuer of the cards
	Database = "tandserver.db"
	Files    = "fakturafiler" // folder of invoice files to try
	BankID   = "bankid.json"  // the BankID that is played beside the server, while one runs
)

// Manifest describes a demo. Paths are relative to its folder.
type Manifest struct {
	Region   string   `json:"region"`
	Date     string   `json:"date"`     // the day the demo's data is relative to
	ServerCA string   `json:"serverCA"` // PEM file
	PersonCA string   `json:"personCA"` // PEM file
	Issuer   string   `json:"issuer"`   // common name of the cards' issuer
	PIN      string   `json:"pin"`      // of every virtual card
	Users    []User   `json:"users"`    // the first is the one to show
	Patients []Case   `json:"patients"` // those worth trying
	First    []Case   `json:"first"`    // those that the program names to who begins: what each shows
	Cards    []string `json:"cards"`    // names of users that it names besides
	Files    []string `json:"files"`    // names in the folder Files
}

// User is a person with a card.
type User struct {
	Name    string   `json:"name"`
	HSAID   string   `json:"hsaId"`
	Person  string   `json:"person"` // a test number of the Tax Agency, of the BankID
	Card    string   `json:"card"`   // PEM file: key, certificate, issuer
	Clinics []string `json:"clinics"`
	About   string   `json:"about"` // in Swedish
}

// Case is a test person, and why it is worth trying.
type Case struct {
	Person string `json:"person"` // a test number of the Tax Agency
	About  string `json:"about"`  // in Swedish
}

// Read reads the manifest of a demo's folder.
func Read(dir string) (m Manifest, err error) {
	raw, err := os.ReadFile(filepath.Join(dir, Name)) // #nosec G304 -- the caller's folder
	if err != nil {
		return m, err
	}
	return m, json.Unmarshal(raw, &m)
}

// Phone is where the demo's BankID app is played.
type Phone struct {
	Scan string `json:"scan"` // where a code that was read is sent
	Sign string `json:"sign"` // and where the person's own yes
	CA   string `json:"ca"`   // PEM: the authority of its certificate
}

// ReadPhone reads it; an error of kind fs.ErrNotExist where nobody logs in so.
func ReadPhone(dir string) (p Phone, err error) {
	raw, err := os.ReadFile(filepath.Join(dir, BankID)) // #nosec G304 -- the caller's folder
	if err != nil {
		return p, err
	}
	return p, json.Unmarshal(raw, &p)
}
