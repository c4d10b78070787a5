package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"fmt"
	"os"
	"slices"

	"example.org/tandtui/cmd/internal/cli"
	"example.org/tandtui/internal/settings"
)

// HandoutCmd writes the file by which clinics set their programs up (ADR 055).
type HandoutCmd struct {
	Database
	Server     string   `required:"" placeholder:"URL" help:"Serverns adress som klinikerna når den, https://värd:port."`
	CA         string   `name:"ca" placeholder:"FIL" help:"Utfärdaren av serverns certifikat (PEM)." xor:"trust"`
	Cert       string   `placeholder:"FIL" help:"Serverns certifikat (PEM): dess fingeravtryck skrivs i stället för utfärdaren." xor:"trust"`
	CardIssuer []string `placeholder:"CN" help:"Godkänd utfärdare (CN) av kort; kan upprepas. Utan den gäller Ineras."`
}

func (HandoutCmd) Help() string {
	return "Exempel:  tandserver handout --db sqlite:/var/lib/tandserver/region.db --server https://fakturaportalen.example:8443 --ca utfardare.pem > regionen.toml\n\nPå klinikens dator: tandtui setup regionen.toml. Utan --ca och --cert gäller de utfärdare som klinikens dator känner."
}

// Run writes it to standard output.
func (c HandoutCmd) Run(ctx context.Context, s cli.Streams) (err error) {
	if !settings.IsServer(c.Server) {
		return fmt.Errorf("--server %q är ingen https-adress: den skrivs https://värd eller https://värd:port", c.Server)
	}
	o, err := c.open(ctx, s)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, o.Close()) }()
	h := settings.Handout{Server: c.Server, Region: o.profile.ID, CardIssuer: c.CardIssuer}
	if c.CA != "" {
		raw, err := certificateOf("--ca", c.CA)
		if err != nil {
			return err
		}
		h.CA = string(raw)
	}
	if c.Cert != "" {
		raw, err := certificateOf("--cert", c.Cert)
		if err != nil {
			return err
		}
		block, _ := pem.Decode(raw)
		sum := sha256.Sum256(block.Bytes)
		h.Fingerprint = hex.EncodeToString(sum[:])
	}
	_, err = fmt.Fprint(s.Out, h)
	return err
}

// certificateOf reads the certificates of a file, and nothing else of it: a key that
// stands beside them is not handed out.
func certificateOf(flag, file string) (certificates []byte, err error) {
	raw, err := os.ReadFile(file) // #nosec G304 -- the operator's own
	if err != nil {
		return nil, err
	}
	if !slices.Contains(pemKinds(raw), "CERTIFICATE") {
		return nil, noCertificate(flag, file)
	}
	for block, rest := pem.Decode(raw); block != nil; block, rest = pem.Decode(rest) {
		if block.Type == "CERTIFICATE" {
			certificates = append(certificates, pem.EncodeToMemory(&pem.Block{Type: block.Type, Bytes: block.Bytes})...)
		}
	}
	return certificates, nil
}
