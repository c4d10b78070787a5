package store

import (
	"encoding/binary"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

// A draft's row is its texts, the id first, each after its length, and then its
// numbers at fixed offsets, which are faster to read: seconds 8, nanoseconds 4,
// date 4, sum 8, bills 4, errors 4, warnings 4.
const rowNumbers = 36

// In the date's place, above every year: rowLost tells that the region lost it,
// rowVisit that it is a home visit.
const (
	rowLost  = 1 << 31
	rowVisit = 1 << 30
)

// noMoment stands for the seconds of a zero time.
const noMoment = -1 << 63

func rowOf(s app.DraftSummary) writer {
	w := make(writer, 0, 128)
	for _, t := range [...]string{s.ID, s.Clinic, string(s.State), s.InvoiceNo, s.Person, string(s.Support), s.Find} {
		w.text(t)
	}
	sec := int64(noMoment)
	if !s.Updated.IsZero() {
		sec = s.Updated.Unix()
	}
	day := 0
	if d := s.FirstDate; !d.IsZero() {
		day = d.Year()<<16 | int(d.Month())<<8 | d.Day()
	}
	if s.Lost {
		day |= rowLost
	}
	if s.Visit {
		day |= rowVisit
	}
	w = binary.LittleEndian.AppendUint64(w, uint64(sec))
	w = binary.LittleEndian.AppendUint32(w, uint32(s.Updated.Nanosecond()))
	w = binary.LittleEndian.AppendUint32(w, uint32(day))
	w = binary.LittleEndian.AppendUint64(w, uint64(s.Sum))
	for _, n := range [...]int{s.Bills, s.Errors, s.Warnings} {
		w = binary.LittleEndian.AppendUint32(w, uint32(n))
	}
	return w
}

// draft reads a row directly into its slot of the list, field by field: copying
// would cost as much as reading.
func (r *reader) draft(s *app.DraftSummary) {
	s.ID = r.text()
	s.Clinic = r.text()
	s.State = domain.DraftState(r.text())
	s.InvoiceNo = r.text()
	s.Person = r.text()
	s.Support = domain.Support(r.text())
	s.Find = r.text()
	if len(r.s)-r.i < rowNumbers {
		r.fail()
		return
	}
	n := r.s[r.i : r.i+rowNumbers]
	r.i += rowNumbers
	if sec := int64(u32(n) | u32(n[4:])<<32); sec != noMoment {
		s.Updated = time.Unix(sec, int64(u32(n[8:]))).UTC()
	}
	day := u32(n[12:])
	s.Lost, s.Visit = day&rowLost != 0, day&rowVisit != 0
	if day &^= rowLost | rowVisit; day != 0 {
		var ok bool
		s.FirstDate, ok = domain.NewDate(int(day>>16), time.Month(day>>8&0xFF), int(day&0xFF))
		r.bad = r.bad || !ok
	}
	s.Sum = domain.Ore(u32(n[16:]) | u32(n[20:])<<32)
	s.Bills = int(int32(u32(n[24:])))
	s.Errors = int(int32(u32(n[28:])))
	s.Warnings = int(int32(u32(n[32:])))
}

// u32 is encoding/binary's Uint32 of a string.
func u32(s string) uint64 {
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24
}
