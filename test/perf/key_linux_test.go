package perf

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/creack/pty"
)

var windows = []struct {
	name string
	size pty.Winsize
}{{"80x24", pty.Winsize{Rows: 24, Cols: 80}}, {"200x60", pty.Winsize{Rows: 60, Cols: 200}}}

// pairs is how many keys each program gets.
const pairs = 200

// BenchmarkKeyToFrame is the time from a key to its letter on the terminal, in
// the bill screen and in a minimal Bubble Tea program at the same frame rate, in
// turn, with random pauses (fixed ones lock to the frames). Goal: the medians
// differ by 1.3 times at most.
func BenchmarkKeyToFrame(b *testing.B) {
	for _, w := range windows {
		b.Run(w.name, func(b *testing.B) {
			for b.Loop() {
				ours, least := keys(b, w.size, pairs)
				b.ReportMetric(quantile(ours, 50)/quantile(least, 50), "x-minimal")
				b.ReportMetric(quantile(ours, 99)/quantile(least, 99), "x-minimal-p99")
				b.ReportMetric(quantile(ours, 50)*1e3, "p50-ms")
				b.ReportMetric(quantile(least, 50)*1e3, "p50-ms-minimal")
			}
		})
	}
}

// TestEveryKeyShows is the short form: each letter comes on the screen, and no
// key waits for the disk or the rules. What a busy machine may cost is far more
// than the ratio, which the benchmark tells.
func TestEveryKeyShows(t *testing.T) {
	ours, least := keys(t, windows[0].size, 10)
	o, l := quantile(ours, 50), quantile(least, 50)
	t.Logf("key to frame: %.1f ms, minimal %.1f ms", o*1e3, l*1e3)
	if o > 1.3*l+0.25 {
		t.Errorf("key to frame: %.0f ms, a minimal program %.0f ms", o*1e3, l*1e3)
	}
}

// keys types letters into both programs in turn.
func keys(tb testing.TB, size pty.Winsize, n int) (ours, least []time.Duration) {
	tb.Helper()
	r := rand.New(rand.NewPCG(3, 3))
	bill, bare := spawn(tb, "bill", tb.TempDir(), size), spawn(tb, "minimal", "", size)
	bill.until(tb, "341") // the last row's code
	bare.until(tb, ready)
	for _, x := range []*terminal{bill, bare} {
		x.press(tb, "qz", "qz")
	}
	for i := range n {
		letter := string(rune('a' + i%16)) // none of q, z
		for _, c := range []struct {
			x    *terminal
			took *[]time.Duration
		}{{bill, &ours}, {bare, &least}} {
			pause := func() { c.x.rest(time.Duration(15+r.IntN(50)) * time.Millisecond) }
			pause()
			*c.took = append(*c.took, c.x.press(tb, letter, "qz"+letter))
			pause()
			c.x.press(tb, "\x7f", "qz") // the letter goes again
		}
	}
	return ours, least
}

// quantile is the percentile p in seconds.
func quantile(d []time.Duration, p int) float64 {
	s := slices.Sorted(slices.Values(d))
	return s[min(len(s)*p/100, len(s)-1)].Seconds()
}
