package export

import (
	"io"
	"strconv"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
)

// Measures of a page, millimetres; type sizes in points.
const (
	margin     = 18
	lineHeight = 5.2
	nameWidth  = 45
	textSize   = 9.5
	family     = "Go" // the Go fonts, which cover what Swedish names need
)

// page is a PDF being written.
type page struct {
	*fpdf.Fpdf
	width float64 // between the margins
}

// WritePDF writes a document as PDF of A4 pages. Its font is in the file, so that
// å, ä and ö can be read, selected and searched anywhere. made is when, as the file
// says; the same document and time give the same bytes.
func WritePDF(w io.Writer, d Document, made time.Time) error {
	p := page{Fpdf: fpdf.New("P", "mm", "A4", "")}
	p.SetCatalogSort(true)
	p.SetCreationDate(made)
	p.SetModificationDate(made)
	p.SetTitle(drawable(d.Title), true)
	p.SetProducer("tandtui", true)
	p.AddUTF8FontFromBytes(family, "", goregular.TTF)
	p.AddUTF8FontFromBytes(family, "B", gobold.TTF)
	p.SetMargins(margin, margin, margin)
	p.SetAutoPageBreak(true, margin+lineHeight)
	p.AliasNbPages("{sidor}")
	p.SetFooterFunc(func() { p.foot(d.Foot) })
	p.AddPage()
	full, _ := p.GetPageSize()
	p.width = full - 2*margin
	p.heading(d.Title, 15)
	p.fields(d.Fields)
	for _, s := range d.Sections {
		p.section(s)
	}
	return p.Output(w)
}

func (p page) foot(s string) {
	p.SetY(-margin)
	p.SetFont(family, "", 8)
	p.CellFormat(p.width/2, lineHeight, drawable(s), "", 0, "L", false, 0, "")
	p.CellFormat(p.width/2, lineHeight, "Sida "+strconv.Itoa(p.PageNo())+" av {sidor}", "", 0, "R", false, 0, "")
}

func (p page) heading(s string, size float64) {
	p.SetFont(family, "B", size)
	p.MultiCell(p.width, size*0.55, drawable(s), "", "L", false)
	p.Ln(1.5)
}

func (p page) fields(all []Field) {
	for _, f := range all {
		p.need(lineHeight)
		p.SetFont(family, "B", textSize)
		p.CellFormat(nameWidth, lineHeight, drawable(f.Name), "", 0, "L", false, 0, "")
		p.SetFont(family, "", textSize)
		p.MultiCell(p.width-nameWidth, lineHeight, drawable(f.Value), "", "L", false)
	}
	p.Ln(2)
}

func (p page) section(s Section) {
	p.need(6 * lineHeight) // a heading does not stand alone at the end of a page
	if s.Heading != "" {
		p.heading(s.Heading, 11)
	}
	p.fields(s.Fields)
	if len(s.Columns) == 0 {
		return
	}
	widths := p.widths(s.Columns)
	p.head(s, widths)
	for _, row := range s.Rows {
		height := p.height(row, widths)
		if p.need(height) {
			p.head(s, widths)
		}
		p.row(row, widths, height)
	}
	p.Ln(3)
}

// widths shares the page among columns by what they need.
func (p page) widths(columns []Column) []float64 {
	sum, widths := 0, make([]float64, len(columns))
	for _, c := range columns {
		sum += c.width()
	}
	for i, c := range columns {
		widths[i] = p.width * float64(c.width()) / float64(sum)
	}
	return widths
}

// head writes the headings, each where the values of the first row stand.
func (p page) head(s Section, widths []float64) {
	p.SetFont(family, "B", 8.5)
	for i, c := range s.Columns {
		align := "L"
		if len(s.Rows) > 0 && i < len(s.Rows[0]) && s.Rows[0][i].right() {
			align = "R"
		}
		p.CellFormat(widths[i], lineHeight, drawable(c.Title), "B", 0, align, false, 0, "")
	}
	p.Ln(lineHeight)
}

// height is how high a row is whose texts are broken to their columns.
func (p page) height(row []Cell, widths []float64) float64 {
	p.SetFont(family, "", 8.5)
	lines := 1
	for i, c := range row[:min(len(row), len(widths))] {
		lines = max(lines, len(p.SplitText(drawable(c.String()), widths[i]-2)))
	}
	return float64(lines) * lineHeight
}

func (p page) row(row []Cell, widths []float64, height float64) {
	x, y := p.GetXY()
	for i, c := range row[:min(len(row), len(widths))] {
		align := "L"
		if c.right() {
			align = "R"
		}
		p.SetXY(x, y)
		p.MultiCell(widths[i], lineHeight, drawable(c.String()), "", align, false)
		x += widths[i]
	}
	p.SetXY(margin, y+height)
}

// need begins a new page where less than height is left, and tells so.
func (p page) need(height float64) bool {
	_, bottom := p.GetPageSize()
	if p.GetY()+height <= bottom-margin-lineHeight {
		return false
	}
	p.AddPage()
	return true
}

// drawable is a text as the font and the library can draw it: without characters
// beyond the sixteen bits of its tables.
func drawable(s string) string {
	return strings.Map(func(r rune) rune {
		if r > 0xFFFF {
			return '?'
		}
		return r
	}, Text(s).text)
}
