package remote_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	remote "example.org/tandtui/internal/sync"
)

func TestChangesFillTheMirror(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := openStore(t)
		r := &region{submit: accept, behind: 3 * time.Minute}
		r.changes = func(n int, cursor string, wait time.Duration) (app.ChangePage, error) {
			switch n {
			case 1:
				if wait != 0 {
					t.Errorf("the first page waits %v", wait)
				}
				return app.ChangePage{From: "", To: "c1", More: true, Invoices: []domain.Invoice{{OurRef: 1, Version: 1, Clinic: "101"}}}, nil
			case 2:
				return app.ChangePage{From: "c1", To: "c2", Invoices: []domain.Invoice{{OurRef: 2, Version: 1, Clinic: "101"}}}, nil
			}
			return app.ChangePage{From: cursor, To: cursor}, nil
		}
		_, told := start(t, r, s)
		synctest.Wait()
		if refs := mirror(t, s); !slices.Equal(refs, []int64{2, 1}) {
			t.Errorf("mirror %v", refs)
		}
		if st := told.last(); st.Phase != app.SyncOnline || st.Skew != 3*time.Minute {
			t.Errorf("state %+v", st)
		}
		time.Sleep(5 * time.Minute)
		synctest.Wait()
		r.set(func(r *region) {
			if n := len(r.cursors); n < 13 || n > 16 {
				t.Errorf("%d requests in five minutes", n)
			}
		})
	})
}

func mirror(t *testing.T, s app.Store) (refs []int64) {
	t.Helper()
	list, err := s.Invoices("101", func(app.InvoiceSummary) bool { return true })
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range list {
		refs = append(refs, v.OurRef)
	}
	return refs
}

// TestMirrorBeginsAnew for a cursor that is no more, and for a page that does
// not fit; the old one is read until the new one is whole.
func TestMirrorBeginsAnew(t *testing.T) {
	old := &domain.Error{Kind: domain.Conflict, Code: app.CodeFeedOld}
	for name, odd := range map[string]func(cursor string) (app.ChangePage, error){
		"cursor too old": func(string) (app.ChangePage, error) { return app.ChangePage{}, old },
		"a hole": func(string) (app.ChangePage, error) {
			return app.ChangePage{From: "c8", To: "c9", Invoices: []domain.Invoice{{OurRef: 9, Version: 1, Clinic: "101"}}}, nil
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := openStore(t)
				if err := s.ApplyChanges("101", app.ChangePage{To: "c1", Invoices: []domain.Invoice{{OurRef: 1, Version: 1, Clinic: "101"}}}); err != nil {
					t.Fatal(err)
				}
				page := func(from, to string, more bool, ref int64) app.ChangePage {
					return app.ChangePage{From: from, To: to, More: more, Invoices: []domain.Invoice{{OurRef: ref, Version: 1, Clinic: "101"}}}
				}
				r := &region{submit: accept}
				r.changes = func(_ int, cursor string, _ time.Duration) (app.ChangePage, error) {
					switch cursor {
					case "c1":
						return odd(cursor)
					case "":
						return page("", "d1", true, 5), nil
					case "d1":
						if refs := mirror(t, s); !slices.Equal(refs, []int64{1}) {
							t.Errorf("half a mirror is read: %v", refs)
						}
						return page("d1", "d2", false, 6), nil
					}
					return app.ChangePage{From: cursor, To: cursor}, nil
				}
				_, told := start(t, r, s)
				time.Sleep(10 * time.Second)
				synctest.Wait()
				if refs := mirror(t, s); !slices.Equal(refs, []int64{6, 5}) {
					t.Errorf("mirror %v", refs)
				}
				if st := told.last(); st.Phase != app.SyncOnline {
					t.Errorf("state %+v", st)
				}
			})
		})
	}
}

// TestNewRulesReachARunningClient: in ten minutes by themselves, at once when
// the connection broke or a submission was refused; each version is sent once.
func TestNewRulesReachARunningClient(t *testing.T) {
	refuse := func(int, string, []byte) (domain.Receipt, error) {
		return domain.Receipt{}, &app.RefusedError{Code: "findings"}
	}
	for name, x := range map[string]struct {
		after func(t *testing.T, w app.Worker, r *region, s app.Store)
		wait  time.Duration
	}{
		"by itself": {func(*testing.T, app.Worker, *region, app.Store) {}, 11 * time.Minute},
		"after a refusal": {func(t *testing.T, w app.Worker, _ *region, s app.Store) {
			queue(t, s, 1, "101")
			w.Poke()
		}, time.Second},
		"after a break": {func(_ *testing.T, _ app.Worker, r *region, _ app.Store) {
			broke := 0
			r.set(func(r *region) {
				r.changes = func(_ int, cursor string, _ time.Duration) (app.ChangePage, error) {
					if broke++; broke == 1 {
						return app.ChangePage{}, errOffline
					}
					return app.ChangePage{From: cursor, To: cursor}, nil
				}
			})
		}, time.Minute},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := openStore(t)
				r := &region{submit: refuse, rules: "v1"}
				w, told := start(t, r, s)
				time.Sleep(time.Minute)
				synctest.Wait()
				r.set(func(r *region) { r.rules = "v2" })
				x.after(t, w, r, s)
				time.Sleep(x.wait)
				synctest.Wait()
				d, err := s.Region()
				if err != nil || d.Version != "v2" || told.rules() != 2 || r.fetched != 2 {
					t.Errorf("version %q, told %d times, sent %d times, %v", d.Version, told.rules(), r.fetched, err)
				}
			})
		})
	}
}

// TestServerThatDoesNotWait must not be asked in a circle.
func TestServerThatDoesNotWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := openStore(t)
		r := &impatient{region: region{submit: accept}}
		w := remote.NewBackground(wallClock{}, func() float64 { return 0 }).Start(r, s, "101", app.Scope{}, func(app.SyncState) {})
		defer w.Stop()
		time.Sleep(time.Minute)
		synctest.Wait()
		if r.asked > 30 {
			t.Errorf("%d requests in a minute", r.asked)
		}
	})
}

type impatient struct {
	region
	asked int
}

func (r *impatient) Changes(_ context.Context, f app.Following) (app.ChangePage, error) {
	cursor := f.Cursor
	r.asked++
	return app.ChangePage{From: cursor, To: cursor}, nil
}

// A server whose feed does not move on, or moves without end, is not asked in a
// circle.
func TestFeedThatRunsInACircle(t *testing.T) {
	for name, page := range map[string]func(n int, cursor string) app.ChangePage{
		"changes without a new cursor": func(_ int, cursor string) app.ChangePage {
			return app.ChangePage{From: cursor, To: cursor, Invoices: []domain.Invoice{{OurRef: 1, Version: 1, Clinic: "101"}}}
		},
		"a new cursor without changes": func(n int, cursor string) app.ChangePage {
			return app.ChangePage{From: cursor, To: fmt.Sprint("c", n)}
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := openStore(t)
				if err := s.ApplyChanges("101", app.ChangePage{To: "c0"}); err != nil {
					t.Fatal(err)
				}
				r := &region{submit: accept}
				asked := 0 // by the worker alone
				r.changes = func(n int, cursor string, _ time.Duration) (app.ChangePage, error) {
					if asked = n; n > 1000 {
						return app.ChangePage{}, errOffline
					}
					return page(n, cursor), nil
				}
				start(t, r, s)
				time.Sleep(10 * time.Minute)
				synctest.Wait()
				if asked < 5 || asked > 400 {
					t.Errorf("%d requests in ten minutes", asked)
				}
			})
		})
	}
}

// While lists show several clinics, the others' mirrors are filled too, round by
// round and without a long-poll for each.
func TestA3TheOtherClinicsShownAreFollowed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := openStore(t)
		var asked []string
		r := &region{submit: accept}
		r.changesOf = func(clinic, cursor string, wait time.Duration) (app.ChangePage, error) {
			if clinic == "101" {
				return app.ChangePage{From: cursor, To: cursor}, nil
			}
			if wait != 0 {
				t.Errorf("%s is waited for %v", clinic, wait)
			}
			if asked = append(asked, clinic+cursor); clinic == "103" {
				return app.ChangePage{}, errOffline
			}
			if cursor == "" {
				return app.ChangePage{To: "c1", More: true, Invoices: []domain.Invoice{{OurRef: 7, Version: 1, Clinic: clinic}}}, nil
			}
			return app.ChangePage{From: cursor, To: cursor}, nil
		}
		scope := app.Scope{Shown: []string{"101", "103", "202"}}
		w := remote.NewBackground(wallClock{}, func() float64 { return 0 }).Start(r, s, "101", scope, func(app.SyncState) {})
		synctest.Wait()
		if list, err := s.Invoices("202", func(app.InvoiceSummary) bool { return true }); err != nil || len(list) != 1 {
			t.Errorf("%+v %v", list, err)
		}
		w.Poke()
		synctest.Wait()
		w.Stop()
		if got := fmt.Sprint(asked); got != "[103 202 202c1 103 202c1]" {
			t.Error(got)
		}
	})
}
