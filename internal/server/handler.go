package server

import (
	"context"
	"crypto/x509"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"path"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"time"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/domain"
)

// Handler is the HTTP face of a Service.
type Handler struct {
	service *Service
	issuers []*x509.Certificate // authorities of the clinics' cards
	log     *slog.Logger
	tally   *tally
	mux     *http.ServeMux
	rates   rates // of users
	starts  rates // of addresses from which logins are begun
	uploads uploads
	conns   int           // connections at once
	halt    chan struct{} // closed when the server stops: long-polls answer
}

// demand is the proof of identity that a route asks for. The zero value lets
// nobody in.
type demand uint8

const (
	demandUser    demand = iota + 1 // a card of the issuers, or a session (A1)
	demandKey                       // a key of the terminal's own, which a session may come of
	demandNothing                   // nothing: the answer is the same for everybody, and about nobody
)

// route is one endpoint. serve answers, or gives an error that becomes a problem.
type route struct {
	method, path string
	demand       demand
	roles        []domain.Role // at the clinic in the path; nil for a route without one
	serve        func(*Handler, http.ResponseWriter, *http.Request, Caller) error
}

// routes is the whole protocol; openapi.yaml says the same and a test compares.
func routes() []route {
	list := []route{
		{http.MethodGet, api.PathHealth, demandNothing, nil, (*Handler).health},
		{http.MethodGet, api.PathLogin, demandNothing, nil, (*Handler).ways},
		{http.MethodPost, api.PathBankID, demandKey, nil, (*Handler).startBankID},
		{http.MethodGet, api.PathBankIDOrder, demandKey, nil, (*Handler).askBankID},
		{http.MethodDelete, api.PathBankIDOrder, demandKey, nil, (*Handler).cancelBankID},
		{http.MethodGet, api.PathSession, demandUser, nil, (*Handler).session},
		{http.MethodDelete, api.PathSession, demandUser, nil, (*Handler).logOut},
		{http.MethodGet, api.PathRegion, demandUser, nil, (*Handler).region},
		{http.MethodPost, api.PathLookup, demandUser, AnyRole, (*Handler).lookup},
		{http.MethodPost, api.PathMissing, demandUser, AnyRole, (*Handler).missing},
		{http.MethodGet, api.PathChanges, demandUser, AnyRole, (*Handler).changes},
		{http.MethodGet, api.PathInvoices, demandUser, AnyRole, (*Handler).invoices},
		{http.MethodGet, api.PathInvoice, demandUser, AnyRole, (*Handler).invoice},
		{http.MethodGet, api.PathEvents, demandUser, AnyRole, (*Handler).events},
		{http.MethodGet, api.PathOffice, demandUser, AnyRole, (*Handler).office},
	}
	list = append(list, route{http.MethodPut, api.PathCommand(domain.CommandUpload), demandUser, kinds[domain.CommandSubmit].roles, (*Handler).upload})
	for kind, k := range kinds {
		list = append(list, route{http.MethodPut, api.PathCommand(kind), demandUser, k.roles, command(kind)})
	}
	return list
}

// NewHandler makes a Handler. issuers are the certificate authorities whose
// cards are let in; log gets one line per request, without personal data.
func NewHandler(s *Service, issuers []*x509.Certificate, log *slog.Logger) *Handler {
	h := &Handler{service: s, issuers: issuers, log: log, tally: newTally(log), mux: http.NewServeMux(), uploads: uploads{patience: uploadPatience}, conns: maxConns, halt: make(chan struct{})}
	s.alarmed = func(a Alarm) { // who it was stands in the database, not in the log
		log.Warn("alarm", "kind", string(a.Kind), "clinic", a.Clinic, "times", a.Times)
	}
	s.trouble = h.bankIDTrouble
	h.rates = newRates(cardRate, cardBurst)
	h.starts = newRates(startRate, startBurst)
	methods := map[string][]string{}
	for _, r := range routes() {
		h.mux.HandleFunc(r.method+" "+r.path, h.endpoint(r))
		methods[r.path] = append(methods[r.path], r.method)
	}
	for p, allowed := range methods {
		h.mux.HandleFunc(p, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Allow", strings.Join(allowed, ", "))
			writeProblem(w, problemOf(&domain.Error{Kind: domain.Invalid, Code: api.ProblemMethod}))
		})
	}
	h.mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) { writeProblem(w, problemOf(notFound("server.route"))) })
	return h
}

// Halt makes waiting requests answer now. It may be called once.
func (h *Handler) Halt() { close(h.halt) }

func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	start := time.Now()
	rec := &recorder{ResponseWriter: w}
	w.Header().Set(api.ProtoHeader, api.Protocol)
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("Cache-Control", "no-store") // no proxy and no browser keeps patients
	r.Body = http.MaxBytesReader(rec, r.Body, h.bodyLimit(r))
	defer func() {
		if v := recover(); v != nil {
			h.log.Error("panic", "stack", string(debug.Stack())) // the value itself may hold anything
			if rec.status == 0 {
				writeProblem(rec, problemOf(&domain.Error{Kind: domain.Internal, Code: api.ProblemInternal}))
			}
		}
		if rec.status/100 == 4 && rec.status != statusGone && !h.tally.first(refusal{"request", r.Pattern, rec.code}) {
			return
		}
		h.log.Info("request", "route", r.Pattern, "method", method(r), "status", rec.status,
			"ms", time.Since(start).Milliseconds(), "ourRef", rec.ourRef, "code", rec.code)
	}()
	// The mux would answer other spellings of a path with a redirect.
	if r.URL.Path == "" || path.Clean(r.URL.Path) != r.URL.Path {
		writeProblem(rec, problemOf(notFound("server.path")))
		return
	}
	h.mux.ServeHTTP(rec, r)
}

// bodyLimit is how many bytes of body a request's route takes.
func (h *Handler) bodyLimit(r *http.Request) int64 {
	if _, pattern := h.mux.Handler(r); pattern == http.MethodPut+" "+api.PathCommand(domain.CommandUpload) {
		return h.service.files.Bytes
	}
	return api.MaxBody
}

// method is the request's method where it is one of ours: others are free text
// of the client and stay out of the log.
func method(r *http.Request) string {
	if slices.ContainsFunc(routes(), func(o route) bool { return o.method == r.Method }) {
		return r.Method
	}
	return "other"
}

// statusGone stands in the log for a client that hung up before its answer.
const statusGone = 499

// endpoint is what all routes have in common: protocol, identity, errors.
func (h *Handler) endpoint(rt route) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		err := h.admit(w, r, rt)
		if err == nil {
			return
		}
		if errors.Is(r.Context().Err(), context.Canceled) { // the client has gone, and nothing is wrong
			if rec, ok := w.(*recorder); ok {
				rec.status, rec.code = statusGone, "client-gone"
			}
			return
		}
		p := problemOf(err)
		if rec, ok := w.(*recorder); ok {
			rec.code = p.Code
		}
		if p.Code == api.ProblemInternal {
			h.log.Error("failed", "route", rt.path, "error", err.Error())
		}
		writeProblem(w, p)
	}
}

func (h *Handler) admit(w http.ResponseWriter, r *http.Request, rt route) error {
	if v := r.Header.Get(api.ProtoHeader); v != "" && v != api.Protocol {
		return otherVersion(v)
	}
	c, err := h.caller(r, rt)
	if err != nil {
		return err
	}
	if err := h.slowDown(w, rt, c); err != nil {
		return err
	}
	return rt.serve(h, w, r, c)
}

// caller reads who asks, with the proof that the route demands. A card that is
// shown is judged even where none is demanded: nobody should take a refused one
// for good.
func (h *Handler) caller(r *http.Request, rt route) (Caller, error) {
	from, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		from = ""
	}
	c := Caller{From: from, Clinic: r.PathValue("clinic"), Roles: rt.roles, Key: keyOf(r)}
	open, bare := rt.demand == demandNothing, r.TLS == nil || len(r.TLS.PeerCertificates) == 0
	switch {
	case open && bare, (open || rt.demand == demandKey) && c.Key != "":
		return c, nil
	case !open && rt.demand != demandUser:
		return Caller{}, &domain.Error{Kind: domain.Unauthorized, Code: api.ProblemNoCard, Op: "server.caller"}
	case c.Key != "":
		c.Via = domain.ViaBankID
		c.Identity, err = h.service.resume(r.Context(), c.Key, !waits(rt))
		return c, err
	}
	hsaID, err := identity(r, h.issuers)
	if err != nil {
		return Caller{}, err
	}
	c.Identity, c.Via = HSAID(hsaID), domain.ViaCard
	return c, nil
}

// waits tells the routes that a program asks by itself, whether or not anybody
// sits before it.
func waits(rt route) bool {
	return rt.path == api.PathChanges || rt.path == api.PathHealth || rt.path == api.PathRegion
}

// otherVersion tells a client of another version of the protocol which of the two
// must be renewed.
func otherVersion(theirs string) error {
	code := api.ProblemProtocol
	ours, _ := strconv.Atoi(api.Protocol)
	if n, err := strconv.Atoi(theirs); err == nil && n > ours {
		code = api.ProblemProtocolNew
	}
	return &domain.Error{Kind: domain.Invalid, Code: code, Op: "server.protocol"}
}

// recorder notes what the log says about an answer.
type recorder struct {
	http.ResponseWriter
	status int
	code   string
	ourRef int64
}

func (r *recorder) WriteHeader(status int) {
	if r.status == 0 {
		r.status = status
	}
	r.ResponseWriter.WriteHeader(status)
}

// Unwrap lets http.ResponseController reach the connection.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }

// noteRef puts Vår referens in the log line.
func noteRef(w http.ResponseWriter, ourRef int64) {
	if rec, ok := w.(*recorder); ok {
		rec.ourRef = ourRef
	}
}
