package remote

import (
	"errors"
	"net/http"
	"testing"
	"time"

	"github.com/go-resty/resty/v2"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

func TestBackoffDoublesToItsCap(t *testing.T) {
	b := backoff{random: func() float64 { return 0.5 }}
	for _, bound := range []int{1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300} {
		if got, want := b.next(0), time.Duration(bound)*time.Second/2; got != want {
			t.Errorf("%v, want %v", got, want)
		}
	}
	if got := b.next(time.Hour); got != time.Hour {
		t.Errorf("the server asked for an hour, the wait is %v", got)
	}
	b.reset()
	if got := b.next(0); got != time.Second/2 {
		t.Errorf("after a success %v", got)
	}
	b.random = func() float64 { return 0 }
	if got := b.next(0); got != 0 {
		t.Errorf("the jitter is not full: %v", got)
	}
}

func TestRetryAfter(t *testing.T) {
	const date = "Mon, 23 Nov 2026 09:00:00 GMT"
	for value, want := range map[string]time.Duration{
		"":                              0,
		"2":                             2 * time.Second,
		"-5":                            0,
		"999999999999":                  time.Hour,
		"9999999999999999999999":        0,
		"soon":                          0,
		"Mon, 23 Nov 2026 09:01:00 GMT": time.Minute,
		"Mon, 23 Nov 2026 08:00:00 GMT": 0,
		"Tue, 24 Nov 2026 09:00:00 GMT": time.Hour,
	} {
		resp := &resty.Response{RawResponse: &http.Response{Header: http.Header{"Retry-After": {value}, "Date": {date}}}}
		if got := retryAfter(later(resp, maxRetryAfter, errors.New("x"))); got != want {
			t.Errorf("%q: %v, want %v", value, got, want)
		}
	}
}

// TestT5WhoMayAskForAWait: the region up to an hour; a proxy, a portal, or a server of
// another protocol a minute at most, whatever its answer looks like.
func TestT5WhoMayAskForAWait(t *testing.T) {
	busy := `{"code":"busy","status":503}`
	for _, c := range []struct {
		proto, mediaType, body string
		want                   time.Duration
	}{
		{api.Protocol, api.ProblemType, busy, time.Hour},
		{"", "text/html", "<h1>Maintenance</h1>", time.Minute},
		{"", api.ProblemType, busy, time.Minute},
		{"", "application/json", busy, time.Minute},
		{api.Protocol, api.ProblemType, "{", time.Minute},
		{api.Protocol, api.ProblemType, `{"code":"busy","status":429}`, time.Minute},
		{api.Protocol, "text/html", "", time.Minute},
		{"999", api.ProblemType, busy, time.Minute},
	} {
		header := http.Header{"Retry-After": {"3600"}, "Content-Type": {c.mediaType}}
		if c.proto != "" {
			header.Set(api.ProtoHeader, c.proto)
		}
		resp := &resty.Response{RawResponse: &http.Response{StatusCode: http.StatusServiceUnavailable, Header: header}}
		resp.SetBody([]byte(c.body))
		if got := retryAfter(judge(resp)); got != c.want {
			t.Errorf("%+v: %v, want %v", c, got, c.want)
		}
	}
}

// TestT5AGoodAnswerEndsTheWait: whichever loop gets it wakes the other. Only the
// sender is left to wait after a busy server, which may have failed on what it sends.
func TestT5AGoodAnswerEndsTheWait(t *testing.T) {
	for _, c := range []struct {
		code     string
		bySender bool
		wakes    bool
	}{{app.CodeOffline, true, true}, {app.CodeOffline, false, true}, {app.CodeServerBusy, true, true}, {app.CodeServerBusy, false, false}} {
		w := &worker{
			clock: stopped{}, notify: func(app.SyncState) {}, wakeSender: make(chan struct{}, 1), wakeFollower: make(chan struct{}, 1),
			state: app.SyncState{Phase: app.SyncOffline, Code: c.code},
		}
		other := w.wakeSender
		if c.bySender {
			other = w.wakeFollower
		}
		w.online(other, true)
		if woken := len(other) == 1; woken != c.wakes {
			t.Errorf("%+v: woken %v", c, woken)
		}
	}
}

type stopped struct{}

func (stopped) Now() time.Time { return time.Time{} }

// TestRetryAfterSurvivesRefusal: a busy server's wish comes through Send.
func TestRetryAfterSurvivesRefusal(t *testing.T) {
	busy := withRetry(offlineBusy(), 2*time.Second)
	if got := retryAfter(refusal(domain.Command{}, busy)); got != 2*time.Second {
		t.Errorf("%v", got)
	}
}

func offlineBusy() error {
	meaning := meanings["busy"]
	meaning.Err = &app.RefusedError{Code: "busy"}
	return &meaning
}
