package text

// Sentence is what users read when something is wrong: what happened, and what
// to do next, verb first.
type Sentence struct{ What, Do string }

// String is both parts on one line.
func (s Sentence) String() string {
	if s.Do == "" {
		return s.What
	}
	return s.What + " " + s.Do
}
