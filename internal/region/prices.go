package region

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"example.org/tandtui/internal/domain"
)

// priceColumns is the head of a price file, in this order.
var priceColumns = []string{"code", "name", "category", "specialist", "price_sek", "tooth_rule", "tooth_rule_evidence"}

// mayHavePosition are procedures for which TLV's text does not decide: a
// position may be given and need not be (README of the data).
var mayHavePosition = []string{"805", "807", "809", "854", "856"}

// ParsePrices reads a price list in TLV's form, with prices in whole kronor, and
// puts the patient fee first, where the portal has it. A code without a price
// cannot be billed and is left out (115 and 116 are specialist care only). An
// error names the line.
func ParsePrices(r io.Reader) ([]domain.Procedure, error) {
	in := csv.NewReader(r)
	in.FieldsPerRecord = len(priceColumns)
	head, err := in.Read()
	if err != nil {
		return nil, err
	}
	if !slices.Equal(head, priceColumns) {
		return nil, fmt.Errorf("line 1: columns are %v, not %v", head, priceColumns)
	}
	list := []domain.Procedure{domain.PatientFee()}
	seen := map[string]bool{domain.PatientFeeCode: true}
	for {
		row, err := in.Read()
		if errors.Is(err, io.EOF) {
			return list, nil
		}
		if err != nil {
			return nil, err // csv's errors name the line
		}
		line, _ := in.FieldPos(0)
		p, err := priceRow(row)
		if err == nil && seen[p.Code] {
			err = fmt.Errorf("code %s stands twice", p.Code)
		}
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", line, err)
		}
		seen[p.Code] = true
		if p.Price > 0 {
			list = append(list, p)
		}
	}
}

func priceRow(row []string) (domain.Procedure, error) {
	p := domain.Procedure{Code: row[0], Name: row[1], Category: row[2], Position: domain.PositionRule(row[5])}
	var err error
	switch {
	case p.Code == "" || p.Name == "":
		return p, errors.New("code and name must be given")
	case !p.Position.Valid() || p.Position == domain.PositionOptional:
		return p, fmt.Errorf("unknown tooth rule %q", row[5])
	}
	if p.Specialist, err = strconv.ParseBool(row[3]); err != nil {
		return p, fmt.Errorf("specialist is %q, not true or false", row[3])
	}
	if row[4] != "" {
		kr, err := strconv.ParseUint(row[4], 10, 31)
		if err != nil || kr == 0 {
			return p, fmt.Errorf("price %q is no whole number of kronor", row[4])
		}
		p.Price = domain.Kronor(int64(kr))
	}
	base, suffix := strings.CutSuffix(p.Code, "S")
	if suffix != p.Specialist {
		return p, fmt.Errorf("code %s and specialist %v disagree: specialist codes end in S", p.Code, p.Specialist)
	}
	if p.Position == domain.PositionNone && slices.Contains(mayHavePosition, base) {
		p.Position = domain.PositionOptional
	}
	return p, nil
}
