package desk

import (
	"bytes"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// maxRows bounds a sheet: a price list has hundreds.
const maxRows = 100_000

// maxColumns bounds a row: one cell far to the right makes a row of all that
// stand before it, 16 384 where the file has a few bytes.
const maxColumns = 200

// isWorkbook tells an Excel workbook (a ZIP archive) from text.
func isWorkbook(raw []byte) bool { return bytes.HasPrefix(raw, []byte("PK\x03\x04")) }

// readWorkbook gives the rows of a workbook's first sheet as text. What the
// archive unpacks to is bounded, and nothing of it is written to the disk: a
// sheet may hold personal data. Of a formula the value last computed counts.
func readWorkbook(raw []byte) (rows []record, err error) {
	f, err := excelize.OpenReader(bytes.NewReader(raw), excelize.Options{
		RawCellValue: true, UnzipSizeLimit: maxFile, UnzipXMLSizeLimit: maxFile,
	})
	if err != nil {
		return nil, FileErrors{{Line: 1, Reason: "filen kan inte läsas som Excel-arbetsbok (.xlsx), eller är för stor uppackad: spara den som CSV i UTF-8"}}
	}
	defer func() { _ = f.Close() }()
	sheets := f.GetSheetList()
	if len(sheets) == 0 {
		return nil, FileErrors{{Line: 1, Reason: "arbetsboken har inget blad"}}
	}
	old := false // dates count from 1904
	if props, err := f.GetWorkbookProps(); err == nil && props.Date1904 != nil {
		old = *props.Date1904
	}
	all, err := f.Rows(sheets[0])
	if err != nil {
		return nil, FileErrors{{Line: 1, Reason: "arbetsbokens första blad kan inte läsas"}}
	}
	defer func() { _ = all.Close() }()
	for no := 1; all.Next(); no++ {
		cells, err := all.Columns()
		switch {
		case err != nil:
			return nil, FileErrors{{Line: no, Reason: "raden kan inte läsas"}}
		case no > maxRows:
			return nil, FileErrors{{Line: no, Reason: "bladet har fler än " + strconv.Itoa(maxRows) + " rader"}}
		case len(cells) > maxColumns:
			return nil, FileErrors{{Line: no, Reason: "raden har fler än " + strconv.Itoa(maxColumns) + " kolumner: ta bort det som står långt till höger"}}
		case slices.ContainsFunc(cells, func(c string) bool { return strings.TrimSpace(c) != "" }):
			rows = append(rows, record{no: no, cells: cells, sheet: true, old: old})
		}
	}
	return rows, nil
}

// storedNumber is how Excel keeps a number (ECMA-376 part 1, 18.18.11); other
// texts that Go would take for one are a person's, and no amounts.
var storedNumber = regexp.MustCompile(`^-?[0-9]+(\.[0-9]+)?([Ee][-+]?[0-9]+)?$`)

// plain makes of a cell's stored value what a person would have typed: a day
// for the number that Excel keeps for it, ja and nej, an amount without the
// dust of binary fractions.
func (r record) plain(column, value string) string {
	switch column {
	case "valid_from", "valid_to":
		if days, err := strconv.Atoi(value); err == nil && len(value) == len("46000") {
			if day, err := excelize.ExcelDateToTime(float64(days), r.old); err == nil {
				return day.Format("2006-01-02")
			}
		}
	case "price", "amount":
		if kr, err := strconv.ParseFloat(value, 64); err == nil && storedNumber.MatchString(value) && math.Abs(kr*100-math.Round(kr*100)) < 1e-6 && kr < 1e9 {
			return strconv.FormatFloat(math.Round(kr*100)/100, 'f', -1, 64)
		}
	case "specialist", "specialists", "actual_cost", "fhb", "protected":
		switch value {
		case "1", "TRUE":
			return "ja"
		case "0", "FALSE":
			return "nej"
		}
	}
	return value
}
