package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"example.org/tandtui/cmd/internal/cli"
	"example.org/tandtui/internal/server"
)

// AlarmsCmd lists what the region should look into.
type AlarmsCmd struct {
	Database
	Format
}

func (AlarmsCmd) Help() string {
	return `Exempel:  tandserver alarms --db sqlite:/var/lib/tandserver/region.db

Visar de senaste larmen, nyast först. Många patientsökningar av en användare, eller på en klinik, under en timme ger ett larm, i servern också en rad i loggen. Blir de ännu fler besvaras de inte.`
}

// mostAlarms is how many are listed.
const mostAlarms = 100

func (c AlarmsCmd) Run(ctx context.Context, s cli.Streams) (err error) {
	clock, err := swedishClock()
	if err != nil {
		return err
	}
	o, err := c.open(ctx, s)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, o.Close()) }()
	var list []server.Alarm
	if err := o.Read(ctx, func(tx server.Tx) (err error) {
		list, err = tx.Alarms(mostAlarms)
		return err
	}); err != nil {
		return err
	}
	out := make([]alarm, len(list))
	for i, a := range list {
		out[i] = alarm{a.At, a.Clinic, a.HSAID, a.Times, string(a.Kind), alarmWords[a.Kind]}
	}
	return c.tell(s, out, func() error { return tellAlarms(s, list, clock().Location()) })
}

// alarm is an alarm as programs get it.
type alarm struct {
	At     time.Time `json:"at"`
	Clinic string    `json:"clinic"`
	HSAID  string    `json:"hsaId"`
	Times  int64     `json:"times"` // look-ups within the hour
	Kind   string    `json:"kind"`
	Text   string    `json:"text"`
}

// alarmWords say what an alarm is about.
var alarmWords = map[server.AlarmKind]string{
	server.AlarmUserLooksUpMany:   "många patientsökningar av en användare",
	server.AlarmClinicLooksUpMany: "många patientsökningar på en klinik",
}

func tellAlarms(s cli.Streams, list []server.Alarm, zone *time.Location) error {
	if len(list) == 0 {
		_, err := fmt.Fprintln(s.Out, "Inga larm.")
		return err
	}
	t := newTable("När", "Klinik", "Användare", ">Antal under timmen", "Vad")
	for _, a := range list {
		t.add(a.At.In(zone).Format("2006-01-02 15:04"), a.Clinic, a.HSAID, strconv.FormatInt(a.Times, 10), alarmWords[a.Kind])
	}
	return t.write(s.Out)
}
