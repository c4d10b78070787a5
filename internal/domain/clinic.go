package domain

// Provider (vårdgivare) owns clinics; a BillRef is unique per provider for ever.
type Provider struct {
	ID        string `json:"id"`
	Name      string `json:"name"`
	OrgNumber string `json:"orgNumber"`
}

// Clinic (klinik).
type Clinic struct {
	No          string `json:"no"` // kliniknummer
	Name        string `json:"name"`
	ProviderID  string `json:"providerId"`
	Specialists bool   `json:"specialists"`    // may bill specialist codes (suffix S)
	Ends        Date   `json:"ends,omitzero"`  // the last day on which anybody may work for it
	Payee       Payee  `json:"payee,omitzero"` // where its payouts go; zero: not known
}

// Role is what a user may do at a clinic.
type Role string

// The roles (E2: only the clinic's contact person administers users).
const (
	RoleUser    Role = "user"
	RoleContact Role = "contact" // klinikkontakt
)

// Membership ties a user to a clinic.
type Membership struct {
	Clinic Clinic `json:"clinic"`
	Role   Role   `json:"role"`
}

// User is a person who may log in. HSAID comes from the card and compares
// without case; ID is the region's own and outlives every card.
type User struct {
	ID          int64        `json:"id,omitempty"` // 0 from a region that gives none
	HSAID       string       `json:"hsaId"`
	Name        string       `json:"name"`
	Memberships []Membership `json:"memberships"`
}
