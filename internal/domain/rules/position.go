package rules

import (
	"strconv"
	"strings"

	"example.org/tandtui/internal/domain"
)

// adultAge is when no milk tooth is left in most mouths. That is biology and no
// region's rule, and some keep one: so it only warns.
const adultAge = 18

func (c *checker) position(i int, item domain.Item, p *priced) {
	pos, err := domain.ParsePosition(string(item.Position))
	switch {
	case err != nil || pos != item.Position: // another spelling would hide a double
		c.error(CodePositionInvalid, i, domain.FieldItemPosition, positionParams(*p.Procedure, string(item.Position))...)
	case pos.IsZero() && p.Position.Needed():
		c.error(CodePositionMissing, i, domain.FieldItemPosition, "code", p.Code, "rule", string(p.Position))
	case !pos.IsZero() && !p.Position.Allowed():
		c.error(CodePositionUnwanted, i, domain.FieldItemPosition, "code", p.Code)
	case !pos.IsZero() && !p.Position.Fits(pos):
		c.error(CodePositionKind, i, domain.FieldItemPosition, "code", p.Code, "rule", string(p.Position), "position", string(pos))
	case !p.teeth.Fit(pos):
		c.error(CodePositionTeeth, i, domain.FieldItemPosition, "code", p.Code, "position", string(pos), "teeth", teethParam(p.teeth))
	default:
		c.deciduous(i, item)
	}
}

// deciduous warns of a milk tooth that the patient should have lost.
func (c *checker) deciduous(i int, item domain.Item) {
	born, tooth := c.bill.Person.BirthDate(), item.Position.Deciduous()
	if tooth == "" || c.bill.Person.IsZero() || born.AgeOn(item.Date) < adultAge {
		return
	}
	c.warn(CodePositionDeciduous, i, domain.FieldItemPosition, "position", tooth, "age", strconv.Itoa(born.AgeOn(item.Date)))
}

// teethParam names the sorts of a set as a finding's parameter: "premolar molar".
func teethParam(t domain.Teeth) string {
	var words []string
	for _, s := range []struct {
		teeth domain.Teeth
		word  string
	}{{domain.Incisors, "incisor"}, {domain.Canines, "canine"}, {domain.Premolars, "premolar"}, {domain.Molars, "molar"}} {
		if t&s.teeth != 0 {
			words = append(words, s.word)
		}
	}
	return strings.Join(words, " ")
}

// positionParams are the parameters of a finding about a position: what was typed
// and, if the procedure may have one, what it wants.
func positionParams(p domain.Procedure, stands string) []string {
	params := []string{"position", stands}
	if p.Position.Allowed() {
		params = append(params, "code", p.Code, "rule", string(p.Position))
	}
	return params
}
