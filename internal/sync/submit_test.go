package remote_test

import (
	"crypto/sha256"
	"crypto/tls"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

func TestSubmitSendsTheExactBytes(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		got, err := io.ReadAll(r.Body)
		sum := sha256.Sum256(body)
		switch {
		case err != nil || string(got) != string(body):
			t.Errorf("body %q, %v", got, err)
		case r.Method != http.MethodPut || r.URL.Path != "/v1/clinics/10 1/submissions/"+sid:
			t.Errorf("%s %s", r.Method, r.URL.Path)
		case r.Header.Get(api.DigestHeader) != "sha-256=:"+base64.StdEncoding.EncodeToString(sum[:])+":":
			t.Errorf("digest %q", r.Header.Get(api.DigestHeader))
		case r.Header.Get(api.ProtoHeader) != "1" || r.Header.Get("Content-Type") != "application/json":
			t.Errorf("header %v", r.Header)
		case r.Header.Get("Cookie") != "":
			t.Error("a cookie")
		}
		w.Header().Set("Set-Cookie", "a=b")
		receipt(w, http.StatusCreated, domain.Receipt{Submission: sid, Digest: digest(body), OurRef: 7, Sum: 75000})
	})
	c := client(t, s)
	for range 2 { // the second time with what the first left: no cookie
		r, err := c.Send(t.Context(), submission("10 1"))
		if err != nil || r.OurRef != 7 || r.Sum != 75000 {
			t.Errorf("%+v %v", r, err)
		}
	}
}

// TestUnknownOutcomes: none of these says whether the region has the
// submission, so none may be told as a refusal or as a receipt.
func TestUnknownOutcomes(t *testing.T) {
	for name, h := range map[string]http.HandlerFunc{
		"500":            func(w http.ResponseWriter, _ *http.Request) { reply(w, 500, "text/plain", "") },
		"429 of a proxy": func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "slow down", http.StatusTooManyRequests) },
		"404 of a proxy": func(w http.ResponseWriter, _ *http.Request) { http.NotFound(w, nil) },
		"403 of a proxy": func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "blocked", http.StatusForbidden) },
		"problem of a proxy": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", api.ProblemType)
			w.WriteHeader(409)
			_, _ = io.WriteString(w, `{"code":"reference-used","status":409}`)
		},
		"problem that is not": func(w http.ResponseWriter, _ *http.Request) { reply(w, 409, api.ProblemType, "<html>") },
		"other status inside": func(w http.ResponseWriter, _ *http.Request) {
			reply(w, 409, api.ProblemType, `{"code":"reference-used","status":200}`)
		},
		"unknown problem": func(w http.ResponseWriter, _ *http.Request) { problem(w, 507, "teapot") },
		"html":            func(w http.ResponseWriter, _ *http.Request) { reply(w, 200, "text/html", "<html>Logga in") },
		"receipt of a proxy": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			_, _ = fmt.Fprintf(w, `{"submission":%q,"digest":%q}`, sid, digest(body))
		},
		"not json": func(w http.ResponseWriter, _ *http.Request) { reply(w, 201, "application/json", "{") },
		"empty":    func(w http.ResponseWriter, _ *http.Request) { reply(w, 200, "application/json", "") },
		"another digest": func(w http.ResponseWriter, _ *http.Request) {
			receipt(w, 201, domain.Receipt{Submission: sid, Digest: digest(nil)})
		},
		"another submission": func(w http.ResponseWriter, _ *http.Request) {
			receipt(w, 201, domain.Receipt{Submission: "x", Digest: digest(body)})
		},
		"redirect": func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/elsewhere" {
				t.Error("a redirect was followed")
			}
			http.Redirect(w, r, "/elsewhere", http.StatusTemporaryRedirect)
		},
		"busy": func(w http.ResponseWriter, _ *http.Request) { problem(w, 503, api.ProblemBusy) },
		"too large, though a good receipt": func(w http.ResponseWriter, r *http.Request) {
			body, _ := io.ReadAll(r.Body)
			good, _ := json.Marshal(domain.Receipt{Submission: sid, Digest: digest(body), OurRef: 1})
			reply(w, 201, "application/json", string(good)+strings.Repeat(" ", api.MaxAnswer))
		},
		"too large": func(w http.ResponseWriter, _ *http.Request) {
			reply(w, 200, "application/json", strings.Repeat(" ", api.MaxAnswer+1))
		},
		"cut": func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
		"cut in the answer": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "100")
			reply(w, 201, "application/json", `{"submission":`)
			panic(http.ErrAbortHandler)
		},
		"reset": func(w http.ResponseWriter, _ *http.Request) {
			conn, _, err := w.(http.Hijacker).Hijack()
			if err != nil {
				t.Error(err)
				return
			}
			if raw, ok := conn.(*tls.Conn).NetConn().(*net.TCPConn); ok {
				_ = raw.SetLinger(0) // RST
				_ = raw.Close()
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			var calls atomic.Int32
			c := client(t, serve(t, func(w http.ResponseWriter, r *http.Request) {
				if calls.Add(1) > 1 {
					t.Error("sent twice by itself")
				}
				h(w, r)
			}))
			_, err := c.Send(t.Context(), submission("101"))
			if domain.KindOf(err) != domain.Offline {
				t.Errorf("kind %v: %v", domain.KindOf(err), err)
			}
			var no *app.RefusedError
			if errors.As(err, &no) {
				t.Error("told as a refusal")
			}
		})
	}
}

func TestDefiniteRefusals(t *testing.T) {
	finding := domain.Finding{Code: "R-REF-USED", Severity: domain.SeverityError, Item: domain.WholeBill}
	for code, status := range map[string]int{
		api.ProblemReferenceUse: 409, api.ProblemFingerprint: 409, api.ProblemFindings: 422,
		api.ProblemBadRequest: 400, api.ProblemTooLarge: 413, api.ProblemPersonSecret: 403,
		api.ProblemUnknownName: 400, "of-a-newer-region": 422,
	} {
		c := client(t, serve(t, func(w http.ResponseWriter, _ *http.Request) { problem(w, status, code, finding) }))
		_, err := c.Send(t.Context(), submission("101"))
		var no *app.RefusedError
		if !errors.As(err, &no) || no.Code != code || len(no.Findings) != 1 || no.Detail != "Räkningsreferensen har redan använts. Använd ett annat." {
			t.Errorf("%s: %v %+v", code, err, no)
		}
	}
}

func TestAnswersAboutTheUser(t *testing.T) {
	for _, x := range []struct {
		status  int
		problem string
		kind    domain.Kind
		code    string
	}{
		{403, api.ProblemUnknownUser, domain.Unauthorized, app.CodeUnknownUser},
		{404, api.ProblemNotFound, domain.NotFound, app.CodeServerRefused},
		{426, api.ProblemProtocol, domain.Conflict, app.CodeOldClient},
		{426, api.ProblemProtocolNew, domain.Conflict, app.CodeOldServer},
		{429, api.ProblemTooMany, domain.Offline, app.CodeServerBusy},
		{429, "of-a-newer-region", domain.Offline, app.CodeServerBusy},
		{409, "of-a-newer-region", domain.Invalid, app.CodeServerRefused},
		{403, "of-a-newer-region", domain.Invalid, app.CodeServerRefused},
	} {
		c := client(t, serve(t, func(w http.ResponseWriter, _ *http.Request) { problem(w, x.status, x.problem) }))
		_, err := c.User(t.Context())
		want(t, err, x.kind, x.code)
		_, err = c.Send(t.Context(), submission("101"))
		want(t, err, x.kind, x.code)
		if errors.As(err, new(*app.RefusedError)) {
			t.Errorf("%s: the submission is told as refused", x.problem)
		}
	}
}

// submission is the command that body is the bytes of.
func submission(clinic string) domain.Command {
	return domain.Command{ID: sid, Kind: domain.CommandSubmit, Clinic: clinic, Body: body}
}
