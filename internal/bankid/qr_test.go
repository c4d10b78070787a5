package bankid_test

import (
	"testing"
	"time"

	"example.org/tandtui/internal/bankid"
)

// The vectors of BankID's own sample code.
func TestQRIsAsBankIDWantsIt(t *testing.T) {
	o := bankid.Order{QRStartToken: "67df3917-fa0d-44e5-b327-edcc928297f8", QRStartSecret: "d28db9a7-4cde-429e-a983-359be676944c"}
	for age, want := range map[time.Duration]string{
		0:                       "bankid.67df3917-fa0d-44e5-b327-edcc928297f8.0.dc69358e712458a66a7525beef148ae8526b1c71610eff2c16cdffb4cdac9bf8",
		1999 * time.Millisecond: "bankid.67df3917-fa0d-44e5-b327-edcc928297f8.1.949d559bf23403952a94d103e67743126381eda00f0b3cbddbf7c96b1adcbce2",
		2 * time.Second:         "bankid.67df3917-fa0d-44e5-b327-edcc928297f8.2.a9e5ec59cb4eee4ef4117150abc58fad7a85439a6a96ccbecc3668b41795b3f3",
	} {
		if got := o.QR(age); got != want {
			t.Errorf("after %v: %s", age, got)
		}
	}
	if o.QR(-time.Hour) != o.QR(0) {
		t.Error("a clock that was set back gives a code of its own")
	}
}
