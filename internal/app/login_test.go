package app_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

func TestLoginWithOneClinicIsAtWork(t *testing.T) {
	d := newDesk(t)
	if res := d.login(t); !res.Online || res.Same || d.Snapshot().Clinic.No != "31" || !slices.Equal(d.work.events, []string{"start 31"}) {
		t.Fatalf("%+v, %+v, %v", res, d.Snapshot(), d.work.events)
	}
}

func TestLoginWithSeveralClinicsChooses(t *testing.T) {
	d := newDesk(t)
	d.server.user.Memberships = append(d.server.user.Memberships, domain.Membership{Clinic: domain.Clinic{No: "44"}})
	d.login(t)
	if d.Snapshot().Clinic.No != "" || len(d.work.events) != 0 {
		t.Fatalf("a clinic was chosen for the user: %+v", d.Snapshot())
	}
	if err := d.ChooseClinic("99"); domain.KindOf(err) != domain.NotFound {
		t.Fatalf("another's clinic: %v", err)
	}
	if err := d.ChooseClinic("44"); err != nil || d.Snapshot().Clinic.No != "44" {
		t.Fatal(err, d.Snapshot())
	}
}

func TestLoginFailuresLetGoOfTheCard(t *testing.T) {
	d := newDesk(t)
	if _, err := d.Login(t.Context(), []byte("000000"), d.try()); domain.CodeOf(err) != app.CodeCardPINWrong {
		t.Fatal(err)
	}
	d.server.fail = offline
	if _, err := d.Login(t.Context(), []byte("123456"), d.try()); domain.CodeOf(err) != app.CodeFirstOnline {
		t.Fatalf("first login without network: %v", err)
	}
	d.server.fail = &domain.Error{Kind: domain.Unauthorized, Code: app.CodeUnknownUser}
	if _, err := d.Login(t.Context(), []byte("123456"), d.try()); domain.CodeOf(err) != app.CodeUnknownUser {
		t.Fatal(err)
	}
	if d.card.closed != 2 || d.Snapshot().LoggedIn {
		t.Fatalf("%d of 2 sessions closed, %+v", d.card.closed, d.Snapshot())
	}
	if _, err := d.NewDraft(); domain.CodeOf(err) != app.CodeNotLoggedIn {
		t.Fatal(err)
	}
}

func TestOfflineLoginAfterAnOnlineOne(t *testing.T) {
	d := newDesk(t)
	d.login(t)
	d.Seal()
	d.server.fail = offline
	d.App = d.fresh()
	res := d.login(t)
	if res.Online || res.Code != app.CodeOffline || d.Snapshot().Clinic.No != "31" || d.Region().Profile.ID != "vgr" {
		t.Fatalf("%+v %+v", res, d.Snapshot())
	}
	// A right that ended is not worked around by the cache.
	d.server.fail = &domain.Error{Kind: domain.Unauthorized, Code: app.CodeUnknownUser}
	if _, err := d.Login(t.Context(), []byte("123456"), d.try()); domain.CodeOf(err) != app.CodeUnknownUser {
		t.Fatal(err)
	}
}

// E5: the server of another region than the one that is set gets nothing, and nothing
// of it is kept.
func TestE5AnotherRegionsServerIsRefused(t *testing.T) {
	d := newDesk(t)
	d.region = "vgr"
	d.App = d.fresh()
	d.login(t)
	d.Seal()
	d.region = "varmland"
	d.App = d.fresh()
	d.server.data.Version = "theirs"
	if _, err := d.Login(t.Context(), []byte("123456"), d.try()); domain.CodeOf(err) != app.CodeOtherRegion {
		t.Fatal(err)
	}
	d.region, d.server.fail = "vgr", offline
	d.App = d.fresh()
	if res := d.login(t); res.Online || d.Region().Version != "1" {
		t.Errorf("%+v %s", res, d.Region().Version)
	}
}

// fullDisk is a vault whose stores can be read but not written.
type fullDisk struct{ app.Vault }

func (v fullDisk) Open(ctx context.Context, identity, user string, key app.KeyFunc) (app.Store, error) {
	s, err := v.Vault.Open(ctx, identity, user, key)
	if err != nil {
		return nil, err
	}
	return readOnly{s}, err
}

type readOnly struct{ app.Store }

var diskFull = &domain.Error{Kind: domain.Internal, Code: app.CodeStoreFull}

func (readOnly) PutUser(domain.User) error      { return diskFull }
func (readOnly) PutRegion(app.RegionData) error { return diskFull }
func (readOnly) PutPerson(string, domain.PersonFacts, time.Time) error {
	return diskFull
}

// With a full disk the drafts on it can still be reached; who has none there is
// told of the disk, not of the network.
func TestLoginWithAFullDisk(t *testing.T) {
	d := newDesk(t)
	roomy := d.vault
	d.vault = fullDisk{roomy}
	d.App = d.fresh()
	if _, err := d.Login(t.Context(), []byte("123456"), d.try()); domain.CodeOf(err) != app.CodeStoreFull {
		t.Fatalf("first login: %v", err)
	}
	d.vault = roomy
	d.App = d.fresh()
	d.login(t)
	draft, err := d.NewDraft()
	if err != nil {
		t.Fatal(err)
	}
	draft.Bills[0].Comment = "halv"
	if _, err := d.SaveDraft(draft); err != nil {
		t.Fatal(err)
	}
	d.Seal()
	d.vault = fullDisk{roomy}
	d.App = d.fresh()
	if res := d.login(t); res.Code != app.CodeStoreFull || res.User.Name != "Anna Ek" {
		t.Errorf("%+v", res)
	}
	if got, err := d.Draft(draft.ID); err != nil || got.Bills[0].Comment != "halv" {
		t.Errorf("the draft: %v", err)
	}
	id, _ := domain.ParsePersonID("196009172336", d.Today())
	if r, err := d.Lookup(t.Context(), id); err != nil || !r.Online || len(r.Facts.Entitlements) == 0 {
		t.Errorf("what the region has just told is lost: %+v %v", r, err)
	}
}

func TestPulledCardLocksAndTheSameUserComesBack(t *testing.T) {
	d := newDesk(t)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { d.Run(ctx); close(done) }()
	d.card.states <- app.CardState{Phase: app.CardReady, Insertion: 1}
	waitFor(t, d, func(s app.Snapshot) bool { return s.Card.Phase == app.CardReady })
	d.login(t)
	close(d.card.pulled)
	waitFor(t, d, func(s app.Snapshot) bool { return s.Locked && s.Why == app.LockedByCard })
	d.Seal()
	if _, err := d.Drafts(); domain.CodeOf(err) != app.CodeNotLoggedIn {
		t.Fatalf("sealed, but readable: %v", err)
	}
	if res := d.login(t); !res.Same || d.Snapshot().Locked || d.Snapshot().Clinic.No != "31" {
		t.Fatalf("%+v %+v", res, d.Snapshot())
	}
	cancel()
	close(d.card.states)
	<-done
}
