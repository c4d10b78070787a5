package domain

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// aPerson is one of the Tax Agency's test numbers.
func aPerson(t *testing.T) PersonID {
	t.Helper()
	id, err := ParsePersonID("189001019802", testToday)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// Whatever way a person gets into a log or an error, the number stays out.
func TestNoLogNamesAPerson(t *testing.T) {
	id := aPerson(t)
	var out bytes.Buffer
	for _, h := range []slog.Handler{slog.NewTextHandler(&out, nil), slog.NewJSONHandler(&out, nil)} {
		log := slog.New(h)
		log.Info("asked", "person", id, "group", slog.GroupValue(slog.Any("person", id)))
		log.With("person", id).Info("asked")
		log.Info(fmt.Sprintf("%v %+v %#v %s %q", id, id, id, id, id), "err", fmt.Errorf("%v: not found", id))
	}
	if text := out.String(); strings.Contains(text, "9802") || strings.Contains(text, "18900101") || !strings.Contains(text, personMask) {
		t.Errorf("%s", text)
	}
	for _, text := range []string{
		fmt.Sprint(Bill{Person: id}), fmt.Sprintf("%#v", PersonFacts{Person: id}), fmt.Sprintf("%+v", []PersonID{id}), fmt.Sprint(map[PersonID]int{id: 1}),
	} {
		if strings.Contains(text, "18900101") {
			t.Errorf("%s", text)
		}
	}
	if PersonID.String(PersonID{}) != "" || fmt.Sprintf("%#v", PersonID{}) != "" {
		t.Error("nobody is shown as somebody")
	}
}

// No error of the parser carries what was typed.
func TestNoErrorNamesAPerson(t *testing.T) {
	for _, text := range []string{"18900101-9803", "18900231-9802", "9001019802123", "18900101;9802", "300918+9246"} {
		_, err := ParsePersonID(text, testToday)
		if err == nil || strings.Contains(err.Error(), "90") || !errors.Is(err, ErrPersonID) {
			t.Errorf("%v", err)
		}
	}
}

// As a key of a map in JSON, as a value, and as nobody.
func TestPersonOnTheWire(t *testing.T) {
	id := aPerson(t)
	raw, err := json.Marshal(map[PersonID]PersonID{id: id, {}: {}})
	if err != nil || string(raw) != `{"":"","189001019802":"189001019802"}` {
		t.Fatalf("%s %v", raw, err)
	}
	var back map[PersonID]PersonID
	if err := json.Unmarshal(raw, &back); err != nil || back[id] != id || back[PersonID{}] != (PersonID{}) || len(back) != 2 {
		t.Fatalf("%v %v", len(back), err)
	}
}

func TestDisplayOfEachKind(t *testing.T) {
	for typed, want := range map[string]struct {
		shown string
		form  Reserve
		kind  PersonKind
	}{
		"189001019802": {"18900101-9802", "", Personnummer},
		"19810829m071": {"19810829M071", ReserveVGR, ReservnummerVGR},
		"19810829su3a": {"19810829SU3A", ReserveVarmland, ReservnummerVarml},
	} {
		id, err := ParsePersonID(typed, testToday)
		if err != nil || id.Display() != want.shown || id.Kind().Reserve() != want.form || id.Kind() != want.kind {
			t.Errorf("%s: %s, %q, %d, %v", typed, id.Display(), id.Kind().Reserve(), id.Kind(), err)
		}
	}
	if nobody := (PersonID{}); nobody.Display() != "" || nobody.Kind().Reserve() != "" || !nobody.BirthDate().IsZero() || !nobody.IsZero() {
		t.Error("nobody has a number")
	}
}

// A digit typed wrong is always found: in the serial by the check digit, in the
// date by it or by the calendar. The wrong number is nobody's.
func TestOneWrongDigitIsFound(t *testing.T) {
	id := aPerson(t)
	rapid.Check(t, func(t *rapid.T) {
		at := rapid.IntRange(2, 11).Draw(t, "at")
		wrong := []byte(id.Canonical())
		wrong[at] = '0' + (wrong[at]-'0'+byte(rapid.IntRange(1, 9).Draw(t, "by")))%10
		if _, err := ParsePersonID(string(wrong), testToday); !errors.Is(err, ErrPersonID) {
			t.Fatalf("place %d: %v", at, err)
		}
		if _, err := ParsePersonID(string(wrong[:11]), testToday); !errors.Is(err, ErrPersonLength) {
			t.Fatalf("a digit missing: %v", err)
		}
	})
}

func TestAgeOfAPerson(t *testing.T) {
	id := aPerson(t)
	for on, want := range map[string]int{"1890-01-01": 0, "1890-12-31": 0, "1975-01-01": 85, "1974-12-31": 84} {
		if got := id.AgeOn(MustDate(on)); got != want {
			t.Errorf("%s: %d, want %d", on, got, want)
		}
	}
}

// Each reason is the same whether the error is bare or wrapped on its way.
func TestReasonOfEachError(t *testing.T) {
	for want, err := range map[string]error{
		"length": ErrPersonLength, "form": ErrPersonForm, "date": ErrPersonDate, "check": ErrPersonCheck, "future": ErrPersonFuture,
		"plus": ErrPersonPlus, "serial": ErrPersonSerial, "reserve-form": ErrReserveForm, "reserve-check": ErrReserveCheck,
	} {
		if PersonReason(err) != want || PersonReason(fmt.Errorf("row 7: %w", err)) != want || !errors.Is(err, ErrPersonID) {
			t.Errorf("%v: %s, want %s", err, PersonReason(err), want)
		}
	}
}
