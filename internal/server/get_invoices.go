package server

import (
	"errors"
	"math"
	"net/http"
	"slices"
	"strconv"
	"time"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/domain"
)

// invoices answers GET /v1/clinics/{clinic}/invoices?status=&from=&to=&after=&limit=
// (D1, D2). from and to are dates in the region, both included.
func (h *Handler) invoices(w http.ResponseWriter, r *http.Request, c Caller) error {
	f, err := h.invoiceFilter(r)
	if err != nil {
		return err
	}
	list, more, err := h.service.Invoices(r.Context(), c, f)
	if err != nil {
		return err
	}
	out := api.InvoiceList{Invoices: list}
	if more {
		out.Next = strconv.FormatInt(list[len(list)-1].OurRef, 10)
	}
	return writeJSON(w, out)
}

var statuses = []domain.Status{domain.StatusReceived, domain.StatusApproved, domain.StatusPaid, domain.StatusVoided, domain.StatusDeleted}

func (h *Handler) invoiceFilter(r *http.Request) (f InvoiceFilter, err error) {
	q, err := query(r, "status", "from", "to", "after", "limit")
	if err != nil {
		return f, err
	}
	f.Status = domain.Status(q["status"])
	if f.Status != "" && !slices.Contains(statuses, f.Status) {
		return f, badRequest("server.invoices", errors.New("unknown status"))
	}
	if f.From, err = h.midnight(q["from"], 0); err != nil {
		return f, err
	}
	if f.To, err = h.midnight(q["to"], 1); err != nil {
		return f, err
	}
	if f.After, err = number(q["after"], 0, 1, math.MaxInt64); err != nil {
		return f, err
	}
	limit, err := number(q["limit"], maxList, 1, maxList)
	f.Limit = int(limit)
	return f, err
}

// midnight is the moment at which the day some days after a date begins in the region.
func (h *Handler) midnight(s string, days int) (time.Time, error) {
	var d domain.Date
	if err := d.UnmarshalText([]byte(s)); err != nil {
		return time.Time{}, badRequest("server.invoices", err)
	}
	if d.IsZero() {
		return time.Time{}, nil
	}
	return time.Date(d.Year(), d.Month(), d.Day()+days, 0, 0, 0, 0, h.service.now().Location()), nil
}
