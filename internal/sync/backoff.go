package remote

import "time"

const (
	backoffBase = time.Second
	backoffCap  = 5 * time.Minute
)

// backoff spaces tries out: a random time up to a bound that doubles with each
// failure, so that a region's clinics do not all come back at once after an
// outage ("full jitter").
type backoff struct {
	random func() float64 // in [0, 1)
	failed int            // tries since the last success
}

// next is the wait after one more failure, never shorter than the server asked for.
func (b *backoff) next(asked time.Duration) time.Duration {
	bound := backoffCap
	if b.failed < 9 { // 2^9 s is above the cap
		bound = min(bound, backoffBase<<b.failed)
	}
	b.failed++
	return max(time.Duration(b.random()*float64(bound)), asked)
}

func (b *backoff) reset() { b.failed = 0 }
