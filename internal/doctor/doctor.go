// Package doctor judges what is known of a computer: reader, card, server, clock,
// disk, terminal, versions and the local store (E3, ADR 056). Whoever asks gathers
// the facts, since a program that is logged in knows others than a verb without a
// card; what they mean stands here once.
package doctor

import (
	"cmp"
	"slices"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
)

// Name names a check.
type Name string

// The checks, in the order shown.
const (
	Settings Name = "settings" // the verb's alone: a program that runs has read them
	Service  Name = "service"  // the computer's card service
	Reader   Name = "reader"
	Card     Name = "card"
	BankID   Name = "bankid" // only where the region lets people in by it
	Server   Name = "server"
	Clock    Name = "clock"
	Disk     Name = "disk"
	Terminal Name = "terminal"
	Versions Name = "versions"
	Store    Name = "store"
)

// Grade is how a check ended.
type Grade string

// The grades.
const (
	Fine    Grade = "ok"
	Warn    Grade = "warning" // it works, and something is to be done soon
	Fault   Grade = "fault"
	Unknown Grade = "unknown" // it cannot be told now
)

// Line is the answer of a check: what is so, and what to do about it.
type Line struct {
	Name  Name
	Grade Grade
	Code  string // of a fault or warning, a code of errors
	Who   string // whose card it is; nothing else names a person
	Said  text.Sentence
}

// ServerFacts are what the region's server answered.
type ServerFacts struct {
	Unset   bool   // none is set: there is nothing to ask
	Address string // host, with its port
	Err     error  // it could not be asked
	Health  app.Health
	Skew    time.Duration // own clock minus the server's
}

// StoreFacts are what is known of the local store.
type StoreFacts struct {
	Err     error
	Damaged int // files that were put aside as damaged
}

// Facts are all that is judged.
type Facts struct {
	Now      time.Time
	Card     app.CardState
	Server   ServerFacts
	Store    StoreFacts
	Machine  Machine
	Client   string // this program's version
	Rules    string // version of the region's rules; "": not known without a login
	Region   string // whose server it is to be; "": any
	Cardless bool   // logged in by another way than a card: none is missed

	Logins []domain.Login // the ways to log in at the region; none: not known
}

// Judge judges the facts, a line each.
func Judge(f Facts) []Line {
	service, reader := f.reader()
	card := f.card()
	byBankID := slices.Contains(f.Logins, domain.LoginBankID)
	for _, l := range []*Line{&service, &reader, &card} {
		switch {
		case l.Grade != Fault:
		case f.Cardless:
			*l = open(l.Name, text.DoctorNotNeeded)
		case byBankID && noCard(l.Code):
			*l = open(l.Name, text.DoctorOrBankID)
		}
	}
	lines := []Line{service, reader, card}
	if byBankID {
		lines = append(lines, fine(BankID, text.DoctorBankID))
	}
	return append(lines, f.server(), f.clock(), f.disk(), f.terminal(), f.versions(), f.store())
}

// noCard tells faults of a computer that is used without cards; a card that cannot be used
// is another matter.
func noCard(code string) bool {
	return code == app.CodeCardNoService || code == app.CodeCardNoReader || code == app.CodeCardNone
}

// Sound tells whether nothing is a fault.
func Sound(lines []Line) bool {
	for _, l := range lines {
		if l.Grade == Fault {
			return false
		}
	}
	return true
}

func fine(n Name, what string) Line {
	return Line{Name: n, Grade: Fine, Said: text.Sentence{What: what}}
}

func bad(n Name, code string) Line {
	return told(n, Fault, code, text.Error(code))
}

// told is a line in its own words: where a number stands in them, or a code has
// others elsewhere.
func told(n Name, g Grade, code string, said text.Sentence) Line {
	return Line{Name: n, Grade: g, Code: code, Said: said}
}

func open(n Name, why string) Line {
	return Line{Name: n, Grade: Unknown, Said: text.Sentence{What: why}}
}

func (f Facts) reader() (service, reader Line) {
	switch f.Card.Phase {
	case app.CardUnknown:
		return open(Service, text.DoctorLooks), open(Reader, text.DoctorLooks)
	case app.CardNoService:
		return bad(Service, cmp.Or(f.Card.Code, app.CodeCardNoService)), open(Reader, text.DoctorNoService)
	case app.CardNoReader:
		return fine(Service, text.DoctorWorks), bad(Reader, app.CodeCardNoReader)
	case app.CardNone, app.CardReading, app.CardUnreadable, app.CardChoice, app.CardReady, app.CardUnlocked:
	}
	name := f.Card.Reader
	if name == "" { // several cards, each in its own
		name = text.DoctorWorks
	}
	return fine(Service, text.DoctorWorks), fine(Reader, text.Safe(name))
}

// soon is how many days before its end a card is warned of: that is the time that a
// new one takes, with room.
const soon = 60

func (f Facts) card() Line {
	c := f.Card
	switch c.Phase {
	case app.CardUnknown, app.CardReading:
		return open(Card, text.DoctorLooks)
	case app.CardNoService, app.CardNoReader:
		return open(Card, text.DoctorNoReader)
	case app.CardNone:
		return bad(Card, app.CodeCardNone)
	case app.CardUnreadable:
		return told(Card, Fault, c.Code, text.CardError(c.Code, c.Library))
	case app.CardChoice:
		return fine(Card, text.DoctorCards(len(c.Choices)))
	case app.CardReady, app.CardUnlocked:
	}
	days := int(c.Holder.NotAfter.Sub(f.Now).Hours() / 24)
	line := fine(Card, text.DoctorCardDays(days, domain.DateOf(c.Holder.NotAfter)))
	switch {
	case c.PIN.Blocked:
		line = bad(Card, app.CodeCardPINBlocked)
	case !c.Holder.NotAfter.After(f.Now):
		line = bad(Card, app.CodeCardExpired)
	case days < soon:
		line = told(Card, Warn, "card.expires", text.Sentence{What: line.Said.What, Do: text.DoctorRenew})
	case c.PIN.Left == 1:
		line = told(Card, Warn, "card.pin-one", text.DoctorLastTry)
	}
	line.Who = text.Safe(c.Holder.Name)
	return line
}

func (f Facts) server() Line {
	s := f.Server
	switch code := domain.CodeOf(s.Err); {
	case s.Unset:
		return open(Server, text.DoctorServerUnset)
	case code == app.CodeNotLoggedIn:
		return open(Server, text.DoctorAfterLogin)
	case code == app.CodeOffline:
		return told(Server, Fault, code, text.DoctorNoAnswer(text.Safe(s.Address)))
	case s.Err != nil:
		return bad(Server, code)
	case f.Region != "" && f.Region != s.Health.Region:
		return told(Server, Fault, "server.region", text.DoctorOtherRegion(text.Safe(s.Health.Region), text.Safe(f.Region)))
	}
	return fine(Server, text.DoctorAnswers(text.Safe(s.Address)))
}

func (f Facts) clock() Line {
	switch s := (app.SyncState{Skew: f.Server.Skew}); {
	case f.Server.Err != nil:
		return open(Clock, text.DoctorNoServer)
	case s.ClockWrong():
		return told(Clock, Fault, "clock.skew", text.ClockWrong(f.Server.Skew))
	}
	return fine(Clock, text.DoctorClock(f.Server.Skew))
}

func (f Facts) versions() Line {
	switch code := domain.CodeOf(f.Server.Err); code {
	case app.CodeOldClient, app.CodeOldServer:
		return bad(Versions, code)
	}
	return fine(Versions, text.DoctorVersions(text.Safe(f.Client), text.Safe(f.Server.Health.Version), text.Safe(f.Rules)))
}

func (f Facts) store() Line {
	switch code := domain.CodeOf(f.Store.Err); {
	case code == app.CodeNotLoggedIn:
		return open(Store, text.DoctorAfterLogin)
	case f.Store.Err != nil:
		return bad(Store, code)
	case f.Store.Damaged > 0:
		return told(Store, Warn, "store.remnants", text.DoctorRemnants(f.Store.Damaged))
	}
	return fine(Store, text.DoctorWorks)
}
