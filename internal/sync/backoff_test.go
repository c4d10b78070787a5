package remote

import (
	"errors"
	"net/http"
	"testing"
	"time"

	"github.com/go-resty/resty/v2"

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
		if got := retryAfter(later(resp, errors.New("x"))); got != want {
			t.Errorf("%q: %v, want %v", value, got, want)
		}
	}
}

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
