package sim

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/netip"
	"strings"

	"example.org/tandtui/internal/bankid"
)

// Base is the path of the API below the host.
const Base = "/rp/v6.0"

// Paths of the app's part, which BankID does not have.
const (
	PathScan = "/sim/scan" // {qr, personalNumber, name}: the app reads a code
	PathSign = "/sim/sign" // {orderRef}: the person gives the code
)

const maxBody = 64 << 10

func (s *Sim) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch r.URL.Path {
	case PathScan:
		s.serveScan(w, r)
		return
	case PathSign:
		s.serveSign(w, r)
		return
	}
	path, ours := strings.CutPrefix(r.URL.Path, Base)
	serve, known := map[string]func(http.ResponseWriter, []byte){"/auth": s.auth, "/collect": s.collected, "/cancel": s.cancelled}[path]
	switch {
	case r.TLS == nil || len(r.TLS.VerifiedChains) == 0: // the real one's front says so, in HTML
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(http.StatusForbidden)
		_, _ = io.WriteString(w, "<html><body><h1>403 Forbidden</h1></body></html>")
		return
	case !ours || !known:
		refuse(w, http.StatusNotFound, "notFound")
		return
	case r.Method != http.MethodPost:
		refuse(w, http.StatusMethodNotAllowed, "methodNotAllowed")
		return
	case r.Header.Get("Content-Type") != "application/json":
		refuse(w, http.StatusUnsupportedMediaType, "unsupportedMediaType")
		return
	}
	if f, broken := s.next(path); broken {
		f.answer(w)
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil {
		invalid(w)
		return
	}
	serve(w, body)
}

func refuse(w http.ResponseWriter, status int, code string) {
	reply(w, status, map[string]string{"errorCode": code, "details": "simulated"})
}

func invalid(w http.ResponseWriter) { refuse(w, http.StatusBadRequest, bankid.CodeInvalid) }

func reply(w http.ResponseWriter, status int, body any) {
	raw, err := json.Marshal(body)
	if err != nil { // cannot happen: maps of texts
		raw = nil
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write(raw)
}

// maxVisible is the largest text of a login, encoded.
const maxVisible = 1500

func (s *Sim) auth(w http.ResponseWriter, body []byte) {
	var in struct {
		IP          string `json:"endUserIp"`
		Visible     string `json:"userVisibleData"`
		Requirement struct {
			PersonalNumber string `json:"personalNumber"`
		} `json:"requirement"`
		App, Web map[string]string
	}
	if json.Unmarshal(body, &in) != nil || len(in.Visible) > maxVisible || in.App != nil && in.Web != nil {
		invalid(w)
		return
	}
	visible, err := base64.StdEncoding.DecodeString(in.Visible)
	if _, e := netip.ParseAddr(in.IP); errors.Join(err, e) != nil || in.Requirement.PersonalNumber != "" && len(in.Requirement.PersonalNumber) != 12 {
		invalid(w)
		return
	}
	o, code := s.begin(string(visible), in.Requirement.PersonalNumber)
	if code != "" {
		refuse(w, http.StatusBadRequest, code)
		return
	}
	reply(w, http.StatusOK, o)
}

func (s *Sim) collected(w http.ResponseWriter, body []byte) {
	got := s.collect(reference(body))
	if got == nil {
		invalid(w)
		return
	}
	reply(w, http.StatusOK, got)
}

func (s *Sim) cancelled(w http.ResponseWriter, body []byte) {
	if !s.cancel(reference(body)) {
		invalid(w)
		return
	}
	reply(w, http.StatusOK, struct{}{})
}

func reference(body []byte) string {
	var in struct {
		Ref string `json:"orderRef"`
	}
	if json.Unmarshal(body, &in) != nil {
		return ""
	}
	return in.Ref
}

// scanned is the body of PathScan; code is the text of a QR code or an autostart
// token.
type scanned struct {
	Code string `json:"qr"`
	Person
}

func (s *Sim) serveScan(w http.ResponseWriter, r *http.Request) {
	var in scanned
	if json.NewDecoder(http.MaxBytesReader(w, r.Body, maxBody)).Decode(&in) != nil {
		invalid(w)
		return
	}
	ref, visible, err := s.Scan(in.Code, in.Person)
	if err != nil {
		refuse(w, http.StatusConflict, err.Error())
		return
	}
	reply(w, http.StatusOK, map[string]string{"orderRef": ref, "visible": visible})
}

func (s *Sim) serveSign(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil {
		invalid(w)
		return
	}
	s.Sign(reference(body))
	reply(w, http.StatusOK, struct{}{})
}
