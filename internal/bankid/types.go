package bankid

import "encoding/base64"

// Status is how far an order has come. One that is not known here counts as
// Failed, so that an order always ends.
type Status string

// The statuses of BankID.
const (
	Pending  Status = "pending"
	Complete Status = "complete"
	Failed   Status = "failed"
)

// HintOutstanding is the hint of an order that nobody has picked up: the only one
// with which a QR code is shown.
const HintOutstanding = "outstandingTransaction"

// Login is what a login asks of BankID.
type Login struct {
	IP      string // of the user's computer as this server sees it
	Purpose string // shown in the app: what one logs in to
	App     App
}

// App is what BankID is told of the program that asks, to judge the risk by.
type App struct {
	Identifier string `json:"appIdentifier"`
	OS         string `json:"deviceOS,omitempty"`
}

// maxPurpose is how long the purpose may be once it is encoded.
const maxPurpose = 1500

// request is the body of /auth. The risk is asked for and not limited: a limit
// would shut out people whose only fault is a new phone (returnRisk).
type request struct {
	IP         string `json:"endUserIp"`
	ReturnRisk bool   `json:"returnRisk"`
	Visible    string `json:"userVisibleData"`
	Format     string `json:"userVisibleDataFormat"`
	App        App    `json:"app"`
}

func (l Login) request() request {
	purpose := []rune(l.Purpose)
	encode := func() string { return base64.StdEncoding.EncodeToString([]byte(string(purpose))) }
	for len(encode()) > maxPurpose {
		purpose = purpose[:len(purpose)-1]
	}
	return request{IP: l.IP, ReturnRisk: true, Visible: encode(), Format: "plaintext", App: l.App}
}

// Order is a login that BankID has begun. The secret makes the QR codes and must
// not leave the server.
type Order struct {
	Ref            string `json:"orderRef"`
	AutoStartToken string `json:"autoStartToken"`
	QRStartToken   string `json:"qrStartToken"`
	QRStartSecret  string `json:"qrStartSecret"`
}

// Collected is the state of an order. Fields that this program has no use for are
// not read, so that none of them can be in the way when BankID changes them.
type Collected struct {
	Ref        string      `json:"orderRef"`
	Status     Status      `json:"status"`
	Hint       string      `json:"hintCode"`
	Completion *Completion `json:"completionData"`
}

// Completion is who it was, with BankID's evidence for it.
type Completion struct {
	User struct {
		PersonalNumber string `json:"personalNumber"`
		Name           string `json:"name"`
	} `json:"user"`
	Signature string `json:"signature"`    // XML, base64
	OCSP      string `json:"ocspResponse"` // base64
	Risk      string `json:"risk"`         // low, moderate, high; "" where BankID does not tell
}
