package siths

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"

	"example.org/tandtui/internal/card/apdu"
	"example.org/tandtui/internal/card/idprime"
)

// Probe tells what the card behind t shows of itself. It sends no PIN, owns t from
// then on, and closes it, which resets the card. A card that cannot be used here is
// no error: Report.Err says why. Errors: apdu.ErrRemoved, apdu.ErrBusy,
// apdu.ErrSilent, those of t.
func (d *Driver) Probe(ctx context.Context, t Transport) (r Report, err error) {
	c := &commands{session: d.begin(t)}
	card := &Card{token: c, driver: d}
	defer func() { err = errors.Join(err, c.Close()) }()
	r = Report{ATR: hexOf(t.ATR()...), Protocol: "T=1", Counters: map[string]int{}}
	if t.T0() {
		r.Protocol = "T=0"
	}
	c.witness = r.see
	err = c.transact(ctx, func(ctx context.Context) error {
		if err := c.askAround(ctx, &r); err != nil {
			return err
		}
		card.content, r.Err = c.find(ctx)
		if r.Err != nil {
			return unknownOnly(r.Err)
		}
		r.Kind, r.Label = c.app.name(), unnumbered(card.content.label)
		for _, cert := range card.content.certificates {
			r.Certificates = append(r.Certificates, card.describe(cert))
		}
		return c.describePINs(ctx, card.content.pins, &r)
	})
	if err != nil {
		return r, fmt.Errorf("siths: probe: %w", err)
	}
	if r.Err == nil {
		_, r.Err = card.Identity()
	}
	return r, nil
}

// unknownOnly gives the errors that are no answer of the card's.
func unknownOnly(err error) error {
	if errors.Is(err, ErrUnknownCard) || errors.Is(err, ErrSecureMessaging) {
		return nil
	}
	if _, refused := status(err); refused {
		return nil
	}
	return err
}

// see notes a command of a probe and its answer.
func (r *Report) see(cmd apdu.Command, answer []byte, err error) {
	a := Answer{Name: hexOf(cmd.Data...), Status: statusText(err)}
	switch cmd.INS {
	case apdu.InsSelect:
		if cmd.P1 == byAID {
			if !slices.Contains(r.Applications, a) {
				r.Applications = append(r.Applications, a)
			}
			return
		}
		a.Size = max(0, fileSize(answer))
		r.Files = append(r.Files, a)
	case apdu.InsReadBinary:
		if n := len(r.Files); n > 0 {
			last := &r.Files[n-1]
			last.Read += len(answer)
			if _, refused := status(err); refused && last.Read == 0 {
				last.Status = a.Status
			}
		}
	case apdu.InsGetData:
		a.Name = hexOf(cmd.P1, cmd.P2)
		a.Size = len(answer)
		if !slices.ContainsFunc(r.Data, func(d Answer) bool { return d.Name == a.Name }) {
			r.Data = append(r.Data, a)
		}
	}
}

func statusText(err error) string {
	if err == nil {
		return "9000"
	}
	if s, refused := status(err); refused {
		return fmt.Sprintf("%04X", uint16(s))
	}
	return "–"
}

// Tags of GET DATA that tell what a Thales card is.
const (
	tagVersion = 0xDF30
	tagName    = 0x7F30
)

// askAround asks for everything that tells cards apart, before the card is read.
func (c *commands) askAround(ctx context.Context, r *Report) error {
	for _, aid := range [][]byte{aidPKCS15, aidESIGN, idprime.AID} {
		if _, err := c.send(ctx, apdu.Command{INS: apdu.InsSelect, P1: byAID, P2: noInfo, Data: aid}); err != nil {
			if _, refused := status(err); !refused {
				return err
			}
			continue
		}
		for _, tag := range []uint16{tagProduction, tagVersion, tagName} {
			answer, err := c.send(ctx, getData(tag))
			if _, refused := status(err); err != nil && !refused {
				return err
			}
			r.read(tag, answer)
		}
		for _, reference := range []byte{0x01, 0x11, 0x81, 0x82, 0x83} {
			left, err := c.triesByData(ctx, reference)
			if err != nil {
				return err
			}
			if left >= 0 {
				r.Counters[hexOf(reference)] = left
			}
		}
	}
	return nil
}

// read notes the part of an answer that may be told: production data hold the
// chip's number, of which only the system's release is of use.
func (r *Report) read(tag uint16, answer []byte) {
	if len(answer) == 0 || len(r.Data) == 0 {
		return
	}
	last := &r.Data[len(r.Data)-1]
	if tag == tagProduction {
		if release, ok := idprime.Release(answer); ok {
			last.Text = fmt.Sprintf("OS %d", release)
		}
		return
	}
	if head := binary.BigEndian.AppendUint16(nil, tag); len(answer) > 3 && string(answer[:2]) == string(head) {
		answer = answer[3:]
	}
	last.Text = unnumbered(printable(answer))
}

// printable gives the ASCII of an answer.
func printable(b []byte) string {
	var out []byte
	for _, c := range b {
		if c >= ' ' && c <= '~' {
			out = append(out, c)
		}
	}
	return string(out)
}

// describePINs asks for each PIN that the card names how many tries are left.
func (c *commands) describePINs(ctx context.Context, pins []pin, r *Report) error {
	for _, p := range pins {
		if err := c.app.selectPIN(ctx, p); err != nil {
			if _, refused := status(err); !refused {
				return err
			}
		}
		info, err := c.askCounter(ctx, &Identity{pin: p})
		if err != nil {
			return err
		}
		d := PINOf{Reference: hexOf(p.Reference), Label: unnumbered(p.Label), Min: p.Min, Max: info.Max, Left: info.Left, Padding: "none"}
		switch {
		case p.unsure:
			d.Padding = "unknown"
		case p.Padded:
			d.Padding = "padded"
		}
		r.PINs = append(r.PINs, d)
	}
	return nil
}
