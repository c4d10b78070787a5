package remote

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/card/cardtest"
	"example.org/tandtui/internal/domain"
)

// A server is asked without a card. What is wrong with its certificate is told, and
// by which issuer it would be good.
func TestAServerIsAskedWithoutACard(t *testing.T) {
	now := time.Now()
	s := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set(api.ProtoHeader, api.Protocol)
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(api.Health{Time: now.Add(-time.Hour), Region: "vgr", Version: "9"})
		if r.URL.Path != api.PathHealth {
			t.Errorf("asked for %s", r.URL.Path)
		}
	}))
	t.Cleanup(s.Close)
	ours := x509.NewCertPool()
	ours.AddCert(s.Certificate())
	clock := func() time.Time { return now }

	p, err := Ask(t.Context(), s.URL, ours, clock)
	if err != nil || p.Fault != "" || p.Health.Region != "vgr" || p.Health.Version != "9" || p.Skew != time.Hour || len(Fingerprint(p.Chain[0])) != 64 {
		t.Errorf("%+v %v", p, err)
	}
	p, err = Ask(t.Context(), s.URL, x509.NewCertPool(), clock)
	if err != nil || p.Fault != app.CodeUntrusted || !s.Certificate().Equal(p.Issuer) || p.Health.Region != "vgr" {
		t.Errorf("another issuer: %+v %v", p, err)
	}
	// Nothing makes these good, so nothing is asked over them.
	later := func() time.Time { return now.AddDate(200, 0, 0) }
	if p, err = Ask(t.Context(), s.URL, ours, later); err != nil || p.Fault != app.CodeServerExpired || p.Issuer != nil || p.Health.Region != "" {
		t.Errorf("run out: %+v %v", p, err)
	}
	u, err := url.Parse(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	if p, err = Ask(t.Context(), "https://localhost:"+u.Port(), ours, clock); err != nil || p.Fault != app.CodeServerName || p.Issuer != nil {
		t.Errorf("another name: %+v %v", p, err)
	}
	s.Close()
	if _, err = Ask(t.Context(), s.URL, ours, clock); domain.KindOf(err) != domain.Offline {
		t.Errorf("no server: %v", err)
	}
}

func TestAnotherServerIsNotTheRegions(t *testing.T) {
	s := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("<html>")) }))
	t.Cleanup(s.Close)
	_, err := Ask(t.Context(), s.URL, x509.NewCertPool(), time.Now)
	if domain.CodeOf(err) != app.CodeOffline || !strings.Contains(err.Error(), "not an answer of the region") {
		t.Error(err)
	}
}

// A certificate that only stands beside a server's own proves nothing: anybody may
// send it along.
func TestAFingerprintIsOfACertificateThatTheChainRestsOn(t *testing.T) {
	region, err := cardtest.NewCA("region", nil)
	if err != nil {
		t.Fatal(err)
	}
	other, err := cardtest.NewCA("other", nil)
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := other.Server("localhost")
	if err != nil {
		t.Fatal(err)
	}
	leaf.Certificate = append(leaf.Certificate, region.Cert.Raw, other.Cert.Raw)
	s := httptest.NewUnstartedServer(http.NotFoundHandler())
	s.TLS = &tls.Config{Certificates: []tls.Certificate{leaf}}
	s.StartTLS()
	t.Cleanup(s.Close)
	u, err := url.Parse(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	p, err := Ask(t.Context(), "https://localhost:"+u.Port(), x509.NewCertPool(), time.Now)
	if domain.CodeOf(err) != app.CodeOffline || len(p.Chain) != 3 || p.Fault != app.CodeUntrusted {
		t.Fatalf("%+v %v", p, err)
	}
	if c := p.By(Fingerprint(region.Cert)); c != nil {
		t.Error("the region's own certificate stands beside a foreign one, and the server was taken for the region's")
	}
	for _, c := range []*x509.Certificate{p.Chain[0], p.Chain[2]} {
		if got := p.By(Fingerprint(c)); got != c {
			t.Errorf("%s does not hold its chain", c.Subject.CommonName)
		}
	}
}
