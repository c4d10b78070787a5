package bankid_test

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"example.org/tandtui/internal/bankid"
)

// answering is a BankID that gives one answer to everything, and counts.
func answering(t *testing.T, serve http.HandlerFunc) (*bankid.Client, *atomic.Int64) {
	t.Helper()
	var asked atomic.Int64
	srv := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		serve(w, r)
	}))
	t.Cleanup(srv.Close)
	roots := x509.NewCertPool()
	roots.AddCert(srv.Certificate())
	c, err := bankid.New(bankid.Config{URL: srv.URL + "/rp/v6.0/", Roots: roots, Certificate: tls.Certificate{}})
	if err != nil {
		t.Fatal(err)
	}
	return c, &asked
}

func says(status int, kind, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind)
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

const json1 = "application/json"

// TestAnswersThatAreNone: a proxy's page, a cut answer, a lie or an endless one is
// an error, and nothing is asked twice.
func TestAnswersThatAreNone(t *testing.T) {
	t.Parallel()
	for name, serve := range map[string]http.HandlerFunc{
		"html":          says(200, "text/html", "<html>Logga in på nätet</html>"),
		"html as json":  says(200, json1, "<html>"),
		"without parts": says(200, json1, `{"orderRef":"x"}`),
		"another order": says(200, json1, `{"orderRef":"other","status":"complete","autoStartToken":"a","qrStartToken":"b"}`),
		"nobody":        says(200, json1, `{"orderRef":"ref","status":"complete","completionData":{"user":{}}}`),
		"redirect":      says(302, json1, `{}`),
		"endless": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", json1)
			_, _ = io.Copy(w, io.LimitReader(strings.NewReader(strings.Repeat(" ", 3<<20)), 3<<20))
		},
		"cut": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "500")
			w.Header().Set("Content-Type", json1)
			_, _ = io.WriteString(w, `{"orderRef":"ref"`)
		},
		"hung up": func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
	} {
		c, asked := answering(t, serve)
		if _, err := c.Auth(t.Context(), bankid.Login{IP: "192.0.2.7", Purpose: "x"}); err == nil {
			t.Errorf("%s: taken as an order", name)
		}
		if got, err := c.Collect(t.Context(), "ref"); err == nil {
			t.Errorf("%s: taken as %v", name, got.Status)
		}
		if n := asked.Load(); n != 2 {
			t.Errorf("%s: asked %d times", name, n)
		}
	}
}

func TestRefusalsAreTold(t *testing.T) {
	t.Parallel()
	for name, x := range map[string]struct {
		serve http.HandlerFunc
		code  string
	}{
		"known":              {says(400, json1, `{"errorCode":"alreadyInProgress","details":"20-something"}`), bankid.CodeInProgress},
		"html":               {says(403, "text/html", "<html>"), bankid.CodeUnauthorised},
		"maintenance":        {says(503, "application/json; charset=utf-8", `{"errorCode":"maintenance"}`), bankid.CodeMaintenance},
		"of a later version": {says(400, json1, `{"errorCode":"19900101-free text"}`), bankid.CodeUnknown},
		"a list":             {says(500, json1, `[]`), bankid.CodeUnknown},
	} {
		c, _ := answering(t, x.serve)
		var no *bankid.Error
		if err := c.Cancel(t.Context(), "ref"); !errors.As(err, &no) || no.Code != x.code || strings.Contains(err.Error(), "1990") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestWhatIsAsked: exactly the media type, the user's address, and a purpose that
// is cut between characters where it is too long.
func TestWhatIsAsked(t *testing.T) {
	t.Parallel()
	var body struct {
		IP         string            `json:"endUserIp"`
		ReturnRisk bool              `json:"returnRisk"`
		Visible    string            `json:"userVisibleData"`
		App        map[string]string `json:"app"`
		Web        any               `json:"web"`
	}
	kind := ""
	c, _ := answering(t, func(w http.ResponseWriter, r *http.Request) {
		kind = r.Header.Get("Content-Type")
		if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
			t.Error(err)
		}
		says(200, json1, `{"orderRef":"r","autoStartToken":"a","qrStartToken":"t","qrStartSecret":"s","new":{}}`)(w, r)
	})
	if _, err := c.Auth(t.Context(), bankid.Login{IP: "2001:db8::1", Purpose: strings.Repeat("å", 900), App: bankid.App{Identifier: "tandtui"}}); err != nil {
		t.Fatal(err)
	}
	visible, err := base64.StdEncoding.DecodeString(body.Visible)
	if err != nil || len(body.Visible) > 1500 || strings.Trim(string(visible), "å") != "" || len(visible) < 1000 {
		t.Errorf("%d bytes of purpose, %v", len(visible), err)
	}
	if kind != json1 || body.IP != "2001:db8::1" || !body.ReturnRisk || body.App["appIdentifier"] != "tandtui" || body.Web != nil {
		t.Errorf("%s %+v", kind, body)
	}
}

func TestStatusOfALaterVersionEnds(t *testing.T) {
	t.Parallel()
	c, _ := answering(t, says(200, json1, `{"orderRef":"ref","status":"paused","hintCode":"napping"}`))
	if got, err := c.Collect(t.Context(), "ref"); err != nil || got.Status != bankid.Failed {
		t.Errorf("%v %v", got.Status, err)
	}
}

func TestAddressesThatAreNone(t *testing.T) {
	t.Parallel()
	for _, url := range []string{"", "http://localhost/rp/v6.0", "https://", "https://u:p@localhost"} {
		if _, err := bankid.New(bankid.Config{URL: url, Roots: x509.NewCertPool()}); err == nil {
			t.Errorf("%q is taken", url)
		}
	}
	if _, err := bankid.New(bankid.Config{URL: "https://localhost"}); err == nil {
		t.Error("public authorities are trusted")
	}
}
