package server

import (
	"math"
	"net/http"
	"strconv"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/domain"
)

// Limits that keep one card, or a program that has gone wrong, from taking the
// server from the others. A clinic's program asks a few times a minute, and some
// hundred times in a row when its outbox is full or a mirror is fetched anew.
const (
	maxConns  = 4096 // two for each of the waiters, and room
	cardRate  = 50   // requests per second that a card may make for long
	cardBurst = 500  // and at once
	maxCards  = 4096 // cards whose rates are remembered

	// Logins by BankID that an address may begin, which may be a whole clinic's.
	startRate  = 1
	startBurst = 40
)

// rates bounds how often each card may ask, or each address.
type rates struct {
	limit rate.Limit
	burst int
	mu    sync.Mutex
	cards map[string]*rate.Limiter
}

func newRates(limit rate.Limit, burst int) rates {
	return rates{limit: limit, burst: burst, cards: map[string]*rate.Limiter{}}
}

// wait is how long a card must wait before its next request, 0 if it may ask.
func (r *rates) wait(card string, now time.Time) time.Duration {
	r.mu.Lock()
	defer r.mu.Unlock()
	l, known := r.cards[card]
	if !known {
		if len(r.cards) >= maxCards {
			r.forget(now)
		}
		l = rate.NewLimiter(r.limit, r.burst)
		r.cards[card] = l
	}
	reserved := l.ReserveN(now, 1)
	wait := reserved.DelayFrom(now)
	if wait > 0 {
		reserved.CancelAt(now) // a refused request costs nothing
	}
	return wait
}

// forget drops the cards that have been quiet long enough to count as new; if
// there is none, all of them.
func (r *rates) forget(now time.Time) {
	for card, l := range r.cards {
		if l.TokensAt(now) >= float64(r.burst) {
			delete(r.cards, card)
		}
	}
	if len(r.cards) >= maxCards {
		clear(r.cards)
	}
}

// slowDown refuses a request of a user who asks too often or, where nobody has
// logged in yet, of an address.
func (h *Handler) slowDown(w http.ResponseWriter, rt route, c Caller) error {
	who := c.Identity.Value
	if who == "" {
		who = "address " + c.From
	}
	wait := h.rates.wait(who, time.Now())
	if wait == 0 && rt.path == api.PathBankID {
		wait = h.starts.wait(who, time.Now())
	}
	if wait == 0 {
		return nil
	}
	w.Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(wait.Seconds()))))
	return &domain.Error{Kind: domain.Busy, Code: api.ProblemTooMany, Op: "server.rate"}
}
