package server

import (
	"sync"
	"time"
)

// uploads are the invoice files under way: few at once, and each only once. A second
// try while the first is still at work waits for its end. Nobody sends two at once: a
// few slow files of one user would keep all others from sending for hours.
type uploads struct {
	patience time.Duration // for the beginning of a file, and beyond what uploadRate gives

	mu  sync.Mutex
	now map[string]Identity // whose it is
}

func (u *uploads) enter(key string, who Identity) bool {
	u.mu.Lock()
	defer u.mu.Unlock()
	if _, same := u.now[key]; same || len(u.now) >= maxUploads {
		return false
	}
	for _, other := range u.now {
		if other == who {
			return false
		}
	}
	if u.now == nil {
		u.now = map[string]Identity{}
	}
	u.now[key] = who
	return true
}

func (u *uploads) leave(key string) {
	u.mu.Lock()
	defer u.mu.Unlock()
	delete(u.now, key)
}
