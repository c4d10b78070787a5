package sim

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"example.org/tandtui/internal/bankid"
)

// ErrCode is given for a code that no order has now: misread, from another
// service, or too old.
var ErrCode = errors.New("sim: the code is of no order, or too old")

// ErrOther is given where the order is for another person.
var ErrOther = errors.New("sim: the order is for another person")

// Scan is the app reading a code, or being started on the same computer with an
// order's autostart token. The order is then picked up: an older one that the
// person had picked up is cancelled. visible is what the app shows that one is
// about to do.
func (s *Sim) Scan(code string, p Person) (ref, visible string, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.age()
	o := s.find(code)
	if o == nil {
		return "", "", ErrCode
	}
	if o.required != "" && o.required != p.PersonalNumber {
		o.end("certificateErr")
		return "", "", ErrOther
	}
	for _, other := range s.orders {
		if other != o && other.status == bankid.Pending && other.person.PersonalNumber == p.PersonalNumber {
			other.end("cancelled")
		}
	}
	o.person, o.seen, o.hint = p, s.now(), "started"
	return o.Ref, o.visible, nil
}

// find gives the order that a text belongs to. Of a code the HMAC is made anew.
func (s *Sim) find(code string) *order {
	now := s.now()
	for _, o := range s.orders {
		if o.status != bankid.Pending || o.hint != bankid.HintOutstanding {
			continue
		}
		if code == o.AutoStartToken {
			return o
		}
		parts := strings.Split(code, ".")
		if len(parts) != 4 {
			continue
		}
		seconds, err := strconv.Atoi(parts[2])
		at := time.Duration(seconds) * time.Second
		if err != nil || code != o.QR(at) {
			continue
		}
		if off := now.Sub(o.begun) - at; off < -freshFor || off > freshFor {
			continue
		}
		return o
	}
	return nil
}

// Hint sets the hint of an order that goes on: userSign once the code is asked
// for, userMrtd, or one that nobody knows yet.
func (s *Sim) Hint(ref, hint string) { s.act(ref, func(o *order) { o.hint = hint }) }

// Sign is the person giving the code: the order is complete.
func (s *Sim) Sign(ref string) { s.act(ref, func(o *order) { o.status = bankid.Complete }) }

// Fail ends an order: userCancel is the person's own no.
func (s *Sim) Fail(ref, hint string) { s.act(ref, func(o *order) { o.end(hint) }) }

func (s *Sim) act(ref string, f func(*order)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.age()
	if o := s.orders[ref]; o != nil && o.status == bankid.Pending {
		f(o)
	}
}
