package server

import (
	"time"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/domain"
)

// AlarmKind is what an alarm is about.
type AlarmKind string

// The kinds of alarms.
const (
	AlarmUserLooksUpMany   AlarmKind = "user-looks-up-many"   // one user
	AlarmClinicLooksUpMany AlarmKind = "clinic-looks-up-many" // all users of a clinic together
)

// Alarm is something that the region should look into.
type Alarm struct {
	At     time.Time
	Kind   AlarmKind
	Clinic string
	HSAID  string // whose look-up it was that gave the alarm
	Times  int64  // look-ups in the clock hour
}

// Bounds of look-ups in a clock hour. A clinic looks up the patients of its day,
// and its program those of its drafts at login: some tens, at most a hundred or
// two. Beyond many it is an alarm, beyond most it is refused.
const (
	manyByUser, mostByUser     = 200, 1000
	manyAtClinic, mostAtClinic = 1000, 5000
)

// watch counts a look-up, and gives the alarms that it causes, once when there are
// many in an hour and once when no more are answered. refusal is set if this one is
// not.
func (s *Service) watch(tx Access, who staff) (alarms []Alarm, refusal, err error) {
	at := s.moment()
	byUser, atClinic, err := tx.CountLookup(at, who.actor.ID, who.clinic.No)
	if err != nil {
		return nil, nil, err
	}
	alarm := func(kind AlarmKind, times, many, most int64) {
		if times == many+1 || times == most+1 {
			alarms = append(alarms, Alarm{At: at, Kind: kind, Clinic: who.clinic.No, HSAID: who.actor.ID, Times: times})
		}
	}
	alarm(AlarmUserLooksUpMany, byUser, manyByUser, mostByUser)
	alarm(AlarmClinicLooksUpMany, atClinic, manyAtClinic, mostAtClinic)
	for _, a := range alarms {
		if err := tx.AddAlarm(a); err != nil {
			return nil, nil, err
		}
	}
	if byUser > mostByUser || atClinic > mostAtClinic {
		refusal = &domain.Error{Kind: domain.Busy, Code: api.ProblemTooMany, Op: "server.lookup"}
	}
	return alarms, refusal, nil
}
