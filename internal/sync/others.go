package remote

import "context"

// followOthers keeps the mirrors of the other clinics that lists show up to date
// (paraply): one after the other, without a long-poll for each. The state of the
// connection is the follower's to tell; a clinic that fails is asked again in the
// next round, and hides no other.
func (w *worker) followOthers(ctx context.Context) {
	for ctx.Err() == nil {
		for _, no := range w.scope.Shown {
			if no != w.clinic {
				w.catchUp(ctx, no)
			}
		}
		if !pause(ctx, pollWait, w.wakeOthers) {
			return
		}
	}
}

// catchUp fetches a clinic's changes until there are no more.
func (w *worker) catchUp(ctx context.Context, clinic string) {
	for ctx.Err() == nil {
		before, _ := w.store.Cursor(clinic) // one that cannot be read is begun anew by pull
		if _, err := w.pull(ctx, clinic, 0); err != nil {
			return
		}
		if after, err := w.store.Cursor(clinic); err != nil || after == before {
			return
		}
	}
}
