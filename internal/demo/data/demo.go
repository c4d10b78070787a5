package data

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"time"

	"example.org/tandtui/internal/demo/manifest"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/region"
	"example.org/tandtui/internal/server/pki"
	"example.org/tandtui/internal/server/sqlstore"
)

// pin is the PIN of the virtual cards.
const pin = "123456"

// Files of the demo's folder beside those of package manifest.
const (
	personAuthority = "person-ca.key.pem" // key and certificate
	serverAuthority = "server-ca.key.pem"
	serverIdentity  = "server.pem"
	cardsDir        = "cards"
)

// Demo is a prepared folder.
type Demo struct {
	Dir         string
	Region      string // the profile's id
	Certificate tls.Certificate
	Issuers     []*x509.Certificate
}

// Prepare makes what is missing in a folder and leaves the rest alone, so that
// the next start completes one that was broken off. today is the date that a new
// database's data is relative to; now dates new certificates.
func Prepare(ctx context.Context, dir, regionID string, today domain.Date, now time.Time) (*Demo, error) {
	if err := os.MkdirAll(filepath.Join(dir, cardsDir), 0o700); err != nil {
		return nil, err
	}
	d := &Demo{Dir: dir, Region: regionID}
	if m, err := manifest.Read(dir); err == nil && m.Region != regionID {
		return nil, fmt.Errorf("i mappen %s finns demon av %s: välj en annan mapp med --dir", dir, m.Region)
	}
	persons, err := d.authority(personAuthority, manifest.PersonCA, pki.PersonIssuer, now)
	if err != nil {
		return nil, err
	}
	servers, err := d.authority(serverAuthority, manifest.ServerCA, pki.ServerIssuer, now)
	if err != nil {
		return nil, err
	}
	own, err := d.identity(serverIdentity, servers, func() (*pki.Identity, error) { return servers.IssueServer(now) })
	if err != nil {
		return nil, err
	}
	d.Certificate = tls.Certificate{Certificate: [][]byte{own.Cert.Raw}, PrivateKey: own.Key, Leaf: own.Cert}
	d.Issuers = []*x509.Certificate{persons.Cert}
	for _, u := range users {
		_, err := d.identity(cardFile(u), persons, func() (*pki.Identity, error) { return persons.IssuePerson(u.name, u.hsaID, now) })
		if err != nil {
			return nil, err
		}
	}
	if err := d.database(ctx, today, now.Location()); err != nil {
		return nil, err
	}
	if err := d.manifest(today); err != nil {
		return nil, err
	}
	return d, d.exampleFiles(today, now)
}

// Database is the name of the demo's database as on the command line.
func (d *Demo) Database() string { return "sqlite:" + filepath.Join(d.Dir, manifest.Database) }

func cardFile(u user) string { return filepath.Join(cardsDir, u.card+".pem") }

// authority loads or makes an authority; its certificate also stands alone in a
// file that may be handed out.
func (d *Demo) authority(secret, public, name string, now time.Time) (*pki.Identity, error) {
	ca, err := d.identity(secret, nil, func() (*pki.Identity, error) { return pki.NewAuthority(name, now) })
	if err != nil {
		return nil, err
	}
	return ca, d.writeMissing(public, func() ([]byte, error) { return pki.CertPEM(ca.Cert), nil })
}

// identity loads or makes a key with its certificate.
func (d *Demo) identity(name string, issuer *pki.Identity, fresh func() (*pki.Identity, error)) (*pki.Identity, error) {
	err := d.writeMissing(name, func() ([]byte, error) {
		id, err := fresh()
		if err != nil {
			return nil, err
		}
		if issuer == nil {
			return id.PEM()
		}
		return id.PEM(issuer.Cert)
	})
	if err != nil {
		return nil, err
	}
	raw, err := os.ReadFile(filepath.Join(d.Dir, name)) // #nosec G304 -- in the demo's folder
	if err != nil {
		return nil, err
	}
	id, err := pki.ParsePEM(raw)
	if err != nil {
		return nil, fmt.Errorf("demo: %s: %w", name, err)
	}
	return id, nil
}

// writeMissing makes a file that does not exist, completely or not at all.
func (d *Demo) writeMissing(name string, content func() ([]byte, error)) error {
	path := filepath.Join(d.Dir, name)
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	raw, err := content()
	if err != nil {
		return err
	}
	return replaceFile(path, raw)
}

// replaceFile puts a file in place in one step, readable only by its owner.
func replaceFile(path string, raw []byte) error {
	if err := os.WriteFile(path+".new", raw, 0o600); err != nil {
		return err
	}
	return os.Rename(path+".new", path)
}

// database fills a new database under another name and then renames it.
func (d *Demo) database(ctx context.Context, today domain.Date, zone *time.Location) error {
	path := filepath.Join(d.Dir, manifest.Database)
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	draft := path + ".new"
	for _, suffix := range []string{"", "-wal", "-shm", ".witness"} { // of a start that was broken off
		if err := os.Remove(draft + suffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	profile, prices, err := region.Load(d.Region)
	if err != nil {
		return err
	}
	store, err := sqlstore.Create(ctx, "sqlite:"+draft, d.Region)
	if err != nil {
		return err
	}
	err = Fill(ctx, store, profile, prices, today, zone)
	if err := errors.Join(err, store.Close()); err != nil { // closing folds the log into the file
		return err
	}
	return sqlstore.Move(draft, path)
}

// manifest writes what this program knows of the demo; the day of its data stays.
func (d *Demo) manifest(today domain.Date) error {
	m := manifest.Manifest{
		Region: d.Region, Date: today.String(), ServerCA: manifest.ServerCA, PersonCA: manifest.PersonCA,
		Issuer: pki.PersonIssuer, PIN: pin, First: firstPatients, Cards: firstCards,
	}
	was, err := manifest.Read(d.Dir)
	if err == nil {
		m.Date = was.Date
	} else if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for _, u := range users {
		m.Users = append(m.Users, manifest.User{Name: u.name, HSAID: u.hsaID, Person: u.person, Card: cardFile(u), Clinics: u.clinics, About: u.about})
	}
	for _, e := range examples {
		m.Files = append(m.Files, e.name)
	}
	for _, p := range people(d.Region) {
		if p.about != "" {
			m.Patients = append(m.Patients, manifest.Case{Person: p.id, About: p.about})
		}
	}
	if reflect.DeepEqual(m, was) {
		return nil
	}
	raw, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	return replaceFile(filepath.Join(d.Dir, manifest.Name), raw)
}

// Announce writes the address of the running server.
func (d *Demo) Announce(address string) error {
	return replaceFile(filepath.Join(d.Dir, manifest.Address), []byte(address+"\n"))
}

// BankID is how tandserver serves logins by BankID here: played, where the region
// has them at all.
func (d *Demo) BankID() string {
	profile, _, err := region.Load(d.Region) // Prepare has loaded it
	if err != nil || !slices.Contains(profile.Logins, domain.LoginBankID) {
		return ""
	}
	return "sim"
}

// AnnounceBankID writes where the BankID app is played.
func (d *Demo) AnnounceBankID(p manifest.Phone) error {
	raw, err := json.Marshal(p)
	if err != nil {
		return err
	}
	return replaceFile(filepath.Join(d.Dir, manifest.BankID), raw)
}

// Withdraw removes the addresses; one that is gone already does no harm.
func (d *Demo) Withdraw() error {
	var errs []error
	for _, name := range []string{manifest.Address, manifest.BankID} {
		if err := os.Remove(filepath.Join(d.Dir, name)); !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}
