package server_test

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
)

// E8: what the desk tells all clinics, or one, comes in their feeds; its end too.
func TestE8MessagesReachTheClinics(t *testing.T) {
	w := newWorld(t)
	ctx, d := context.Background(), w.desk()
	_, atA := follow(t, w, anna, clinicA, "", 500)
	_, atC := follow(t, w, eva, clinicC, "", 500)
	told := func(who, clinic, since string) (list []domain.Message) {
		t.Helper()
		changes, _ := follow(t, w, who, clinic, since, 500)
		for _, c := range changes {
			if c.Message == nil {
				t.Fatalf("%+v", c)
			}
			list = append(list, *c.Message)
		}
		return list
	}
	sent, err := d.SendMessage(ctx, server.SentMessage{Message: domain.Message{Text: "Driftstopp", Incident: true}})
	if err != nil {
		t.Fatal(err)
	}
	only := domain.Message{Text: "Till er", From: today, Ends: today.AddDays(3)}
	second, err := d.SendMessage(ctx, server.SentMessage{Message: only, Clinic: clinicC})
	if err != nil || !second.Sent.Equal(noon()) || second.No != sent.No+1 {
		t.Fatal(second, err)
	}
	only.No, only.Sent = second.No, noon().UTC()
	if list := told(anna, clinicA, atA); len(list) != 1 || list[0].No != sent.No || !list[0].Incident || list[0].Text != "Driftstopp" {
		t.Errorf("%+v", list)
	}
	if list := told(eva, clinicC, atC); len(list) != 2 || fmt.Sprint(list[1]) != fmt.Sprint(only) {
		t.Errorf("%+v, want %+v", list, only)
	}
	if err := d.EndMessage(ctx, sent.No); err != nil {
		t.Fatal(err)
	}
	if list := told(anna, clinicA, atA); len(list) != 2 || !list[1].Over(today) {
		t.Errorf("ended: %+v", list)
	}
	if err := d.EndMessage(ctx, 4711); domain.KindOf(err) != domain.NotFound {
		t.Errorf("%v", err)
	}
	if _, err := d.SendMessage(ctx, server.SentMessage{Clinic: "9999"}); domain.KindOf(err) != domain.NotFound {
		t.Errorf("%v", err)
	}
}

// E3: the desk changes whom clinics call; their programs hear that the region's data
// is new.
func TestE3TheContactIsChangedWithoutAProfile(t *testing.T) {
	w := newWorld(t)
	get := func() (data api.RegionData) {
		t.Helper()
		a := do(t, w.client(anna), "GET", w.base+"/v1/region", nil)
		if err := json.Unmarshal(a.body, &data); err != nil {
			t.Fatal(err)
		}
		return data
	}
	before := get()
	contact := domain.Contact{Name: "Tandvårdsenheten", Phone: "010-000 00 00", Hours: "vardagar 8–12"}
	if err := w.desk().SetContact(context.Background(), contact); err != nil {
		t.Fatal(err)
	}
	if after := get(); after.Profile.Support != contact || after.Version == before.Version || before.Profile.Support.Name == "" {
		t.Errorf("%+v, version %s", after.Profile.Support, after.Version)
	}
}
