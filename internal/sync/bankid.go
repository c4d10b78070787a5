package remote

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"math/big"
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/go-resty/resty/v2"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/panics"
)

// BankID logs in at a region's server. It implements app.BankID.
type BankID struct {
	url  string
	base *tls.Config // roots and server name
}

// NewBankID makes one; nothing is sent yet.
func NewBankID(baseURL string, base *tls.Config) *BankID { return &BankID{baseURL, base} }

func (b *BankID) Ways(ctx context.Context) (app.Ways, error) {
	c, err := NewClient(b.url, dialer(b.base))
	if err != nil {
		return app.Ways{}, err
	}
	defer c.Close()
	var w api.Ways
	if err = c.get(ctx, patience, api.PathLogin, &w, nothing); err != nil {
		return app.Ways{}, err
	}
	h, err := c.Health(ctx)
	return app.Ways{Portal: w.Portal, Region: w.Region, Logins: w.Logins, Time: h.Time}, err
}

// dialer makes connections with a configuration of TLS.
func dialer(config *tls.Config) app.DialFunc { return (&tls.Dialer{Config: config}).DialContext }

func (b *BankID) Begin(ctx context.Context, clinic string) (app.BankIDLogin, error) {
	key, err := newKey()
	if err != nil {
		return nil, &domain.Error{Kind: domain.Internal, Code: app.CodeBankIDDown, Op: "sync.bankid", Err: err}
	}
	own := &keyHolder{key: key}
	c, err := NewClient(b.url, dialer(own.config(b.base)))
	if err != nil {
		return nil, err
	}
	l := &bankIDLogin{client: c, own: own, base: b.base, url: b.url}
	if l.state, err = l.begin(ctx, clinic); err != nil {
		c.Close()
		own.forget()
		return nil, err
	}
	return l, nil
}

// keyHolder has the key of one login, for as long as that lasts.
type keyHolder struct {
	mu  sync.Mutex
	key *tls.Certificate
}

// newKey makes a key, under a certificate that says nothing: the server looks at
// the key alone (ADR 061).
func newKey() (*tls.Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1)}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	return &tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, err
}

var errLoggedOut = errors.New("sync: the session's key is gone")

// config proves the key in each handshake.
func (k *keyHolder) config(base *tls.Config) *tls.Config {
	c := base.Clone()
	c.NextProtos = []string{api.ProtoKey, "http/1.1"}
	c.GetClientCertificate = func(*tls.CertificateRequestInfo) (*tls.Certificate, error) {
		k.mu.Lock()
		defer k.mu.Unlock()
		if k.key == nil {
			return nil, errLoggedOut
		}
		return k.key, nil
	}
	return c
}

// forget lets no further connection be made.
func (k *keyHolder) forget() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.key = nil // of no use to anybody once the region has ended its session
}

// bankIDLogin is a login that is under way; it implements app.BankIDLogin.
type bankIDLogin struct {
	client *Client
	own    *keyHolder
	base   *tls.Config
	url    string
	id     string
	state  app.BankIDState
}

func (l *bankIDLogin) State() app.BankIDState { return l.state }

func (l *bankIDLogin) begin(ctx context.Context, clinic string) (app.BankIDState, error) {
	body, err := json.Marshal(api.StartBankID{Clinic: clinic})
	if err != nil {
		return app.BankIDState{}, err
	}
	resp, err := l.client.send(ctx, patience, http.MethodPost, api.PathBankID, func(r *resty.Request) {
		r.SetHeader("Content-Type", "application/json").SetBody(body)
	})
	if err != nil {
		return app.BankIDState{}, err
	}
	return l.read(resp)
}

func (l *bankIDLogin) Ask(ctx context.Context) (app.BankIDState, error) {
	resp, err := l.client.send(ctx, patience, http.MethodGet, api.PathBankIDOrder, l.itself)
	if err != nil {
		return app.BankIDState{}, err
	}
	return l.read(resp)
}

func (l *bankIDLogin) itself(r *resty.Request) { r.SetPathParam("id", l.id) }

// phases are the states of a login; one that is not known here has failed, so that
// the user is told something.
var phases = map[string]app.BankIDPhase{"pending": app.BankIDPending, "complete": app.BankIDComplete, "refused": app.BankIDRefused}

func (l *bankIDLogin) read(resp *resty.Response) (app.BankIDState, error) {
	var in api.BankIDLogin
	if err := decode(resp, &in); err != nil {
		return app.BankIDState{}, err
	}
	if in.ID == "" || l.id != "" && in.ID != l.id {
		return app.BankIDState{}, offline(errors.New("another login"))
	}
	if l.id == "" { // by begin alone: Cancel may read it while an answer comes
		l.id = in.ID
	}
	s := app.BankIDState{Phase: app.BankIDFailed, Hint: in.Hint, QR: in.QR, AutoStart: in.AutoStart}
	if phase, known := phases[in.State]; known {
		s.Phase = phase
	}
	if s.Phase == app.BankIDRefused {
		s.Hint = app.CodeUnknownUser
		if m, known := meanings[in.Hint]; known {
			s.Hint = m.Code
		}
	}
	return s, nil
}

func (l *bankIDLogin) Proof(ctx context.Context) (app.Proof, domain.User, error) {
	u, err := l.client.User(ctx)
	if err != nil {
		return nil, domain.User{}, err
	}
	id := u.HSAID // so that a user with a card too has one store
	if id == "" {
		id = "ANV-" + strconv.FormatInt(u.ID, 10)
	}
	return &keySession{login: l, identity: app.Identity{ID: id, Name: u.Name, Via: domain.ViaBankID}, ended: make(chan struct{})}, u, nil
}

func (l *bankIDLogin) Cancel() { l.leave(http.MethodDelete, api.PathBankIDOrder, l.itself) }

// farewell bounds telling the region that a login has ended: it ends by itself too.
const farewell = 3 * time.Second

// leave sends a last request, without anybody waiting for it, and forgets the key.
func (l *bankIDLogin) leave(method, path string, prepare func(*resty.Request)) {
	panics.Go(func() {
		_, _ = l.client.send(context.Background(), farewell, method, path, prepare)
		l.client.Close()
		l.own.forget()
	})
}

// keySession is somebody whom BankID has vouched for; it implements app.Proof.
type keySession struct {
	login    *bankIDLogin
	identity app.Identity
	ended    chan struct{} // never: the region tells when it ends one
	closed   sync.Once
}

func (s *keySession) Identity() app.Identity { return s.identity }

func (s *keySession) Ended() <-chan struct{} { return s.ended }

func (s *keySession) Dial(_ context.Context, base *tls.Config) (app.DialFunc, error) {
	return dialer(s.login.own.config(base)), nil
}

// Close logs out.
func (s *keySession) Close() error {
	s.closed.Do(func() { s.login.leave(http.MethodDelete, api.PathSession, nothing) })
	return nil
}
