package app

import "example.org/tandtui/internal/domain"

// Lists may show all the clinics of the provider at which the user works (paraply,
// ADR 054). They are shown and nothing else: whatever is done is done at the clinic
// that is worked for.

// sistersOf are the clinics of the provider of one at which the user works, as the
// region lists them. Without others there are none.
func sistersOf(u domain.User, here domain.Clinic) (sisters []domain.Clinic) {
	if here.ProviderID == "" {
		return nil
	}
	for _, c := range scopeOf(u).Clinics {
		if c.ProviderID == here.ProviderID {
			sisters = append(sisters, c)
		}
	}
	if len(sisters) < 2 {
		return nil
	}
	return sisters
}

// What Spread takes beside the number of a clinic.
const (
	SpreadOwn = "own" // the clinic that is worked for
	SpreadAll = "all" // all clinics of the provider
)

// Spread makes lists show all the clinics of the provider, one of them by its number,
// or the one that is worked for again. Their changes are followed as long as they are
// shown. It waits for requests to end.
func (a *App) Spread(over string) error {
	a.life.Lock()
	defer a.life.Unlock()
	a.mu.Lock()
	a.spread = over
	clinic, open := a.clinic, a.open != nil
	a.mu.Unlock()
	if !open {
		return &domain.Error{Kind: domain.Unauthorized, Code: CodeNotLoggedIn, Op: "app.spread"}
	}
	a.start(clinic)
	return nil
}

// spreadOver are the clinics that lists show instead of the one that is worked for, of
// its sisters; none: that one alone.
func spreadOver(spread string, sisters []domain.Clinic, here string) (over []domain.Clinic) {
	for _, c := range sisters {
		if spread == SpreadAll || spread == c.No && c.No != here {
			over = append(over, c)
		}
	}
	return over
}

// atAll gives the store and the clinics that lists show.
func (a *App) atAll() (Store, []domain.Clinic, error) {
	store, clinic, err := a.at()
	if err != nil {
		return nil, nil, err
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	over := spreadOver(a.spread, sistersOf(a.user, clinic), clinic.No)
	if len(over) == 0 {
		over = []domain.Clinic{clinic}
	}
	return store, over, nil
}

func numbers(clinics []domain.Clinic) (nos []string) {
	for _, c := range clinics {
		nos = append(nos, c.No)
	}
	return nos
}
