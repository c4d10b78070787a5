package siths

import (
	"bytes"
	"context"

	"example.org/tandtui/internal/card/pkcs15"
)

// Application identifiers.
var (
	aidPKCS15 = []byte("\xA0\x00\x00\x00\x63PKCS-15")
	aidESIGN  = []byte("\xA0\x00\x00\x01\x67ESIGN") // OpenSC issue 726: older SITHS cards
)

var (
	masterFile = []byte{0x3F, 0x00}
	pathDIR    = []byte{0x3F, 0x00, 0x2F, 0x00}
	fileODF    = []byte{0x50, 0x31}
	fileInfo   = []byte{0x50, 0x32}
)

// pkcs15Files is a card with the files of PKCS#15.
type pkcs15Files struct {
	*session
	find     func(context.Context, *pkcs15Files) (odf []byte, err error)
	stepwise bool // SELECT knows no paths
	app      pkcs15.Application
}

// standardWays selects the application by the standard's AID, else by what EF.DIR
// names.
func standardWays(ctx context.Context, f *pkcs15Files) ([]byte, error) {
	odf, err := f.try(ctx, pkcs15.Application{AID: aidPKCS15})
	if _, refused := status(err); !refused {
		return odf, err
	}
	listed, err := f.listApplications(ctx)
	if err != nil {
		return nil, err
	}
	for _, a := range listed {
		odf, err := f.try(ctx, a)
		if _, refused := status(err); !refused {
			return odf, err
		}
	}
	return nil, ErrUnknownCard
}

func esignWay(ctx context.Context, f *pkcs15Files) ([]byte, error) {
	odf, err := f.try(ctx, pkcs15.Application{AID: aidESIGN})
	if _, refused := status(err); refused {
		return nil, ErrUnknownCard
	}
	return odf, err
}

// try selects an application and gives its object directory file.
func (f *pkcs15Files) try(ctx context.Context, a pkcs15.Application) ([]byte, error) {
	f.app = a
	if err := f.selectApplication(ctx); err != nil {
		return nil, err
	}
	odf, err := f.readFile(ctx, pkcs15.Path{File: fileODF, Length: -1})
	return odf, demandsSecureMessaging(err)
}

// listApplications reads EF.DIR; each entry is tried by AID and by path.
func (f *pkcs15Files) listApplications(ctx context.Context) ([]pkcs15.Application, error) {
	file, err := f.readFile(ctx, pkcs15.Path{File: pathDIR, Length: -1})
	if _, refused := status(err); refused {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	apps, err := pkcs15.ParseDIR(file)
	if err != nil {
		return nil, nil //nolint:nilerr // not a file to trust; the other ways remain
	}
	var ways []pkcs15.Application
	for _, a := range apps {
		if len(a.AID) > 0 && !bytes.Equal(a.AID, aidPKCS15) {
			ways = append(ways, pkcs15.Application{AID: a.AID})
		}
		if len(a.Path) > 0 {
			ways = append(ways, pkcs15.Application{Path: a.Path})
		}
	}
	return ways, nil
}

func (f *pkcs15Files) name() string { return "PKCS#15" }

func (f *pkcs15Files) profile() Profile { return f.driver.profile(f.transport.ATR()) }

// selectPIN selects the directory in which the PIN is known.
func (f *pkcs15Files) selectPIN(ctx context.Context, p pin) error {
	if len(p.Path.File) == 0 {
		return f.selectApplication(ctx)
	}
	_, err := f.selectFile(ctx, p.Path.File)
	return err
}

// selectKey selects the directory in which the key's file lies.
func (f *pkcs15Files) selectKey(ctx context.Context, k key) error {
	if file := k.Path.File; len(file) > 2 {
		_, err := f.selectFile(ctx, file[:len(file)-2])
		return err
	}
	return f.selectApplication(ctx)
}

func (f *pkcs15Files) selectApplication(ctx context.Context) error {
	if len(f.app.AID) > 0 {
		_, err := f.selectBy(ctx, byAID, f.app.AID)
		return err
	}
	_, err := f.selectPath(ctx, f.app.Path)
	return err
}

// selectFile selects what a PKCS#15 path names: from the master file when it
// says so, else from the application.
func (f *pkcs15Files) selectFile(ctx context.Context, file []byte) (info []byte, err error) {
	if bytes.HasPrefix(file, masterFile) {
		return f.selectPath(ctx, file)
	}
	if err := f.selectApplication(ctx); err != nil {
		return nil, err
	}
	return f.walk(ctx, file)
}

// selectPath selects an absolute path in one command, or in one per level on
// cards that know no paths.
func (f *pkcs15Files) selectPath(ctx context.Context, path []byte) (info []byte, err error) {
	rest := bytes.TrimPrefix(path, masterFile)
	if len(rest) > 0 && !f.stepwise {
		info, err = f.selectBy(ctx, byPath, rest)
		if _, refused := status(err); !refused {
			return info, err
		}
	}
	if info, err = f.selectBy(ctx, byFileID, masterFile); err != nil || len(rest) == 0 {
		return info, err
	}
	if info, err = f.walk(ctx, rest); err == nil {
		f.stepwise = true
	}
	return info, err
}

func (f *pkcs15Files) walk(ctx context.Context, path []byte) (info []byte, err error) {
	for ; len(path) > 1 && err == nil; path = path[2:] {
		info, err = f.selectBy(ctx, byFileID, path[:2])
	}
	return info, err
}

// readFile reads a file, or the part of it that p names. It changes the selected
// file.
func (f *pkcs15Files) readFile(ctx context.Context, p pkcs15.Path) ([]byte, error) {
	info, err := f.selectFile(ctx, p.File)
	if err != nil {
		return nil, err
	}
	return f.readSelected(ctx, info, p.Offset, p.Length)
}

// readOptional reads a file; one that the card refuses is empty.
func (f *pkcs15Files) readOptional(ctx context.Context, p pkcs15.Path) ([]byte, error) {
	file, err := f.readFile(ctx, p)
	if _, refused := status(err); refused {
		return nil, nil
	}
	return file, err
}
