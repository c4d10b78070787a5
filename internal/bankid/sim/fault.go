package sim

import (
	"io"
	"net/http"
)

// Fault is an answer that is not the API's usual one.
type Fault struct {
	Path   string // that it answers: /auth, /collect, /cancel
	Status int
	Code   string // error code, in JSON
	Body   string // instead of JSON: a proxy's page
}

// Break lets faults answer, each once and in order.
func (s *Sim) Break(faults ...Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, faults...)
}

// next counts a request, and gives the fault that answers it.
func (s *Sim) next(path string) (f Fault, broken bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked[path]++
	if len(s.faults) == 0 || s.faults[0].Path != path {
		return f, false
	}
	f, s.faults = s.faults[0], s.faults[1:]
	return f, true
}

func (f Fault) answer(w http.ResponseWriter) {
	if f.Body == "" {
		refuse(w, f.Status, f.Code)
		return
	}
	w.Header().Set("Content-Type", "text/html")
	w.WriteHeader(f.Status)
	_, _ = io.WriteString(w, f.Body)
}
