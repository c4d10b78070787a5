package table

// fit divides a width among the columns: each gets its least; while that is too
// much the least important goes; what is over goes to those that have use for
// it, from the left.
func (t *Table) fit(w int) {
	if t.forW == w {
		return
	}
	t.forW = w
	t.widths = make([]int, len(t.columns))
	for i, c := range t.columns {
		t.widths[i] = max(1, c.Min)
	}
	for t.needed() > w {
		if !t.leaveOut() {
			t.squeeze(t.needed() - w)
			return
		}
	}
	t.spread(w - t.needed())
}

// needed is the width of all that is still shown.
func (t *Table) needed() int {
	sum, shown := margin, 0
	for _, width := range t.widths {
		if width >= 0 {
			sum += width
			shown++
		}
	}
	return sum + gap*max(0, shown-1)
}

// leaveOut takes away the least important column that may go.
func (t *Table) leaveOut() bool {
	worst := -1
	for i, c := range t.columns {
		if t.widths[i] >= 0 && c.Priority > 0 && (worst < 0 || c.Priority >= t.columns[worst].Priority) {
			worst = i
		}
	}
	if worst < 0 {
		return false
	}
	t.widths[worst] = -1
	return true
}

// squeeze makes the columns that may not go narrower, the widest first.
func (t *Table) squeeze(over int) {
	for ; over > 0; over-- {
		widest := -1
		for i, width := range t.widths {
			if width > 0 && (widest < 0 || width > t.widths[widest]) {
				widest = i
			}
		}
		if widest < 0 {
			return
		}
		t.widths[widest]--
	}
}

// spread gives room that is left to the columns that can use it: first to the
// bounded ones, up to their Max, then to those without bound, evenly.
func (t *Table) spread(over int) {
	var open []int
	for i, c := range t.columns {
		switch {
		case t.widths[i] < 0:
		case c.Max == 0:
			open = append(open, i)
		case c.Max > t.widths[i]:
			more := min(over, c.Max-t.widths[i])
			t.widths[i] += more
			over -= more
		}
	}
	for n, i := range open {
		more := over / (len(open) - n)
		t.widths[i] += more
		over -= more
	}
}
