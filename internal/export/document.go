package export

// Document is something to be read on paper: an invoice, a bill.
type Document struct {
	Title    string
	Fields   []Field
	Sections []Section
	Foot     string // on every page, before its number
}

// Section is a part of a document: what is so, then a table.
type Section struct {
	Heading string
	Fields  []Field
	Columns []Column
	Rows    [][]Cell
}

// Field is a name with its value.
type Field struct{ Name, Value string }
