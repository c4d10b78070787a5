package main

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"example.org/tandtui/cmd/internal/cli"
	"example.org/tandtui/internal/server"
)

// V11: alarms are listed with when, where, whose and how many.
func TestV11AlarmsAreListed(t *testing.T) {
	for kind, words := range map[server.AlarmKind]string{
		server.AlarmUserLooksUpMany: "av en användare", server.AlarmClinicLooksUpMany: "på en klinik",
	} {
		var out bytes.Buffer
		at := time.Date(2026, 11, 28, 9, 5, 0, 0, time.UTC)
		list := []server.Alarm{{At: at, Kind: kind, Clinic: "3101", HSAID: "SE0000000000-DEMO01", Times: 201}}
		if err := tellAlarms(cli.Streams{Out: &out}, list, time.UTC); err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{"2026-11-28 09:05", "3101", "SE0000000000-DEMO01", "201", words} {
			if !strings.Contains(out.String(), want) {
				t.Errorf("%q is not in %s", want, &out)
			}
		}
	}
	code, out, errOut := capture("alarms", "--db", made(t, "vgr"))
	if code != 0 || out != "Inga larm.\n" || errOut != "" {
		t.Errorf("%d %s %s", code, out, errOut)
	}
	code, out, errOut = capture("alarms", "--db", made(t, "vgr"), "--json")
	if code != 0 || out != "[]\n" || errOut != "" {
		t.Errorf("%d %s %s", code, out, errOut)
	}
}
