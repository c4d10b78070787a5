package server_test

import (
	"bufio"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
	"example.org/tandtui/internal/invoicefile"
	"example.org/tandtui/internal/region"
	"example.org/tandtui/internal/server"
)

// over serves the world's store through another.
func (w *world) over(store server.Store, batch int) {
	w.stop()
	profile, prices, err := region.Load("vgr")
	if err == nil {
		w.service, err = server.NewService(server.Config{Store: store, Profile: profile, Prices: prices, Now: noon, Batch: batch})
	}
	if err != nil {
		w.t.Fatal(err)
	}
	w.start()
}

// breaking breaks the nth transaction off, before or after it is stored.
type breaking struct {
	server.Store
	left  atomic.Int64
	after bool
}

var errBroken = errors.New("broken off")

func (b *breaking) Write(ctx context.Context, f func(server.Tx) error) error {
	now := b.left.Add(-1) == 0
	if now && !b.after {
		return errBroken
	}
	err := b.Store.Write(ctx, f)
	if now && err == nil {
		err = errBroken
	}
	return err
}

// Wherever an upload is broken off, the next try goes on: every correct bill once,
// and the receipt is that of an upload that was never broken off.
func TestABrokenUploadGoesOn(t *testing.T) {
	w := newWorld(t)
	store := &breaking{Store: w.store}
	w.over(store, 1) // a transaction for each invoice
	broke := 0
	for n := int64(1); n < 12; n++ {
		store.after = n%2 == 0
		name := fmt.Sprintf("b%d", n)
		faulty := bill(t, "194401216595", name+"-4")
		faulty.CareModel = ""
		file := invoiceFile(t, billEntry(t, name+"1", clinicA, name, bill(t, entitledN, name+"-1")), billEntry(t, name+"2", clinicA, name, bill(t, "194309189126", name+"-2")),
			billEntry(t, name+"3", clinicA, name+"x", bill(t, "194505249229", name+"-3")), billEntry(t, name+"4", clinicA, name+"x", faulty))
		_, end := follow(t, w, bjorn, clinicA, "", 500)
		store.left.Store((n + 1) / 2)
		id := fmt.Sprintf("upload-%03d", n)
		a := w.upload(bjorn, clinicA, id, domain.UploadValid, file)
		if a.status >= 500 {
			broke++
			a = w.upload(bjorn, clinicA, id, domain.UploadValid, file)
		}
		store.left.Store(0)
		r := receiptOf(t, a)
		if u := r.Upload; u.Taken != 3 || u.Before != 0 || u.Made != 2 || len(u.Refused) != 1 || u.Refused[0] != 3 || r.Sum != domain.Kronor(2700) {
			t.Fatalf("after %d: %+v", n, u)
		}
		if changes, _ := follow(t, w, bjorn, clinicA, end, 500); len(changes) != 2 || len(changes[0].Invoice.Bills) != 2 || len(changes[1].Invoice.Bills) != 1 {
			t.Fatalf("after %d: %d invoices", n, len(changes))
		}
	}
	if broke < 7 {
		t.Errorf("only %d uploads were broken off", broke)
	}
}

// meanwhile does something else just before the nth transaction.
type meanwhile struct {
	server.Store
	left atomic.Int64
	do   func()
}

func (m *meanwhile) Write(ctx context.Context, f func(server.Tx) error) error {
	if m.left.Add(-1) == 0 {
		m.do()
	}
	return m.Store.Write(ctx, f)
}

// A reference that is used by a submission between the check and the storing is
// found all the same; of all or nothing it leaves nothing.
func TestAReferenceUsedDuringAnUpload(t *testing.T) {
	for mode, taken := range map[domain.UploadMode]int{domain.UploadValid: 1, domain.UploadAll: 0} {
		t.Run(string(mode), func(t *testing.T) {
			w := newWorld(t)
			beside := newService(t, w.store)
			store := &meanwhile{Store: w.store, do: func() {
				if _, err := beside.Do(context.Background(), as(bjorn, clinicA), domain.CommandSubmit, "beside-001", submission(t, "F", bill(t, "194401216595", "u1"))); err != nil {
					t.Error(err)
				}
			}}
			w.over(store, 10)
			store.left.Store(2) // after the access log
			file := invoiceFile(t, billEntry(t, "1", clinicA, "U-1", bill(t, entitledN, "u1")), billEntry(t, "2", clinicA, "U-1", bill(t, "194309189126", "u2")))
			u := receiptOf(t, w.upload(anna, clinicA, "upload-001", mode, file)).Upload
			if u.Taken != taken || len(u.Refused) != 1 || u.Refused[0] != 0 || u.Nothing() != (mode == domain.UploadAll) {
				t.Fatalf("%+v", u)
			}
			if f := u.Findings[len(u.Findings)-1]; f.Code != rules.CodeBillRefUsed || f.Place != 0 || f.BillRef != "u1" {
				t.Errorf("%+v", u.Findings)
			}
		})
	}
}

// Two who send the same file at once: the slower one is asked to try again, and is
// told then that all of it had been taken. Nothing is doubled, and no bill that the
// region has is called faulty.
func TestTheSameFileByTwoAtOnce(t *testing.T) {
	for _, mode := range []domain.UploadMode{domain.UploadValid, domain.UploadAll} {
		t.Run(string(mode), func(t *testing.T) {
			w := newWorld(t)
			file := invoiceFile(t, billEntry(t, "1", clinicA, "U-1", bill(t, entitledN, "u1")), billEntry(t, "2", clinicA, "U-1", bill(t, "194309189126", "u2")))
			store := &meanwhile{Store: w.store, do: func() {
				if u := receiptOf(t, w.upload(bjorn, clinicA, "upload-001", mode, file)).Upload; u.Taken != 2 {
					t.Errorf("%+v", u)
				}
			}}
			w.over(store, 10)
			store.left.Store(2) // after the access log
			if p := w.upload(anna, clinicA, "upload-002", mode, file).problem(t); p.Code != api.ProblemBusy {
				t.Fatalf("%+v", p)
			}
			u := receiptOf(t, w.upload(anna, clinicA, "upload-002", mode, file)).Upload
			if u.Taken != 0 || u.Before != 2 || len(u.Refused) != 0 || u.Earlier != "upload-001" {
				t.Fatalf("%+v", u)
			}
		})
	}
}

// What is wrong with the request itself is a problem, and nothing of it stays.
func TestHostileUploads(t *testing.T) {
	w := newWorld(t)
	w.service.SetFiles(invoicefile.Limits{Bytes: 1 << 20, Entries: 100, Bills: 100, Rows: 500, Depth: 32, Attributes: 64, Text: 64 << 10, Entry: 1 << 20, Findings: 20})
	file := mixedFile(t)
	url := func(id string) string { return w.base + "/v1/clinics/3101/uploads/" + id + "?mode=valid_only" }
	c := w.client(anna)
	long := strings.NewReader(strings.Repeat(" ", 2<<20))
	for name, x := range map[string]struct {
		a    answer
		code string
	}{
		"no mode":      {do(t, c, "PUT", w.base+"/v1/clinics/3101/uploads/hostile-01", file, "Content-Type", "application/xml"), api.ProblemBadRequest},
		"another mode": {do(t, c, "PUT", w.base+"/v1/clinics/3101/uploads/hostile-01?mode=some", file, "Content-Type", "application/xml"), api.ProblemBadRequest},
		"as JSON":      {do(t, c, "PUT", url("hostile-01"), file), api.ProblemBadRequest},
		"an id":        {do(t, c, "PUT", url("x"), file, "Content-Type", "application/xml"), api.ProblemBadRequest},
		"wrong digest": {do(t, c, "PUT", url("hostile-01"), file, "Content-Type", "application/xml", api.DigestHeader, "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:"), api.ProblemBadRequest},
		"too long":     {do(t, c, "PUT", url("hostile-01"), make([]byte, 1<<20+1), "Content-Type", "application/xml"), api.ProblemTooLarge},
		"no end":       {streamed(t, c, url("hostile-01"), long), api.ProblemTooLarge},
	} {
		if p := x.a.problem(t); p.Code != x.code {
			t.Errorf("%s: %d %s", name, x.a.status, x.a.body)
		}
	}
	bomb := []byte(`<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><invoiceFile>&b;</invoiceFile>`)
	for name, body := range map[string][]byte{"entities": bomb, "nothing": {}, "deep": []byte(strings.Repeat("<a>", 100_000)), "no XML": []byte("\x00\xff\x1b]0;x\x07")} {
		r := receiptOf(t, w.upload(anna, clinicA, "hostile-"+strings.ReplaceAll(name, " ", "-"), domain.UploadValid, body))
		if u := r.Upload; !u.FileFault || u.Taken != 0 || len(u.Findings) == 0 || len(u.Findings) > 30 {
			t.Errorf("%s: %+v", name, u)
		}
	}
}

func streamed(t *testing.T, c *http.Client, url string, body io.Reader) answer {
	t.Helper()
	req, err := http.NewRequest(http.MethodPut, url, io.MultiReader(body)) // its length is not told
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/xml")
	resp, err := c.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer{resp.StatusCode, resp.Header, raw}
}

// slowUpload begins to send a file as anna, some bytes of it, and does not go on.
func (w *world) slowUpload(id string, sent int) net.Conn {
	w.t.Helper()
	conn, err := tls.Dial("tcp", strings.TrimPrefix(w.base, "https://"), w.client(anna).Transport.(*http.Transport).TLSClientConfig.Clone())
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { _ = conn.Close() })
	head := "PUT /v1/clinics/3101/uploads/" + id + "?mode=all HTTP/1.1\r\nHost: x\r\nContent-Type: application/xml\r\nContent-Length: 1000000\r\n\r\n"
	if _, err := io.WriteString(conn, head+strings.Repeat(" ", sent)); err != nil {
		w.t.Fatal(err)
	}
	return conn
}

// A user who sends many files slowly holds up nobody else's.
func TestSlowUploadsOfOneUserKeepNobodyOut(t *testing.T) {
	w := newWorld(t)
	all := make(chan struct{}, 8)
	for i := range cap(all) {
		conn := w.slowUpload(fmt.Sprintf("slow-%05d", i), 300_000) // a refusal waits for so many
		go func() {
			if said, err := http.ReadResponse(bufio.NewReader(conn), nil); err == nil {
				_ = said.Body.Close()
				all <- struct{}{}
			}
		}()
	}
	for range cap(all) - 1 { // all but one are refused
		<-all
	}
	receiptOf(t, w.upload(bjorn, clinicA, "upload-001", domain.UploadValid, mixedFile(t)))
}

// Who sends a file slower than uploadRate is not waited for, and others are let in.
func TestASlowUploadIsEnded(t *testing.T) {
	w := newWorld(t)
	w.handler.SetUploadPatience(50 * time.Millisecond)
	conn := w.slowUpload("slow-00001", 1)
	if said, err := io.ReadAll(conn); err != nil || !strings.Contains(string(said), "Connection: close") || strings.Contains(string(said), "{") {
		t.Errorf("%v %s", err, said)
	}
	receiptOf(t, w.upload(anna, clinicA, "slow-00001", domain.UploadValid, mixedFile(t)))
}
