package main

import (
	"errors"
	"os"
	"os/user"

	"example.org/tandtui/internal/domain"
)

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
