package sqlstore_test

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/region"
	"example.org/tandtui/internal/server"
	"example.org/tandtui/internal/server/sqlstore"
)

const (
	benchUser   = "SE0000000000-BENCH"
	benchClinic = "1"
)

// benchService is a service on a real file with one clinic, user and patient.
func benchService(b *testing.B, path string) (*server.Service, func(n int64) []byte) {
	b.Helper()
	store, err := sqlstore.Create(context.Background(), "sqlite:"+path, "vgr")
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = store.Close() })
	today := domain.MustDate("2026-11-23")
	patients := testPersons(b)
	open := domain.Period{From: domain.MustDate("2025-01-01")}
	err = store.Write(context.Background(), func(tx server.Tx) error {
		if err := tx.PutProvider(domain.Provider{ID: "P", Name: "P"}); err != nil {
			return err
		}
		if err := tx.PutClinic(domain.Clinic{No: benchClinic, Name: "Ett", ProviderID: "P"}); err != nil {
			return err
		}
		user, err := tx.PutUser(server.HSAID(benchUser), "Bänk")
		if err != nil {
			return err
		}
		if err := tx.PutMembership(user, benchClinic, domain.RoleUser, open); err != nil {
			return err
		}
		for _, id := range patients {
			if err := tx.PutPersons(server.Person{ID: id, Protected: false, Given: true}); err != nil {
				return err
			}
			if err := tx.PutRights(server.RightOfEntitlement(id, domain.Entitlement{No: id.Canonical(), Support: domain.SupportN, Category: "N1", Validity: open})); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	profile, prices, err := region.Load("vgr")
	if err != nil {
		b.Fatal(err)
	}
	s, err := server.NewService(server.Config{Store: store, Profile: profile, Prices: prices, Now: func() time.Time {
		return time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	}})
	if err != nil {
		b.Fatal(err)
	}
	return s, func(n int64) []byte {
		body, err := json.Marshal(domain.Submission{InvoiceNo: "F", Bills: []domain.Bill{{
			Person: patients[n%int64(len(patients))], Support: domain.SupportN, CareModel: "K1", BillRef: fmt.Sprint("bench", n),
			Items: []domain.Item{
				{Date: today, Code: "101", Price: domain.Kronor(1100)}, {Date: today, Code: domain.PatientFeeCode, Price: -domain.Kronor(200)},
			},
		}}})
		if err != nil {
			b.Fatal(err)
		}
		return body
	}
}

// testPersons are adults who pay fees, from the Tax Agency's test numbers.
func testPersons(b *testing.B) (list []domain.PersonID) {
	b.Helper()
	raw, err := os.ReadFile("../../domain/testdata/test-personnummer.txt")
	if err != nil {
		b.Fatal(err)
	}
	for _, s := range strings.Fields(string(raw)) {
		if s >= "1950" && s < "2000" {
			id, err := domain.ParsePersonID(s, domain.MustDate("2026-11-23"))
			if err != nil {
				b.Fatal(err)
			}
			list = append(list, id)
		}
	}
	return list
}

// BenchmarkSubmit is a whole submission through the store layer, one commit
// each. Read it as a ratio to BenchmarkRaw, made with the same pragmas.
func BenchmarkSubmit(b *testing.B) {
	s, body := benchService(b, filepath.Join(b.TempDir(), "bench.db"))
	caller := server.Caller{Identity: server.HSAID(benchUser), Via: domain.ViaCard, Clinic: benchClinic, Roles: server.AnyRole}
	var n atomic.Int64
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			i := n.Add(1)
			if _, err := s.Do(context.Background(), caller, domain.CommandSubmit, fmt.Sprintf("bench-%08d", i), body(i)); err != nil {
				b.Error(err)
				return
			}
		}
	})
}

// BenchmarkRaw is the least a durable submission can cost: one INSERT of the
// same bytes in a transaction of its own.
func BenchmarkRaw(b *testing.B) {
	path := filepath.Join(b.TempDir(), "raw.db")
	_, body := benchService(b, filepath.Join(b.TempDir(), "unused.db"))
	db, err := sql.Open("sqlite", sqlstore.WriterDSN(path))
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	db.SetMaxOpenConns(1)
	if _, err := db.Exec(`CREATE TABLE raw (id BIGINT PRIMARY KEY, body TEXT NOT NULL)`); err != nil {
		b.Fatal(err)
	}
	var n atomic.Int64
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			i := n.Add(1)
			if _, err := db.Exec(`INSERT INTO raw (id, body) VALUES (?, ?)`, i, string(body(i))); err != nil {
				b.Error(err)
				return
			}
		}
	})
}
