package domain

// ParsePersonID reads a person number as people type it.
func ParsePersonID(s string, today Date) (PersonID, error) { return parseCanonical(s) }

func parseCanonical(s string) (PersonID, error) {
	if len(s) != 12 {
		return PersonID{}, ErrPersonID
	}
	return PersonID{s, Personnummer}, nil
}
