package sqlstore

import (
	"maps"

	"example.org/tandtui/internal/server"
)

// Older says that an older copy of the database has been put back: what was done
// after it was made is gone.
type Older struct {
	Lost     int64 // transactions; 0: not known
	Unknown  bool  // the witness is gone too, so that nobody knows what was lost
	NextOur  int64 // the next Vår referens
	NextBill int64 // the next räkningsnummer
}

// counters are those whose numbers are given out.
var counters = []server.Counter{
	server.CounterOurRef, server.CounterBillNo, server.CounterPayout, server.CounterUser, server.CounterAlarm,
	server.CounterPayRun, server.CounterClaim, server.CounterEntry, server.CounterDesk,
	server.CounterMessage,
}

// compare holds the database against its witness when it is opened, and gives the
// epoch that holds from now on. It runs in a writing transaction.
func (w *witness) compare(x *tx) (epoch string, found *Older, err error) {
	now, known, err := testify(x)
	if err != nil {
		return "", nil, err
	}
	if err != nil {
		return "", nil, err
	}
	err = w.change(true, func(told testimony) (testimony, error) {
		found = nil
		switch {
		case told.Epoch == "" && !known: // a new database, or one from before there were witnesses
			now.Limits = later(now.Limits, ahead)
		case told.Epoch == "":
			found = &Older{Unknown: true}
			now.Limits = later(now.Limits, unwitnessed)
		case told.Epoch != now.Epoch, told.Commits > now.Commits:
			found = &Older{Lost: max(0, told.Commits-now.Commits)}
			now.Limits = highest(now.Limits, told.Limits)
		default:
			now.Limits = highest(now.Limits, told.Limits)
		}
		if found != nil {
			if err := begin(x, &now, found); err != nil {
				return told, err
			}
		}
		now.Commits = max(now.Commits, told.Commits)
		return now, nil
	})
	if err != nil {
		return "", nil, err
	}
	if err := x.exec("commits", `UPDATE counter SET next_value = ? WHERE name = 'commit'`, now.Commits); err != nil {
		return "", nil, err
	}
	return now.Epoch, found, x.exec("witnessed", `INSERT INTO meta (name, value) VALUES ('witnessed', '1') ON CONFLICT (name) DO NOTHING`)
}

// testify is what the database says of itself; known tells whether it has had a
// witness.
func testify(x *tx) (t testimony, known bool, err error) {
	t.Limits = map[server.Counter]int64{}
	err = x.rows("testify", `SELECT name, value FROM meta WHERE name IN ('epoch', 'witnessed')`, nil, func(scan func(...any) error) error {
		var name, value string
		err := scan(&name, &value)
		if name == "epoch" {
			t.Epoch = value
		}
		known = known || name == "witnessed"
		return err
	})
	if err != nil {
		return t, known, err
	}
	all := map[string]int64{}
	err = x.rows("testify", `SELECT name, next_value FROM counter`, nil, func(scan func(...any) error) error {
		var name string
		var next int64
		err := scan(&name, &next)
		all[name] = next
		return err
	})
	for _, c := range counters {
		t.Limits[c] = all[string(c)]
	}
	t.Commits = all["commit"]
	return t, known, err
}

// begin begins a new history: another epoch, so that cursors of the lost one are
// told that they are old, and numbers that were never given.
func begin(x *tx, t *testimony, found *Older) (err error) {
	if t.Epoch, err = newEpoch(); err != nil {
		return err
	}
	if err := x.exec("epoch", `UPDATE meta SET value = ? WHERE name = 'epoch'`, t.Epoch); err != nil {
		return err
	}
	for c, next := range t.Limits {
		if err := x.exec("jump", `UPDATE counter SET next_value = ? WHERE name = ?`, next, string(c)); err != nil {
			return err
		}
	}
	found.NextOur, found.NextBill = t.Limits[server.CounterOurRef], t.Limits[server.CounterBillNo]
	t.Limits = later(t.Limits, ahead)
	return nil
}

func later(limits map[server.Counter]int64, n int64) map[server.Counter]int64 {
	after := maps.Clone(limits)
	for c := range after {
		after[c] += n
	}
	return after
}

func highest(x, y map[server.Counter]int64) map[server.Counter]int64 {
	after := maps.Clone(x)
	for c, n := range y {
		after[c] = max(after[c], n)
	}
	return after
}
