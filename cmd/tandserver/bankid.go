package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"os"
	"time"

	"example.org/tandtui/cmd/internal/cli"
	"example.org/tandtui/internal/bankid"
	"example.org/tandtui/internal/bankid/sim"
	"example.org/tandtui/internal/server"
)

// BankIDFlags say how users without a card log in.
type BankIDFlags struct {
	BankID   string `name:"bankid" placeholder:"URL" help:"BankID:s adress, https://…/rp/v6.0, eller sim: en låtsad BankID på den här datorn. Utan den loggar ingen in med BankID."`
	Cert     string `name:"bankid-cert" placeholder:"FIL" type:"existingfile" help:"Regionens certifikat hos BankID, med kedja (PEM)."`
	Key      string `name:"bankid-key" placeholder:"FIL" type:"existingfile" help:"Certifikatets nyckel (PEM)."`
	CA       string `name:"bankid-ca" placeholder:"FIL" type:"existingfile" help:"BankID:s egen utfärdare (PEM)."`
	Evidence string `name:"bankid-evidence" placeholder:"FIL" type:"existingfile" help:"Nyckeln som inloggningarnas bevis förseglas med: FIL.pub av tandserver bankid key."`
}

// loginsByBankID is what logins by BankID need; empty where there are none.
type loginsByBankID struct {
	party    server.BankID
	evidence *server.EvidenceKey
	sim      *sim.Running // nil: it is the real one
	until    time.Time    // when the region's certificate at BankID runs out
}

// simulated is the value of --bankid that starts the simulator.
const simulated = "sim"

func (f BankIDFlags) open(ctx context.Context, now func() time.Time) (l loginsByBankID, err error) {
	switch f.BankID {
	case "":
		if f.Cert+f.Key+f.CA+f.Evidence != "" {
			return l, errors.New("--bankid saknas: skriv BankID:s adress, annars loggar ingen in med BankID")
		}
		return l, nil
	case simulated:
		return f.simulate(ctx, now)
	}
	if f.Cert == "" || f.Key == "" || f.CA == "" || f.Evidence == "" {
		return l, errors.New("med --bankid behövs också --bankid-cert, --bankid-key, --bankid-ca och --bankid-evidence")
	}
	c := bankid.Config{URL: f.BankID}
	if c.Certificate, err = partyCertificate(f.Cert, f.Key, now()); err != nil {
		return l, err
	}
	l.until = c.Certificate.Leaf.NotAfter
	if c.Roots, err = bankIDRoots(f.CA); err != nil {
		return l, err
	}
	if l.evidence, err = readEvidenceKey(f.Evidence); err != nil {
		return l, err
	}
	if l.party, err = bankid.New(c); err != nil {
		return l, fmt.Errorf("--bankid %s är ingen adress till BankID: den skrivs https://…/rp/v6.0", f.BankID)
	}
	return l, nil
}

// simulate starts the simulator. Its evidence proves nothing, and is sealed for a
// key that nobody keeps.
func (f BankIDFlags) simulate(ctx context.Context, now func() time.Time) (l loginsByBankID, err error) {
	secret, err := server.NewEvidenceSecret()
	if err != nil {
		return l, err
	}
	l.evidence = secret.Public()
	if l.sim, err = sim.Listen(ctx, "127.0.0.1:0", now); err != nil {
		return l, err
	}
	l.party, err = bankid.New(l.sim.Party)
	return l, err
}

func (l loginsByBankID) Close() error {
	if l.sim == nil {
		return nil
	}
	return l.sim.Close()
}

func bankIDRoots(file string) (*x509.CertPool, error) {
	raw, err := os.ReadFile(file) // #nosec G304 -- the operator's own
	if err != nil {
		return nil, err
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(raw) {
		return nil, noCertificate("--bankid-ca", file)
	}
	return pool, nil
}

// PEM types of the two halves of the key for evidence.
const (
	evidencePublic = "TANDSERVER EVIDENCE PUBLIC KEY"
	evidenceSecret = "TANDSERVER EVIDENCE PRIVATE KEY"
)

func readEvidenceKey(file string) (*server.EvidenceKey, error) {
	raw, err := readPEM(file, evidencePublic)
	if err != nil {
		return nil, err
	}
	key, err := server.ParseEvidenceKey(raw)
	if err != nil {
		return nil, fmt.Errorf("nyckeln %s är skadad: hämta dess kopia, eller gör en ny med tandserver bankid key", file)
	}
	return key, nil
}

// readEvidenceSecret reads the half that opens what is sealed.
func readEvidenceSecret(file string) (*server.EvidenceSecret, error) {
	raw, err := readPEM(file, evidenceSecret)
	if err != nil {
		return nil, err
	}
	secret, err := server.ParseEvidenceSecret(raw)
	if err != nil {
		return nil, fmt.Errorf("nyckeln %s är skadad: hämta dess kopia", file)
	}
	return secret, nil
}

// readPEM reads the one block of a kind that a file holds.
func readPEM(file, kind string) ([]byte, error) {
	raw, err := os.ReadFile(file) // #nosec G304 -- the operator's own
	if err != nil {
		return nil, err
	}
	block, _ := pem.Decode(raw)
	if block == nil || block.Type != kind {
		return nil, fmt.Errorf("%s är ingen sådan nyckel: filen görs av tandserver bankid key, och börjar -----BEGIN %s-----", file, kind)
	}
	return block.Bytes, nil
}

// partyCertificate reads the region's certificate at BankID.
func partyCertificate(certFile, keyFile string, now time.Time) (tls.Certificate, error) {
	c, err := tls.LoadX509KeyPair(certFile, keyFile)
	switch {
	case err != nil:
		return c, fmt.Errorf("--bankid-cert %s och --bankid-key %s hör inte ihop, eller är skadade: ta ut dem ur bankens fil på nytt, utan lösenord", certFile, keyFile)
	case now.After(c.Leaf.NotAfter):
		return c, fmt.Errorf("regionens certifikat hos BankID gick ut %s: beställ ett nytt hos banken, ingen kan logga in med BankID", c.Leaf.NotAfter.In(now.Location()).Format(time.DateOnly))
	}
	return c, nil
}

// soonOver is when a certificate at BankID is warned of: it takes the bank some
// time to make a new one.
const soonOver = 60

// warn says that the certificate is about to run out.
func (l loginsByBankID) warn(s cli.Streams, now time.Time) error {
	if l.until.IsZero() || now.AddDate(0, 0, soonOver).Before(l.until) {
		return nil
	}
	_, err := fmt.Fprintf(s.Err, "Regionens certifikat hos BankID går ut %s: beställ ett nytt hos banken.\n", l.until.In(now.Location()).Format(time.DateOnly))
	return err
}
