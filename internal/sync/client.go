package remote

import (
	"context"
	"encoding/json"
	"errors"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/go-resty/resty/v2"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

const (
	// maxConns is enough for a submission, a long-poll and a look-up at once;
	// each costs a signature of the card.
	maxConns    = 3
	idleTime    = 2 * time.Minute
	patience    = 15 * time.Second // for an answer, with the handshake
	patienceBig = 60 * time.Second // for a submission or all prices over a slow line
	// An invoice file: what the region may take to check and store it, and how fast it
	// leaves at least, bytes per second.
	patienceFile = 10 * time.Minute
	fileRate     = 16 << 10
	pageLimit    = 500 // changes per page
)

// Client talks to a region's server with one session's proof of identity. It
// implements app.Region.
type Client struct {
	http *resty.Client
	idle func()
	life context.Context // ends with Close
	end  context.CancelFunc
}

// NewClient makes a client of the server at an https base URL; nothing is sent
// yet. dial makes its connections (app.Session.Dial); their errors of
// Kind Card come out of every method as they are.
func NewClient(baseURL string, dial app.DialFunc) (*Client, error) {
	u, err := url.Parse(baseURL)
	if err != nil || u.Scheme != "https" || u.Host == "" || u.User != nil || u.RawQuery != "" {
		return nil, &domain.Error{
			Kind: domain.Invalid, Code: app.CodeServerURL, Op: "sync.client",
			Err: errors.New("the server's address must be https://HOST[:PORT]"),
		}
	}
	transport := &http.Transport{
		DialTLSContext:         rememberRefusal(dial),
		MaxConnsPerHost:        maxConns,
		MaxIdleConnsPerHost:    maxConns,
		IdleConnTimeout:        idleTime,
		ExpectContinueTimeout:  patience,
		DisableCompression:     true, // no answer is worth a decompression bomb
		MaxResponseHeaderBytes: 64 << 10,
	}
	// No cookie jar, and a redirect is an answer like any other: a wrong one.
	plain := &http.Client{Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error {
		return http.ErrUseLastResponse
	}}
	c := &Client{idle: transport.CloseIdleConnections}
	c.life, c.end = context.WithCancel(context.Background())
	c.http = resty.NewWithClient(plain).
		SetBaseURL(u.Scheme+"://"+u.Host).
		SetResponseBodyLimit(api.MaxAnswer).
		SetPreRequestHook(lengthen).
		SetRetryCount(0). // the one retry loop is the worker's
		SetLogger(silence{}).
		SetHeader(api.ProtoHeader, api.Protocol).
		SetHeader("Accept", "application/json")
	return c, nil
}

// silence drops what resty would log: bodies and URLs do not belong in a log.
type silence struct{}

func (silence) Errorf(string, ...any) {}
func (silence) Warnf(string, ...any)  {}
func (silence) Debugf(string, ...any) {}

// Close ends what is under way and closes the connections.
func (c *Client) Close() {
	c.end()
	c.idle()
}

// send makes one request and gives the region's answer of status 2xx or 304.
func (c *Client) send(ctx context.Context, limit time.Duration, method, path string, prepare func(*resty.Request)) (*resty.Response, error) {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	defer context.AfterFunc(c.life, cancel)()
	r := c.http.R().SetContext(ctx)
	prepare(r)
	resp, err := r.Execute(method, path)
	if err != nil {
		return nil, unreached(err)
	}
	if err := judge(resp); err != nil {
		return nil, err
	}
	return resp, nil
}

// get makes a request and decodes the answer.
func (c *Client) get(ctx context.Context, limit time.Duration, path string, into any, prepare func(*resty.Request)) error {
	resp, err := c.send(ctx, limit, http.MethodGet, path, prepare)
	if err != nil {
		return err
	}
	return decode(resp, into)
}

func decode(resp *resty.Response, into any) error {
	if err := json.Unmarshal(resp.Body(), into); err != nil {
		return offline(errors.New("the answer is not the protocol's JSON")) // the text of json's error may repeat values
	}
	return nil
}

func nothing(*resty.Request) {}

func at(clinic string) func(*resty.Request) {
	return func(r *resty.Request) { r.SetPathParam("clinic", clinic) }
}

func (c *Client) Health(ctx context.Context) (app.Health, error) {
	var h api.Health
	err := c.get(ctx, patience, api.PathHealth, &h, nothing)
	return app.Health{Time: h.Time, Region: h.Region, Version: h.Version, Demo: h.Demo}, err
}

func (c *Client) User(ctx context.Context) (domain.User, error) {
	var s api.Session
	err := c.get(ctx, patience, api.PathSession, &s, nothing)
	return s.User, err
}

// Data gives profile and prices, unless have is their version and a program that
// knew as many fields fetched them.
func (c *Client) Data(ctx context.Context, have string) (app.RegionData, bool, error) {
	resp, err := c.send(ctx, patienceBig, http.MethodGet, api.PathRegion, func(r *resty.Request) {
		if version, same := strings.CutSuffix(have, regionShape); same {
			r.SetHeader("If-None-Match", strconv.Quote(version))
		}
	})
	if err != nil || resp.StatusCode() == http.StatusNotModified {
		return app.RegionData{}, false, err
	}
	var d api.RegionData
	if err := decode(resp, &d); err != nil {
		return app.RegionData{}, false, err
	}
	if d.Version == "" || d.Profile.ID == "" { // kept, it would switch every check off
		return app.RegionData{}, false, offline(errors.New("no region's data"))
	}
	h, err := c.Health(ctx)
	return app.RegionData{
		Version: d.Version + regionShape, Demo: h.Demo, Profile: d.Profile, Prices: d.Prices, Performers: d.Performers,
	}, err == nil, err
}

func (c *Client) Lookup(ctx context.Context, clinic string, id domain.PersonID) (f domain.PersonFacts, err error) {
	body, err := json.Marshal(api.Lookup{Person: id})
	if err != nil {
		return f, &domain.Error{Kind: domain.Internal, Code: app.CodeServerRefused, Op: "sync.lookup", Err: err}
	}
	resp, err := c.send(ctx, patience, http.MethodPost, api.PathLookup, func(r *resty.Request) {
		at(clinic)(r)
		r.SetHeader("Content-Type", "application/json").SetBody(body)
	})
	if err != nil {
		return f, err
	}
	if err = decode(resp, &f); err == nil && f.Person != id {
		err = offline(errors.New("facts of another person"))
	}
	return f, err
}

func (c *Client) Known(ctx context.Context, clinic string, ids []string) (missing []string, receipts []domain.Receipt, err error) {
	body, err := json.Marshal(api.CommandIDs{IDs: ids})
	if err != nil {
		return nil, nil, &domain.Error{Kind: domain.Internal, Code: app.CodeServerRefused, Op: "sync.known", Err: err}
	}
	resp, err := c.send(ctx, patience, http.MethodPost, api.PathMissing, func(r *resty.Request) {
		at(clinic)(r)
		r.SetHeader("Content-Type", "application/json").SetBody(body)
	})
	if err != nil {
		return nil, nil, err
	}
	var m api.Missing
	if err := decode(resp, &m); err != nil {
		return nil, nil, err
	}
	return m.IDs, m.Receipts, nil
}

func (c *Client) Events(ctx context.Context, clinic string, ourRef int64) ([]domain.Event, error) {
	var list api.EventList
	err := c.get(ctx, patience, api.PathEvents, &list, func(r *resty.Request) {
		at(clinic)(r)
		r.SetPathParam("ourRef", strconv.FormatInt(ourRef, 10))
	})
	return list.Events, err
}

func (c *Client) Office(ctx context.Context, clinic string) (app.Office, error) {
	var o api.Office
	if err := c.get(ctx, patience, api.PathOffice, &o, at(clinic)); err != nil {
		return app.Office{}, err
	}
	if o.Clinic.No != clinic {
		return app.Office{}, offline(errors.New("the office of another clinic"))
	}
	return app.Office(o), nil
}

func (c *Client) Changes(ctx context.Context, f app.Following) (app.ChangePage, error) {
	var page api.Changes
	err := c.get(ctx, patience+f.Wait, api.PathChanges, &page, func(r *resty.Request) {
		at(f.Clinic)(r)
		if f.Waiting >= 0 {
			r.SetHeader(api.WaitingHeader, strconv.Itoa(f.Waiting))
		}
		r.SetHeader(api.FeedHeader, api.FeedAll).SetQueryParam("limit", strconv.Itoa(pageLimit)).SetQueryParam("wait", strconv.Itoa(int(f.Wait/time.Second)))
		if f.Cursor != "" {
			r.SetQueryParam("since", f.Cursor)
		}
	})
	if err != nil {
		return app.ChangePage{}, err
	}
	return pageOf(f.Clinic, page)
}

// pageOf sorts a page by what has changed. Kinds that this program does not know
// are skipped.
func pageOf(clinic string, page api.Changes) (app.ChangePage, error) {
	p := app.ChangePage{From: page.From, To: page.To, More: page.More}
	for i, c := range page.Changes {
		switch {
		case i > 0 && c.Seq <= page.Changes[i-1].Seq:
			return app.ChangePage{}, offline(errors.New("changes out of order"))
		case c.Invoice != nil && c.Invoice.Clinic != clinic, c.Payout != nil && c.Payout.Clinic != clinic,
			c.Claim != nil && c.Claim.Clinic != clinic:
			return app.ChangePage{}, offline(errors.New("changes of another clinic"))
		case c.Invoice != nil:
			p.Invoices = append(p.Invoices, *c.Invoice)
		case c.Payout != nil:
			p.Payouts = append(p.Payouts, *c.Payout)
		case c.Claim != nil:
			p.Claims = append(p.Claims, *c.Claim)
		case c.Clinic != nil && c.Clinic.No == clinic:
			p.Clinic = c.Clinic
		case c.Message != nil:
			p.Messages = append(p.Messages, *c.Message)
		}
	}
	return p, nil
}

// mediaType is an answer's Content-Type without parameters.
func mediaType(resp *resty.Response) string {
	t, _, err := mime.ParseMediaType(resp.Header().Get("Content-Type"))
	if err != nil {
		return ""
	}
	return t
}
