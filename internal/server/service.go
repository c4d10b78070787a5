package server

import (
	"cmp"
	"errors"
	"sync/atomic"
	"time"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/invoicefile"
)

// Config is what a Service needs. Store, Profile, Prices and Now must be set.
type Config struct {
	Store   Store
	Profile *domain.Profile
	Prices  domain.PriceBook // until lists are imported
	Now     func() time.Time // its location decides which day it is
	Demo    bool
	Version string // of the program, shown by health

	BankID   BankID       // nil: nobody logs in by it
	Evidence *EvidenceKey // with BankID: what its evidence is sealed for
	// Attachments is what the attachments of bills are sealed for; nil: none are taken.
	Attachments *EvidenceKey

	// Files bounds invoice files; zero: invoicefile.DefaultLimits. Temp is the folder
	// that they arrive in, sealed; "": the system's. Batch is how many of their bills are
	// stored in a transaction, but that an invoice is whole; 0: as many as take a
	// fraction of a second.
	Files invoicefile.Limits
	Temp  string
	Batch int
}

// Service is the region's use cases for clinics. Each method is one transaction
// that decides the caller's rights inside it.
type Service struct {
	store   Store
	now     func() time.Time
	profile *domain.Profile
	demo    bool
	program string
	files   invoicefile.Limits
	temp    string
	batch   int // bills that an upload stores in a transaction
	bells   *bells
	alarmed func(Alarm) // tells whoever runs the server
	trouble func(error) // with BankID: the same

	bankID   BankID // nil: nobody logs in by it
	evidence *EvidenceKey

	attachments *EvidenceKey // nil: none are taken

	rules atomic.Pointer[ruleset]
}

// NewService makes a Service.
func NewService(c Config) (*Service, error) {
	if c.Store == nil || c.Profile == nil || c.Now == nil {
		return nil, errors.New("server: store, profile and clock must be given")
	}
	if c.BankID != nil && c.Evidence == nil {
		return nil, errors.New("server: logins by BankID need a key for their evidence")
	}
	s := &Service{
		store: c.Store, now: c.Now, profile: c.Profile, demo: c.Demo, program: c.Version, bells: newBells(),
		alarmed: func(Alarm) {}, trouble: func(error) {}, bankID: c.BankID, evidence: c.Evidence, attachments: c.Attachments, files: c.Files, temp: c.Temp, batch: cmp.Or(c.Batch, batchBills),
	}
	if s.files == (invoicefile.Limits{}) {
		s.files = invoicefile.DefaultLimits()
	}
	s.rules.Store(newRuleset(s.profile, c.Prices, ""))
	return s, nil
}

func (s *Service) today() domain.Date { return domain.DateOf(s.now()) }

// moment is now as it is stored and sent: UTC, whole milliseconds.
func (s *Service) moment() time.Time { return s.now().UTC().Truncate(time.Millisecond) }

func notFound(op string) error {
	return &domain.Error{Kind: domain.NotFound, Code: api.ProblemNotFound, Op: op}
}
