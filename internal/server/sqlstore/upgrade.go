package sqlstore

import (
	"context"
	"syscall"
	"time"

	"example.org/tandtui/internal/domain"
)

// othersEnd is how long others who have the database open are waited for before its
// schema is changed: long enough for a verb that ends, or for another program of this
// version that changes it at the same time.
var othersEnd = 5 * time.Second

// lockToOpen takes the witness of a database of ours: shared, or alone where the
// schema has to be brought up to date.
func lockToOpen(ctx context.Context, d *dialect, name string) (*witness, error) {
	newest, err := newestSchema()
	if err != nil {
		return nil, err
	}
	look := time.NewTicker(othersEnd / 40)
	defer look.Stop()
	for deadline := time.Now().Add(othersEnd); ; {
		schema, err := d.recognise(ctx, name)
		if err != nil {
			return nil, err
		}
		// Also where nothing has to be changed any more: whoever has just changed it
		// still has it alone for a moment.
		how, code := syscall.LOCK_SH, CodeInUse
		if schema != newest {
			how, code = syscall.LOCK_EX, CodeOlderInUse
		}
		w, err := openWitness(d.witness(name), how)
		if domain.CodeOf(err) != CodeInUse {
			return w, err
		}
		if time.Now().After(deadline) {
			return nil, &domain.Error{Kind: domain.Busy, Code: code, Op: "sqlstore.open", Err: err}
		}
		select {
		case <-look.C:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// share lets others open the database too.
func (w *witness) share() error { return syscall.Flock(int(w.file.Fd()), syscall.LOCK_SH) }
