package sheet

import (
	"strconv"
	"strings"
)

// format is how cells of a style show what they hold.
type format struct {
	code   string // of the number format, in English as it is stored; "" for General
	struck bool   // a line through the text
}

type styleSheet struct {
	Formats []struct {
		ID   int    `xml:"numFmtId,attr"`
		Code string `xml:"formatCode,attr"`
	} `xml:"numFmts>numFmt"`
	Fonts []struct {
		Strike *struct {
			Value string `xml:"val,attr"`
		} `xml:"strike"`
	} `xml:"fonts>font"`
	Cells []struct {
		Format int `xml:"numFmtId,attr"`
		Font   int `xml:"fontId,attr"`
	} `xml:"cellXfs>xf"`
}

// builtin are the formats that a workbook need not write out (ECMA-376 part 1,
// 18.8.30), as far as they differ in what they show.
var builtin = map[int]string{
	1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: "#,##0", 6: "#,##0", 7: "#,##0.00", 8: "#,##0.00", 9: "0%", 10: "0.00%",
	11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 14: "yyyy-mm-dd", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm", 19: "h:mm:ss",
	20: "h:mm", 21: "h:mm:ss", 22: "yyyy-mm-dd h:mm", 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 41: "#,##0", 42: "#,##0",
	43: "#,##0.00", 44: "#,##0.00", 45: "mm:ss", 46: "h:mm:ss", 47: "mm:ss", 48: "0E+0", 49: "@",
}

func (b *book) readStyles(name string) error {
	var s styleSheet
	if err := b.decode(name, &s); err != nil {
		return err
	}
	codes := map[int]string{}
	for id, code := range builtin {
		codes[id] = code
	}
	for _, f := range s.Formats {
		codes[f.ID] = f.Code
	}
	for _, x := range s.Cells {
		f := format{code: codes[x.Format]}
		if strings.EqualFold(f.code, "General") {
			f.code = ""
		}
		if x.Font >= 0 && x.Font < len(s.Fonts) {
			strike := s.Fonts[x.Font].Strike
			f.struck = strike != nil && strike.Value != "0" && strike.Value != "false"
		}
		b.styles = append(b.styles, f)
	}
	return nil
}

func (b *book) style(index string) format {
	if i, err := strconv.Atoi(index); err == nil && i >= 0 && i < len(b.styles) {
		return b.styles[i]
	}
	return format{}
}

const (
	struckOut = "cellen är överstruken: ta bort den eller överstrykningen"
	concealed = "cellens talformat visar inte värdet: formatera cellen som text eller allmänt"
)

// text is a text as a style shows it: the fourth section of its format.
func (f format) text(s string) Cell {
	cell := textCell(s)
	if cell.Kind != Text {
		return cell
	}
	if f.struck {
		return Cell{Bad, struckOut}
	}
	if parts := sections(f.code); len(parts) > 3 && strings.TrimSpace(stripped(parts[3])) != "@" {
		return Cell{Bad, concealed}
	}
	return cell
}

func (f format) truth(stored string) Cell {
	switch {
	case f.struck:
		return Cell{Bad, struckOut}
	case isTrue(strings.TrimSpace(stored)):
		return Cell{Bool, "ja"}
	}
	return Cell{Bool, "nej"}
}
