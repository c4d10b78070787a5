package labels

import (
	"strconv"
	"time"

	"example.org/tandtui/internal/text"
)

// Choosing a file.
const (
	PickerFile   = "Fil"
	PickerHint   = "skriv, klistra in eller dra hit en fil"
	PickerName   = "Namn"
	PickerSize   = "Storlek"
	PickerAt     = "Ändrad"
	PickerFolder = "mapp"
	PickerNone   = "Här finns ingen sådan fil. Skriv en annan mapp eller ett annat namn."
	PickerTake   = "välj"
	PickerInto   = "fyll i"
)

// PickerBytes is a file's size in round numbers.
func PickerBytes(n int64) string {
	switch {
	case n < 1000:
		return strconv.FormatInt(n, 10) + " byte"
	case n < 1_000_000:
		return strconv.FormatInt((n+500)/1000, 10) + " kB"
	}
	return strconv.FormatInt((n+500_000)/1_000_000, 10) + " MB"
}

// PickerWhen is when a file was changed.
func PickerWhen(at time.Time) string { return at.Format("2006-01-02 15:04") }

// PickerEntry is a name as it can be shown.
func PickerEntry(name string) string { return text.Safe(name) }
