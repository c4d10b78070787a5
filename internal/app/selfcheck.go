package app

import (
	"context"
	"fmt"
	"time"

	"example.org/tandtui/internal/domain"
)

// maxSkew is how wrong the computer's clock may be before the user is told: dates
// and certificates depend on it.
const maxSkew = 2 * time.Minute

// ClockWrong tells that the computer's clock is too far from the region's for
// its dates to be trusted.
func (s SyncState) ClockWrong() bool { return s.Skew.Abs() > maxSkew }

// CheckName names a line of the self-check (E3).
type CheckName string

// The lines, in the order shown.
const (
	CheckReader CheckName = "reader"
	CheckCard   CheckName = "card"
	CheckServer CheckName = "server"
	CheckClock  CheckName = "clock"
	CheckStore  CheckName = "store"
)

// CheckLine is one line of the self-check.
type CheckLine struct {
	Name   CheckName
	OK     bool
	Code   string // why not, a code of errors
	Detail string // reader, holder, server version, skew: shown as it is
}

// SelfCheck looks at reader, card, server, clock and local store (E3).
func (a *App) SelfCheck(ctx context.Context) []CheckLine {
	a.mu.Lock()
	card, region := a.card, a.open.regionOrNil()
	a.mu.Unlock()
	lines := []CheckLine{
		{Name: CheckReader, OK: card.Phase > CardNoReader, Detail: card.Reader, Code: phaseCode(card)},
		{Name: CheckCard, OK: card.Phase >= CardReady, Detail: card.Holder.Name, Code: phaseCode(card)},
	}
	server, clock := a.checkServer(ctx, region)
	return append(lines, server, clock, a.checkStore())
}

func (a *App) checkServer(ctx context.Context, region Region) (server, clock CheckLine) {
	server, clock = CheckLine{Name: CheckServer}, CheckLine{Name: CheckClock}
	if region == nil {
		server.Code, clock.Code = CodeNotLoggedIn, CodeNotLoggedIn
		return server, clock
	}
	h, err := region.Health(ctx)
	if err != nil {
		server.Code, clock.Code = domain.CodeOf(err), CodeOffline
		return server, clock
	}
	skew := a.cfg.Clock.Now().Sub(h.Time)
	server.OK, server.Detail = true, h.Version
	clock.OK, clock.Detail = skew.Abs() <= maxSkew, fmt.Sprintf("%.0f s", skew.Abs().Seconds())
	if !clock.OK {
		clock.Code = "clock.skew"
	}
	return server, clock
}

func (a *App) checkStore() CheckLine {
	line := CheckLine{Name: CheckStore}
	store, clinic, err := a.at()
	if err == nil {
		_, err = store.Drafts(clinic.No)
	}
	line.OK, line.Code = err == nil, domain.CodeOf(err)
	return line
}

func phaseCode(c CardState) string {
	switch c.Phase {
	case CardUnknown, CardNoService:
		return CodeCardNoService
	case CardNoReader:
		return CodeCardNoReader
	case CardNone:
		return CodeCardNone
	case CardUnreadable:
		return c.Code
	}
	return ""
}
