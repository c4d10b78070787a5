package server_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/server"
)

// looked counts look-ups as if they had been made.
func (w *world) looked(t *testing.T, hsaID, clinic string, times int) {
	t.Helper()
	if err := w.store.Write(context.Background(), func(tx server.Tx) error {
		for range times {
			if _, _, err := tx.CountLookup(noon(), hsaID, clinic); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}

func (w *world) alarms(t *testing.T) (list []server.Alarm) {
	t.Helper()
	if err := w.store.Read(context.Background(), func(tx server.Tx) (err error) {
		list, err = tx.Alarms(100)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return list
}

// V11: many look-ups in an hour are an alarm, kept and logged once; still more are
// refused, for the user and not for a colleague.
func TestV11ManyLookupsOfAUser(t *testing.T) {
	w := newWorld(t)
	look := func(who, clinic, person string) answer {
		return do(t, w.client(who), "POST", w.base+"/v1/clinics/"+clinic+"/persons/lookup", []byte(`{"person":"`+person+`"}`))
	}
	w.looked(t, anna, "", server.ManyByUser-1)
	for range 3 { // the last of what is ordinary, and two more
		if a := look(anna, clinicA, entitledN); a.status != http.StatusOK {
			t.Fatalf("%d %s", a.status, a.body)
		}
	}
	list := w.alarms(t)
	if len(list) != 1 || list[0].Kind != server.AlarmUserLooksUpMany || list[0].HSAID != anna || list[0].Clinic != clinicA || list[0].Times != server.ManyByUser+1 {
		t.Fatalf("%+v", list)
	}
	if log := w.log.String(); strings.Count(log, `"alarm"`) != 1 || strings.Contains(log, anna) || strings.Contains(log, entitledN) {
		t.Errorf("log %s", log)
	}
	w.looked(t, anna, "", server.MostByUser)
	for range 2 {
		a := look(anna, clinicA, unknown) // one that does not exist counts too
		if p := a.problem(t); a.status != http.StatusTooManyRequests || p.Code != api.ProblemTooMany || a.header.Get("Retry-After") == "" {
			t.Errorf("%d %+v", a.status, p)
		}
	}
	if a := look(cecilia, clinicA, entitledN); a.status != http.StatusOK {
		t.Errorf("a colleague: %d %s", a.status, a.body)
	}
}

// V11: users who look up together have a bound for their clinic.
func TestV11ManyLookupsAtAClinic(t *testing.T) {
	w := newWorld(t)
	look := func(who, clinic string) error {
		_, err := w.service.Lookup(context.Background(), as(who, clinic), bill(t, entitledN, "x").Person)
		return err
	}
	w.looked(t, "others", clinicA, server.ManyAtClinic)
	if err := look(anna, clinicA); err != nil {
		t.Fatal(err)
	}
	if list := w.alarms(t); len(list) != 1 || list[0].Kind != server.AlarmClinicLooksUpMany || list[0].Clinic != clinicA {
		t.Errorf("%+v", list)
	}
	w.looked(t, "others", clinicA, server.MostAtClinic-server.ManyAtClinic)
	if err := look(cecilia, clinicA); err == nil {
		t.Error("the clinic goes on looking up")
	}
	if list := w.alarms(t); len(list) != 1 { // 5 002 is not 5 001: the alarm was another's
		t.Errorf("%+v", list)
	}
	if err := look(bjorn, clinicB); err != nil {
		t.Errorf("another clinic: %v", err)
	}
}

// V11, C1: an invented clinic leaves nothing behind at those who wait for news.
func TestC1InventedClinicsLeaveNothing(t *testing.T) {
	w := newWorld(t)
	for _, clinic := range []string{"invented-1", "invented-2", clinicC} {
		_, _, err := w.service.Changes(context.Background(), as(anna, clinic), server.ChangesQuery{Limit: 1, Wait: 1}, nil)
		if err == nil {
			t.Errorf("%s: told", clinic)
		}
	}
	if n := w.service.Bells(); n != 0 {
		t.Errorf("%d bells", n)
	}
	_, end := follow(t, w, anna, clinicA, "", 500)
	if _, _, err := w.service.Changes(context.Background(), as(anna, clinicA), server.ChangesQuery{Since: end, Limit: 1, Wait: 1}, nil); err != nil {
		t.Error(err)
	}
	if n := w.service.Bells(); n != 0 {
		t.Errorf("%d bells when all have left", n)
	}
}
