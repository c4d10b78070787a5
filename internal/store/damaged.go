package store

import "sync"

// damages holds the records that were found damaged since the file was opened.
// Lists go on without them, so the user must be told that there are some.
type damages struct {
	mu  sync.Mutex
	all map[string]bool // by what authenticates a record
}

func (d *damages) note(aad []byte) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.all == nil {
		d.all = map[string]bool{}
	}
	d.all[string(aad)] = true
}

func (d *damages) has(aad []byte) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.all[string(aad)]
}

// mended removes a record that was written again or deleted.
func (d *damages) mended(aad []byte) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.all, string(aad))
}

func (d *damages) clear() {
	d.mu.Lock()
	defer d.mu.Unlock()
	clear(d.all)
}

func (d *damages) len() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return len(d.all)
}
