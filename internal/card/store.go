package card

import (
	"context"
	"errors"

	"example.org/tandtui/internal/card/cng"
	"example.org/tandtui/internal/card/siths"
)

// open opens the card in a reader: with what is known of cards here, else by the
// system's store, into which the card's own program has put its certificates.
func (r *Reader) open(ctx context.Context, reader string) (*siths.Card, error) {
	bound, cancel := context.WithTimeout(ctx, r.driver.Patience())
	defer cancel()
	transport, err := r.system.connect(bound, reader)
	if err != nil {
		return nil, err
	}
	card, err := r.driver.Open(ctx, transport)
	if r.system.store == nil || !errors.Is(err, siths.ErrUnknownCard) && !errors.Is(err, siths.ErrSecureMessaging) {
		return card, err
	}
	kept, e := r.system.store()
	if e != nil {
		return nil, err // without a store what was said of the card stands
	}
	if known, e := r.driver.OpenSystem(kept); e == nil {
		return known, nil
	}
	return nil, err
}

// systemStore gives the certificates of Windows' store whose keys lie on cards, and the
// authorities that may have issued them.
func systemStore() (list []siths.SystemCertificate, err error) {
	found, err := cng.List()
	if err != nil {
		return nil, err
	}
	for _, c := range found {
		if c.Card {
			list = append(list, siths.SystemCertificate{DER: c.DER, Open: func() (siths.SystemKey, error) {
				key, err := cng.Open(c.DER)
				if err != nil {
					return nil, err // not a nil *cng.Key in an interface
				}
				return key, nil
			}})
		}
	}
	above, err := cng.Authorities()
	for _, der := range above {
		list = append(list, siths.SystemCertificate{DER: der})
	}
	return list, err
}
