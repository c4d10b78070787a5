package screen

import (
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/page"
)

// LevelOf is how a finding of a severity is shown.
func LevelOf(s domain.Severity) page.Level {
	if s == domain.SeverityError {
		return page.Error
	}
	return page.Warn
}

// LookupLevel is how a failed look-up of a patient is shown. Where the region
// could not be asked nothing is wrong with the patient: the bill can be written,
// and the region checks it when it is sent.
func LookupLevel(err error) page.Level {
	if domain.KindOf(err) == domain.Offline {
		return page.Warn
	}
	return page.Error
}
