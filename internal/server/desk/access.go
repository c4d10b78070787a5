package desk

import (
	"context"
	"iter"
	"strings"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
)

// PurposeReview and PurposeLog are why the desk looks at patients.
const (
	PurposeReview = "handläggning"
	PurposeLog    = "loggkontroll"
)

// VerbAccessLog is how the desk's log names a reading of the access log.
const VerbAccessLog = "log access"

// accessPage is how many rows of the log are read in one transaction.
const accessPage = 1000

// ReadAccess notes that the access log is read, and gives what is to be read: the
// rows from before now that fit (E6). Without the note there is nothing to read. Who
// reads the log of one person stands in that person's log, too.
func (d Desk) ReadAccess(ctx context.Context, f server.AccessFilter) (_ server.AccessFilter, n int64, err error) {
	now := d.moment()
	if f.To.IsZero() || f.To.After(now) {
		f.To = now
	}
	err = d.Store.Write(ctx, func(tx server.Tx) error {
		if n, err = tx.CountAccess(f); err != nil {
			return err
		}
		if !f.Person.IsZero() {
			if err := d.look(tx, PurposeLog, f.Person); err != nil {
				return err
			}
		}
		return d.trace(tx, server.DeskAct{Verb: VerbAccessLog, About: filterWords(f), Rows: n})
	})
	return f, n, err
}

// filterWords say what was asked of the log, without the patient.
func filterWords(f server.AccessFilter) string {
	var words []string
	if !f.Person.IsZero() {
		words = append(words, "en person")
	}
	if f.User != "" {
		words = append(words, "användare "+f.User)
	}
	if f.Clinic != "" {
		words = append(words, "klinik "+f.Clinic)
	}
	if len(words) == 0 {
		return "alla"
	}
	return strings.Join(words, ", ")
}

// EachAccess gives the rows that ReadAccess gave the filter for, newest first, a page
// at a time: others write meanwhile.
func (d Desk) EachAccess(ctx context.Context, f server.AccessFilter) iter.Seq2[server.AccessRow, error] {
	return func(yield func(server.AccessRow, error) bool) {
		left := f.Limit
		for {
			f.Limit = accessPage
			if left > 0 {
				f.Limit = min(left, accessPage)
			}
			var page []server.AccessRow
			err := d.Store.Read(ctx, func(tx server.Tx) (err error) {
				page, err = tx.AccessRows(f)
				return err
			})
			if err != nil {
				yield(server.AccessRow{}, err)
				return
			}
			for _, r := range page {
				if !yield(r, nil) {
					return
				}
			}
			if left -= len(page); len(page) < f.Limit || left == 0 {
				return
			}
			f.After = page[len(page)-1]
		}
	}
}

// look logs that the desk is shown patients, once each, as clinics' looks are.
func (d Desk) look(tx server.Access, purpose string, people ...domain.PersonID) error {
	seen := map[domain.PersonID]bool{}
	var rows []server.AccessRow
	for _, id := range people {
		if !seen[id] {
			rows = append(rows, server.AccessRow{
				At: d.moment(), HSAID: d.By.ID, Person: id, Purpose: purpose, Action: server.AccessDesk, From: d.By.From,
			})
		}
		seen[id] = true
	}
	return tx.LogAccess(rows...)
}
