package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"os/user"
	"time"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
	"example.org/tandtui/internal/server/desk"
)

// Who is the flag that says who works at the desk.
type Who struct {
	As *string `placeholder:"HSA-ID" help:"Vem som gör det, sparas i historiken; annars datorns användare."`
}

// desk is the region's desk of a database, with who sits there.
func (w Who) desk(o opened) (desk.Desk, error) {
	clock, err := swedishClock()
	if err != nil {
		return desk.Desk{}, err
	}
	by, err := actor(w.As)
	return desk.Desk{Store: o, Now: clock, By: by}, err
}

// note keeps in the desk's log what was done to a whole database.
func note(ctx context.Context, store server.Store, by domain.Actor, a server.DeskAct) error {
	a.At, a.By = time.Now(), by
	return store.Write(ctx, func(tx server.Tx) error { return server.NoteDesk(tx, a) })
}

// digest is the SHA-256 of a file, hex: the log names files by it.
func digest(file string) (string, error) {
	f, err := os.Open(file) // #nosec G304 -- the operator names it
	if err != nil {
		return "", err
	}
	sum := sha256.New()
	_, err = io.Copy(sum, f)
	return hex.EncodeToString(sum.Sum(nil)), errors.Join(err, f.Close())
}

// actor is who works at the desk: the user named with --as, or without it the
// computer's own. Nothing is done to an invoice without it.
func actor(as *string) (domain.Actor, error) {
	by := domain.Actor{Via: domain.ViaDesk}
	if as != nil {
		id, err := domain.ParseHSAID(*as)
		if err != nil {
			return by, errors.New("--as skrivs som ett HSA-id (SE, tio siffror, bindestreck, bokstäver och siffror)")
		}
		by.ID = id
	} else if by.ID = systemUser(); by.ID == "" {
		return by, errors.New("datorn säger inte vem du är: skriv ditt HSA-id med --as")
	}
	by.From, _ = os.Hostname() // a computer without a name is none
	return by, nil
}

// systemUser is the name that the computer's user logged in with, "" if it
// cannot be told.
func systemUser() string {
	u, err := user.Current()
	if err != nil {
		return ""
	}
	return u.Username
}
