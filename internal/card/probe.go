package card

import (
	"context"
	"errors"

	"example.org/tandtui/internal/card/pcsc"
	"example.org/tandtui/internal/card/siths"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
)

// Probed is a reader and what its card shows without a PIN.
type Probed struct {
	Reader string        `json:"reader"`
	Card   *siths.Report `json:"card"`            // nil: none, or it could not be asked
	Fault  string        `json:"fault,omitempty"` // code of why there is no report

	Library string `json:"library,omitempty"` // on the computer, and may know the card
}

// Probe asks the card in every reader, or in the one named. It sends no PIN, and
// resets the cards: a login that rests on one must give its PIN again. The error is
// a *domain.Error when the card service or every reader is missing.
func Probe(ctx context.Context, c siths.Config, reader string) ([]Probed, error) {
	return New(c).probe(ctx, reader)
}

func (r *Reader) probe(ctx context.Context, reader string) ([]Probed, error) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	state, ok := <-r.system.watch(ctx)
	switch {
	case !ok:
		return nil, ctx.Err()
	case state.Err != nil:
		return nil, cardError("probe", state.Err)
	}
	var list []Probed
	for _, place := range state.Readers {
		if notAReader(place.Name) || reader != "" && place.Name != reader {
			continue
		}
		list = append(list, r.probeOne(ctx, place))
	}
	if len(list) == 0 {
		return nil, cardError("probe", pcsc.ErrNoReaders)
	}
	return list, nil
}

func (r *Reader) probeOne(ctx context.Context, place pcsc.Reader) Probed {
	p := Probed{Reader: text.Safe(place.Name)}
	report, err := r.probeCard(ctx, place)
	if err != nil {
		p.Fault = domain.CodeOf(cardError("probe", err))
		return p
	}
	if report.Err != nil {
		report.Fault = domain.CodeOf(cardError("probe", report.Err))
		p.Library = r.system.mayKnow(report.Fault)
	}
	p.Card = &report
	return p
}

func (r *Reader) probeCard(ctx context.Context, place pcsc.Reader) (report siths.Report, err error) {
	switch {
	case !place.Present:
		return report, pcsc.ErrNoCard
	case place.Mute:
		return report, pcsc.ErrUnresponsive
	}
	bound, cancel := context.WithTimeout(ctx, r.driver.Patience())
	defer cancel()
	transport, err := r.system.connect(bound, place.Name)
	if err != nil {
		return report, err
	}
	report, err = r.driver.Probe(ctx, transport)
	return report, errors.Join(err, ctx.Err())
}
