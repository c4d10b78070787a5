package server

import (
	"sync"
	"time"
)

// uploads are the invoice files under way: few at once, and each only once. A second
// try while the first is still at work waits for its end.
type uploads struct {
	patience time.Duration // for the beginning of a file, and beyond what uploadRate gives

	mu  sync.Mutex
	now map[string]bool
}

func (u *uploads) enter(key string) bool {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.now[key] || len(u.now) >= maxUploads {
		return false
	}
	if u.now == nil {
		u.now = map[string]bool{}
	}
	u.now[key] = true
	return true
}

func (u *uploads) leave(key string) {
	u.mu.Lock()
	defer u.mu.Unlock()
	delete(u.now, key)
}
