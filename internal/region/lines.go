package region

import (
	"github.com/pelletier/go-toml/v2/unstable"
)

// keyLines gives the line on which each key of a TOML text stands
// ("fees[1].amount"), so that a value that is valid TOML but wrong can be found.
// The text must be valid.
func keyLines(raw []byte) map[string]int {
	l := &lineIndex{lines: map[string]int{}, tables: map[string]int{}}
	l.parser.Reset(raw)
	table := ""
	for l.parser.NextExpression() {
		switch e := l.parser.Expression(); e.Kind {
		case unstable.Table:
			table, _ = l.key("", e.Key())
		case unstable.ArrayTable:
			var line int
			table, line = l.key("", e.Key())
			n := l.tables[table]
			l.tables[table]++
			table = at(table, n)
			l.lines[table] = line
		case unstable.KeyValue:
			l.keyValue(table, e)
		}
	}
	return l.lines
}

type lineIndex struct {
	parser unstable.Parser
	lines  map[string]int
	tables map[string]int // how many [[tables]] of a name so far
}

// key notes the line of a dotted key below a table and gives its path.
func (l *lineIndex) key(table string, parts unstable.Iterator) (path string, line int) {
	path = table
	for parts.Next() {
		part := parts.Node()
		if path != "" {
			path += "."
		}
		path += string(part.Data)
		line = l.parser.Shape(part.Raw).Start.Line
	}
	l.lines[path] = line
	return path, line
}

func (l *lineIndex) keyValue(table string, e *unstable.Node) {
	path, line := l.key(table, e.Key())
	l.value(path, line, e.Value())
}

// value walks arrays and inline tables. What they hold is on the line of its own
// key, or else on that of the value around it.
func (l *lineIndex) value(path string, line int, v *unstable.Node) {
	children := v.Children()
	switch v.Kind {
	case unstable.InlineTable:
		for children.Next() {
			l.keyValue(path, children.Node())
		}
	case unstable.Array:
		for i := 0; children.Next(); {
			child := children.Node()
			if child.Kind == unstable.Comment {
				continue
			}
			own := line
			if child.Raw.Length > 0 {
				own = l.parser.Shape(child.Raw).Start.Line
			}
			l.lines[at(path, i)] = own
			l.value(at(path, i), own, child)
			if child.Kind == unstable.InlineTable {
				l.firstKeyLine(at(path, i), child)
			}
			i++
		}
	}
}

// firstKeyLine gives an inline table the line of its first key: the parser gives
// it none.
func (l *lineIndex) firstKeyLine(path string, table *unstable.Node) {
	if children := table.Children(); children.Next() {
		if key := children.Node().Key(); key.Next() {
			l.lines[path] = l.parser.Shape(key.Node().Raw).Start.Line
		}
	}
}
