package server_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/bankid"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/region"
	"example.org/tandtui/internal/server"
	"example.org/tandtui/internal/text"
)

// moody is a BankID that answers as it is told to.
type moody struct {
	answer func() (bankid.Collected, error)
	asked  int
	begun  int
	begin  error // of Auth
}

func (m *moody) Auth(context.Context, bankid.Login) (bankid.Order, error) {
	if m.begun++; m.begin != nil {
		return bankid.Order{}, m.begin
	}
	return bankid.Order{Ref: "ref", AutoStartToken: "a", QRStartToken: "t", QRStartSecret: "s"}, nil
}

func (m *moody) Collect(context.Context, string) (bankid.Collected, error) {
	m.asked++
	return m.answer()
}

func (m *moody) Cancel(context.Context, string) error { return errors.New("no answer") }

// ordersOnly is a store of orders in memory, and of nothing else: its other
// methods panic.
type ordersOnly struct {
	server.Store
	server.Tx
	orders   map[string]server.BankIDOrder
	sessions int
}

func (s *ordersOnly) Read(_ context.Context, f func(server.Tx) error) error  { return f(s) }
func (s *ordersOnly) Write(_ context.Context, f func(server.Tx) error) error { return f(s) }

func (s *ordersOnly) Clinic(string) (domain.Clinic, error) {
	return domain.Clinic{}, &domain.Error{Kind: domain.NotFound}
}

func (s *ordersOnly) PutOrder(o server.BankIDOrder, _ time.Time) error {
	s.orders[o.ID] = o
	return nil
}

func (s *ordersOnly) Order(id string) (server.BankIDOrder, error) { return s.orders[id], nil }

func (s *ordersOnly) PutSession(server.KeySession, time.Time) error {
	s.sessions++
	return nil
}

// orderService is a service of such a store, and its clock.
func orderService(t *testing.T, m *moody) (*ordersOnly, *server.Service, *time.Time) {
	t.Helper()
	store := &ordersOnly{orders: map[string]server.BankIDOrder{}}
	profile, prices, err := region.Load("varmland")
	if err != nil {
		t.Fatal(err)
	}
	key, err := server.NewEvidenceSecret()
	if err != nil {
		t.Fatal(err)
	}
	now := noon()
	s, err := server.NewService(server.Config{
		Store: store, Profile: profile, Prices: prices, Now: func() time.Time { return now }, BankID: m, Evidence: key.Public(),
	})
	if err != nil {
		t.Fatal(err)
	}
	return store, s, &now
}

// TestEveryOrderEnds: whatever BankID answers, and with any hint, an order has a
// sentence at every moment, is never asked of more often than each other second,
// never gives anybody a session by failing, and ends.
func TestEveryOrderEnds(t *testing.T) {
	m := &moody{}
	store, s, now := orderService(t, m)
	me := server.Caller{Key: "terminal"}
	rapid.Check(t, func(t *rapid.T) {
		m.asked = 0
		hints := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{bankid.HintOutstanding, "started", "userSign", "startFailed"}))
		m.answer = func() (bankid.Collected, error) {
			switch rapid.IntRange(0, 20).Draw(t, "answer") {
			case 0:
				return bankid.Collected{Ref: "ref", Status: bankid.Failed, Hint: hints.Draw(t, "failed")}, nil
			case 1:
				return bankid.Collected{}, &bankid.Error{Code: bankid.CodeInvalid}
			case 2, 3:
				return bankid.Collected{}, errors.New("no answer")
			}
			return bankid.Collected{Ref: "ref", Status: bankid.Pending, Hint: hints.Draw(t, "pending")}, nil
		}
		o, err := s.StartBankID(t.Context(), me, "")
		fine(t, err)
		begun := *now
		for o.State == server.OrderPending {
			if text.BankIDPending(o.Hint, rapid.Bool().Draw(t, "here")) == "" {
				t.Fatalf("nothing is said of %q", o.Hint)
			}
			if shown := s.QR(o) != ""; shown != (o.Hint == bankid.HintOutstanding) {
				t.Fatalf("with %q the code is shown: %v", o.Hint, shown)
			}
			*now = now.Add(time.Duration(rapid.IntRange(100, 4000).Draw(t, "ms")) * time.Millisecond)
			o, err = s.BankIDOrder(t.Context(), me, o.ID)
			fine(t, err)
			if gone := now.Sub(begun); m.asked > int(gone/(2*time.Second))+1 || gone > 6*time.Minute {
				t.Fatalf("after %v: %v, asked %d times", gone, o.State, m.asked)
			}
		}
		if text.BankIDFailed(o.Hint, false) == "" || o.QRSecret != "" {
			t.Fatalf("%+v", o)
		}
		if store.sessions > 0 {
			t.Fatal("a session")
		}
	})
}

func fine(t *rapid.T, err error) {
	if err != nil {
		t.Fatal(err)
	}
}

// A login that the user gives up while BankID is asked stays given up, though BankID
// answers that it is complete.
func TestALoginGivenUpWhileBankIDAnswersIsNone(t *testing.T) {
	m := &moody{}
	store, s, now := orderService(t, m)
	me := server.Caller{Key: "terminal"}
	o, err := s.StartBankID(t.Context(), me, "")
	if err != nil {
		t.Fatal(err)
	}
	m.answer = func() (bankid.Collected, error) {
		if err := s.CancelBankID(t.Context(), me, o.ID); err != nil {
			t.Error(err)
		}
		return bankid.Collected{Ref: "ref", Status: bankid.Complete, Completion: &bankid.Completion{}}, nil
	}
	*now = now.Add(3 * time.Second)
	after, err := s.BankIDOrder(t.Context(), me, o.ID)
	if err != nil || after.State != server.OrderFailed || m.asked != 1 || store.sessions != 0 {
		t.Errorf("%+v, asked %d times, %d sessions, %v", after, m.asked, store.sessions, err)
	}
}

// TestWhatIsSaidOfABankIDThatRefuses: whatever the error, the user is told what to do,
// the login is not begun a second time, and nothing of it is kept.
func TestWhatIsSaidOfABankIDThatRefuses(t *testing.T) {
	m := &moody{}
	store, s, _ := orderService(t, m)
	for err, code := range map[error]string{
		&bankid.Error{Status: 400, Code: bankid.CodeInProgress}:   api.ProblemBankIDBusy,
		&bankid.Error{Status: 400, Code: bankid.CodeInvalid}:      api.ProblemBankIDDown,
		&bankid.Error{Status: 403, Code: bankid.CodeUnauthorised}: api.ProblemBankIDDown,
		&bankid.Error{Status: 404, Code: "notFound"}:              api.ProblemBankIDDown,
		&bankid.Error{Status: 408, Code: "requestTimeout"}:        api.ProblemBankIDDown,
		&bankid.Error{Status: 415, Code: "unsupportedMediaType"}:  api.ProblemBankIDDown,
		&bankid.Error{Status: 429, Code: bankid.CodeUnknown}:      api.ProblemBankIDDown,
		&bankid.Error{Status: 500, Code: "internalError"}:         api.ProblemBankIDDown,
		&bankid.Error{Status: 503, Code: bankid.CodeMaintenance}:  api.ProblemBankIDDown,
		errors.New("no answer"):                                   api.ProblemBankIDDown,
	} {
		m.begin, m.begun = err, 0
		_, got := s.StartBankID(t.Context(), server.Caller{Key: "terminal"}, "")
		if domain.CodeOf(got) != code || m.begun != 1 || len(store.orders) != 0 {
			t.Errorf("%v: %v, begun %d times", err, got, m.begun)
		}
		if said := text.ServerProblem(code); said.What == "" || said.Do == "" {
			t.Errorf("%s: %+v", code, said)
		}
	}
}
