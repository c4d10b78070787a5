package siths

import (
	"context"
	"crypto/x509"
	"encoding/binary"

	"example.org/tandtui/internal/card/apdu"
	"example.org/tandtui/internal/card/idprime"
	"example.org/tandtui/internal/card/pkcs15"
)

// idprimeFiles is an IDPrime card.
type idprimeFiles struct {
	*session
	generation idprime.Generation
}

// noInfo is P2 of a SELECT that wants no file information.
const noInfo = 0x0C

func (f *idprimeFiles) read(ctx context.Context) (out content, err error) {
	err = f.selectApplication(ctx)
	if _, refused := status(err); refused {
		return out, ErrUnknownCard
	}
	if err != nil {
		return out, err
	}
	file, err := f.readFile(ctx, idprime.FileIndex)
	if s, refused := status(err); refused && s != apdu.SecurityStatus {
		return out, ErrUnknownCard
	}
	if err != nil {
		return out, demandsSecureMessaging(err)
	}
	index, err := idprime.ParseIndex(file)
	if err != nil {
		return out, ErrUnknownCard
	}
	cplc, err := f.optional(f.send(ctx, getData(tagProduction)))
	if err != nil {
		return out, err
	}
	f.generation = idprime.Of(f.transport.ATR(), cplc)
	if out.serial, err = f.optional(f.readFile(ctx, idprime.FileCardID)); err != nil {
		return out, err
	}
	if out.label, err = f.readLabel(ctx, index); err != nil {
		return out, err
	}
	keys, err := f.readKeys(ctx)
	if err != nil {
		return out, err
	}
	err = f.readCertificates(ctx, index, keys, &out)
	return out, err
}

// tagProduction is the card's production data, the CPLC.
const tagProduction = 0x9F7F

func getData(tag uint16) apdu.Command {
	return apdu.Command{INS: apdu.InsGetData, P1: byte(tag >> 8), P2: byte(tag), Le: apdu.MaxLe}
}

// optional is an answer that the card may refuse to give.
func (f *idprimeFiles) optional(answer []byte, err error) ([]byte, error) {
	if _, refused := status(err); refused {
		return nil, nil
	}
	return answer, err
}

func (f *idprimeFiles) readFile(ctx context.Context, fid uint16) ([]byte, error) {
	info, err := f.selectBy(ctx, byFileID, binary.BigEndian.AppendUint16(nil, fid))
	if err != nil {
		return nil, err
	}
	return f.readSelected(ctx, info, 0, -1)
}

// readLabel reads what the card calls itself: 01, a length, and the name.
func (f *idprimeFiles) readLabel(ctx context.Context, index []idprime.Entry) (string, error) {
	for _, e := range index {
		if e.Name != "tinfo" || e.Dir != "p11" {
			continue
		}
		file, err := f.optional(f.readFile(ctx, e.FID))
		if err != nil || len(file) < 2 || len(file) < 2+int(file[1]) {
			return "", err
		}
		return string(file[2 : 2+int(file[1])]), nil
	}
	return "", nil
}

// readKeys reads how keys are named, by container; empty on cards that do not say.
func (f *idprimeFiles) readKeys(ctx context.Context) (map[int]idprime.Key, error) {
	if !f.generation.KeyMap {
		return nil, nil
	}
	file, err := f.optional(f.readFile(ctx, idprime.FileKeys))
	keys := map[int]idprime.Key{}
	for _, k := range idprime.ParseKeys(file) {
		if _, twice := keys[k.Container]; !twice {
			keys[k.Container] = k
		}
	}
	return keys, err
}

// readCertificates reads the certificates that the index names, each with its key
// and PIN.
func (f *idprimeFiles) readCertificates(ctx context.Context, index []idprime.Entry, keys map[int]idprime.Key, out *content) error {
	ctx = apdu.Private(ctx) // a certificate names its holder
	for _, e := range index {
		n, ok := e.Container()
		if !ok || len(out.certificates) == maxCertificates {
			continue
		}
		file, err := f.optional(f.readFile(ctx, e.FID))
		if err != nil {
			return err
		}
		der, err := idprime.Certificate(file)
		if err != nil {
			continue
		}
		cert, err := x509.ParseCertificate(der)
		if err != nil {
			continue
		}
		id := []byte{byte(n)}
		out.certificates = append(out.certificates, certificate{id, cert})
		reference, guard, ok := f.keyOf(n, keys)
		if !ok {
			continue
		}
		out.keys = append(out.keys, key{ID: id, AuthID: []byte{guard}, Label: e.Name, Reference: int(reference)})
		f.addPIN(guard, out)
	}
	return nil
}

// keyOf gives the name of a container's key and the PIN it is under.
func (f *idprimeFiles) keyOf(container int, keys map[int]idprime.Key) (reference, guard byte, ok bool) {
	if k, told := keys[container]; told {
		return k.Reference, k.PIN, true
	}
	reference, ok = f.generation.Reference(container)
	return reference, idprime.PINUser, ok
}

// addPIN adds a PIN once. SITHS PINs are digits, so that a letter is refused here
// and costs no try.
func (f *idprimeFiles) addPIN(reference byte, out *content) {
	for _, p := range out.pins {
		if p.Reference == reference {
			return
		}
	}
	out.pins = append(out.pins, pin{unsure: !f.generation.Sure, PIN: pkcs15.PIN{
		ID: []byte{reference}, Reference: reference, Type: pkcs15.ASCIINumeric,
		Min: idprime.PINMinLength, Max: idprime.PINLength, Stored: idprime.PINLength, Padded: f.generation.Padded || !f.generation.Sure,
	}})
}

// selectPIN selects the application: another program may have left one in which
// the same reference names another PIN.
func (f *idprimeFiles) selectPIN(ctx context.Context, _ pin) error { return f.selectApplication(ctx) }

func (f *idprimeFiles) selectKey(ctx context.Context, _ key) error { return f.selectApplication(ctx) }

func (f *idprimeFiles) selectApplication(ctx context.Context) error {
	_, err := f.send(ctx, apdu.Command{INS: apdu.InsSelect, P1: byAID, P2: noInfo, Data: idprime.AID})
	return err
}

func (f *idprimeFiles) name() string { return "IDPrime " + f.generation.Name }

func (f *idprimeFiles) profile() Profile { return idprimeProfile }
