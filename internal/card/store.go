package card

import (
	"example.org/tandtui/internal/card/cng"
	"example.org/tandtui/internal/card/siths"
)

// fromStore opens a card that is not known here by the system's store, into which the
// card's own program has put its certificates. Where that has none, what was said of the
// card stands.
func (r *Reader) fromStore(said error) (*siths.Card, error) {
	if r.system.store == nil {
		return nil, said
	}
	kept, err := r.system.store()
	if err != nil {
		return nil, said
	}
	card, err := r.driver.OpenSystem(kept)
	if err != nil {
		return nil, said
	}
	return card, nil
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
