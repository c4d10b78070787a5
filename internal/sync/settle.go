package remote

import (
	"errors"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

// outcome is what a try to submit came to.
type outcome uint8

const (
	unknown  outcome = iota // it may have been received; send the same bytes again
	received                // the region has it
	refused                 // the region does not have it and will not take it
)

func outcomeOf(err error) outcome {
	var no *app.RefusedError
	switch {
	case err == nil:
		return received
	case errors.As(err, &no):
		return refused
	}
	return unknown
}

// settled is a draft, and its row in lists, with the region's answer.
func settled(d domain.Draft, s app.DraftSummary, receipt domain.Receipt, err error, now time.Time) (domain.Draft, app.DraftSummary) {
	var no *app.RefusedError
	if errors.As(err, &no) {
		d.State, d.Receipt = domain.DraftRefused, nil
		d.Refusal = &domain.Refusal{
			At: now, Code: no.Code, Detail: no.Detail, Findings: no.Findings,
			Sent: &domain.Sent{InvoiceNo: d.InvoiceNo, Bills: d.Bills},
		}
		s.Errors, s.Warnings = 0, 0
		for _, f := range no.Findings {
			if f.Severity == domain.SeverityError {
				s.Errors++
			} else {
				s.Warnings++
			}
		}
	} else {
		d.State, d.Refusal, d.Receipt = domain.DraftReceived, nil, &receipt
	}
	s.State = d.State
	return d, s
}
