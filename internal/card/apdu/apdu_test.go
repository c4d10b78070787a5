package apdu

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"testing"
)

// script answers with one line after the other and keeps what it was sent.
type script struct {
	answers []string
	sent    []string
}

func (s *script) Transmit(_ context.Context, c []byte) ([]byte, error) {
	s.sent = append(s.sent, fmt.Sprintf("%X", c))
	if len(s.answers) == 0 {
		return nil, errors.New("script is at its end")
	}
	a, err := hex.DecodeString(s.answers[0])
	s.answers = s.answers[1:]
	return a, err
}

func TestSend(t *testing.T) {
	long := bytes.Repeat([]byte{0xAB}, 256)
	for _, tc := range []struct {
		name    string
		t0      bool
		c       Command
		answers []string
		sent    []string
		data    string
		err     error
	}{
		{
			name: "case 1 has four bytes", c: Command{INS: InsVerify, P2: 1},
			answers: []string{"63C3"}, sent: []string{"00200001"}, err: Status(0x63C3),
		},
		{
			name: "Le 256 is written 00", c: Command{INS: InsReadBinary, Le: MaxLe},
			answers: []string{"AA9000"}, sent: []string{"00B0000000"}, data: "AA",
		},
		{
			name: "T=0 sends no Le with data", t0: true, c: Command{INS: InsSelect, Data: []byte{0x3F, 0}, Le: MaxLe},
			answers: []string{"6103", "A1A2A39000"}, sent: []string{"00A40000023F00", "00C0000003"}, data: "A1A2A3",
		},
		{
			name: "T=1 sends Le with data", c: Command{INS: InsSelect, Data: []byte{0x3F, 0}, Le: MaxLe},
			answers: []string{"A19000"}, sent: []string{"00A40000023F0000"}, data: "A1",
		},
		{
			name: "61xx more than once, 6100 is 256", c: Command{INS: InsPSO, Le: MaxLe},
			answers: []string{"016100", "026101", "039000"}, sent: []string{"002A000000", "00C0000000", "00C0000001"}, data: "010203",
		},
		{
			name: "6Cxx repeats a reading command with the length", c: Command{INS: InsReadBinary, Le: 0xE0},
			answers: []string{"6C02", "AABB9000"}, sent: []string{"00B00000E0", "00B0000002"}, data: "AABB",
		},
		{
			name: "6Cxx twice is an error", c: Command{INS: InsReadBinary, Le: 0xE0},
			answers: []string{"6C02", "6C02"}, sent: []string{"00B00000E0", "00B0000002"}, err: Status(0x6C02),
		},
		{
			name: "6Cxx never repeats a command with data", c: Command{INS: InsVerify, P2: 1, Data: []byte("123456")},
			answers: []string{"6C02"}, sent: []string{"0020000106313233343536"}, err: Status(0x6C02),
		},
		{
			name: "256 bytes are chained", c: Command{INS: InsPSO, P1: 0x9E, P2: 0x9A, Data: long}, t0: true,
			answers: []string{"9000", "9000"},
			sent:    []string{"102A9E9AFF" + strings.Repeat("AB", 255), "002A9E9A01AB"},
		},
		{
			name: "a refused link ends the chain", c: Command{INS: InsPSO, Data: long},
			answers: []string{"6884"}, sent: []string{"102A0000FF" + strings.Repeat("AB", 255)}, err: Status(0x6884),
		},
		{
			name: "empty answer is a removed card", c: Command{INS: InsReadBinary},
			answers: []string{""}, sent: []string{"00B00000"}, err: ErrRemoved,
		},
		{
			name: "one byte is a removed card", c: Command{INS: InsReadBinary},
			answers: []string{"90"}, sent: []string{"00B00000"}, err: ErrRemoved,
		},
		{
			name: "a warning keeps its data", c: Command{INS: InsReadBinary, Le: 4},
			answers: []string{"AA6282"}, sent: []string{"00B0000004"}, data: "AA", err: EndOfFile,
		},
	} {
		t.Run(tc.name, func(t *testing.T) {
			s := &script{answers: tc.answers}
			data, err := NewChannel(s, tc.t0).Send(t.Context(), tc.c)
			if !errors.Is(err, tc.err) {
				t.Errorf("err = %v, want %v", err, tc.err)
			}
			if got := fmt.Sprintf("%X", data); got != tc.data {
				t.Errorf("data = %s, want %s", got, tc.data)
			}
			if got, want := strings.Join(s.sent, "\n"), strings.Join(tc.sent, "\n"); got != want {
				t.Errorf("sent\n%s\nwant\n%s", got, want)
			}
		})
	}
}

func TestSendEndsOnAnEndlessCard(t *testing.T) {
	endless := transportFunc(func([]byte) []byte { return []byte{0x61, 0x00} })
	if _, err := NewChannel(endless, true).Send(t.Context(), Command{INS: InsSelect}); !errors.Is(err, ErrTooLong) {
		t.Fatalf("err = %v, want ErrTooLong", err)
	}
	huge := transportFunc(func([]byte) []byte { return append(make([]byte, 60000), 0x61, 0x00) })
	if _, err := NewChannel(huge, true).Send(t.Context(), Command{INS: InsSelect}); !errors.Is(err, ErrTooLong) {
		t.Fatalf("err = %v, want ErrTooLong", err)
	}
}

func TestSendWipesTheCommand(t *testing.T) {
	var kept []byte
	keeper := transportFunc(func(c []byte) []byte { kept = c; return []byte{0x90, 0} })
	if _, err := NewChannel(keeper, true).Send(t.Context(), Command{INS: InsVerify, Data: []byte("123456")}); err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(kept, []byte("123456")) {
		t.Fatal("the PIN stays in the command buffer")
	}
}

type transportFunc func([]byte) []byte

func (f transportFunc) Transmit(_ context.Context, c []byte) ([]byte, error) { return f(c), nil }

func TestTriesLeft(t *testing.T) {
	for s, want := range map[Status]int{0x63C0: 0, 0x63C2: 2, 0x63CF: 15, Blocked: 0, Invalidated: 0, 0x6300: -1, SecurityStatus: -1, WrongP1P2: -1} {
		var got Status
		if !errors.As(fmt.Errorf("verify: %w", s), &got) {
			t.Fatalf("%v is not found in a chain of errors", s)
		}
		n, ok := got.TriesLeft()
		if !ok {
			n = -1
		}
		if n != want {
			t.Errorf("%v: %d tries left, want %d", s, n, want)
		}
	}
}

func TestTraceMasks(t *testing.T) {
	var log bytes.Buffer
	s := &script{answers: []string{
		"63C2", "9000", "9000", "6102", "CAFE9000", // PIN three ways, signature through GET RESPONSE
		"0102039000", "4E414D459000",
	}}
	tr := Trace(s, &log)
	send := func(ctx context.Context, raw string) {
		b, _ := hex.DecodeString(raw)
		if _, err := tr.Transmit(ctx, b); err != nil {
			t.Fatal(err)
		}
	}
	send(t.Context(), "0020000106313233343536")
	send(t.Context(), "002400010C313233343536363534333231")
	send(t.Context(), "102C00010C313233343536363534333231")
	send(t.Context(), "002A9E9A02BEEF")
	send(t.Context(), "00C0000002")
	send(t.Context(), "00B0000003")
	send(Private(t.Context()), "00B0000004")
	for _, secret := range []string{"3132", "3635", "BEEF", "CAFE", "4E414D45", "0106", "010C"} {
		if strings.Contains(log.String(), secret) {
			t.Errorf("the trace holds %s:\n%s", secret, log.String())
		}
	}
	for _, shown := range []string{"00200001", "63C2", "0102039000"} {
		if !strings.Contains(log.String(), shown) {
			t.Errorf("the trace lacks %s:\n%s", shown, log.String())
		}
	}
}

// FuzzSend: whatever the card answers, a command ends, and a command with data
// is sent at most once.
func FuzzSend(f *testing.F) {
	f.Add([]byte{2, 0x61, 0x10, 3, 1, 0x90, 0x00}, true, 6)
	f.Add([]byte{2, 0x6C, 0x10, 0}, false, 0)
	f.Add([]byte{2, 0x90, 0x00, 2, 0x90, 0x00}, false, 300)
	f.Fuzz(func(t *testing.T, answers []byte, t0 bool, n int) {
		if n < 0 || n > 2000 {
			return
		}
		withData, calls := 0, 0
		card := transportFunc(func(c []byte) []byte {
			calls++
			if len(c) > 5 {
				withData++
			}
			if len(answers) == 0 {
				return []byte{0x61, 0}
			}
			k := min(int(answers[0]), len(answers)-1)
			a := answers[1 : 1+k]
			answers = answers[1+k:]
			return a
		})
		_, _ = NewChannel(card, t0).Send(t.Context(), Command{INS: InsVerify, Data: make([]byte, n), Le: MaxLe})
		parts := (n + maxData - 1) / maxData
		if withData > parts {
			t.Fatalf("%d commands with data for %d bytes", withData, n)
		}
		if calls > maxExchanges+parts {
			t.Fatalf("%d exchanges", calls)
		}
	})
}
