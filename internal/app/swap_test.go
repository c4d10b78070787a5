package app_test

import "testing"

// A card that is taken out while its login runs has locked before the login is
// done: whoever sits there now is not the one who typed the PIN.
func TestCardSwappedWhileTheLoginRuns(t *testing.T) {
	d := newDesk(t)
	d.card.gone = true
	if _, err := d.Login(t.Context(), []byte("123456"), d.try()); err != nil {
		t.Fatal(err)
	}
	if !d.Snapshot().Locked {
		t.Error("the work of the first card stands open before the second")
	}
}
