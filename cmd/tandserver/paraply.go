package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
	"example.org/tandtui/internal/server/desk"
	"example.org/tandtui/internal/text"
)

// paraplyUsers are those who work at every clinic of a provider on a day, in one and the
// same role, where it has several: only of them it can be said what they are to be at a
// clinic more (ADR 051).
func paraplyUsers(ctx context.Context, o opened, clinics []clinicOf, today domain.Date) (list []desk.Joining, err error) {
	clinics = slices.DeleteFunc(slices.Clone(clinics), func(k clinicOf) bool { return !k.Ends.IsZero() && k.Ends.Before(today) })
	if len(clinics) < 2 {
		return nil, nil
	}
	err = o.Read(ctx, func(tx server.Tx) error {
		users, err := tx.Users()
		list = nil
		for _, u := range users {
			if role, all := roleAtAll(u, clinics, today); all {
				list = append(list, desk.Joining{User: u, Role: role})
			}
		}
		return err
	})
	return list, err
}

func roleAtAll(u server.RollUser, clinics []clinicOf, today domain.Date) (role domain.Role, all bool) {
	for _, k := range clinics {
		i := slices.IndexFunc(u.Memberships, func(m server.RollMembership) bool { return m.Clinic == k.No && m.Validity.Contains(today) })
		if i < 0 || role != "" && u.Memberships[i].Role != role {
			return "", false
		}
		role = u.Memberships[i].Role
	}
	return role, true
}

// sayJoining names them, with what becomes of them.
func sayJoining(list []desk.Joining, join bool) []string {
	if len(list) == 0 {
		return nil
	}
	names := make([]string, len(list))
	for i, j := range list {
		names[i] = fmt.Sprintf("%s (%s)", text.Safe(j.User.Name), text.Role(j.Role))
	}
	said := strings.Join(names, ", ")
	if join {
		return []string{"Där arbetar från och med idag: " + said + "."}
	}
	return []string{"Arbetar på vårdgivarens alla andra kliniker men inte på den här: " + said + ". Med --paraply får de samma roll här."}
}
