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

// Spread makes lists show all the clinics of the provider, or the one that is worked
// for alone again. Their changes are followed as long as they are shown. It waits
// for requests to end.
func (a *App) Spread(wide bool) error {
	a.life.Lock()
	defer a.life.Unlock()
	a.mu.Lock()
	a.wide = wide
	clinic, open := a.clinic, a.open != nil
	a.mu.Unlock()
	if !open {
		return &domain.Error{Kind: domain.Unauthorized, Code: CodeNotLoggedIn, Op: "app.spread"}
	}
	a.start(clinic)
	return nil
}

// atAll gives the store and all the clinics that lists may show.
func (a *App) atAll() (Store, []string, error) {
	store, clinic, err := a.at()
	if err != nil {
		return nil, nil, err
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	return store, numbers(sistersOf(a.user, clinic), clinic.No), nil
}

// numbers are those of the clinics; without any, the one of here.
func numbers(clinics []domain.Clinic, here string) (nos []string) {
	for _, c := range clinics {
		nos = append(nos, c.No)
	}
	if len(nos) == 0 {
		return []string{here}
	}
	return nos
}
