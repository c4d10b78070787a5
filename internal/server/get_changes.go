package server

import (
	"net/http"
	"strconv"
	"time"

	"example.org/tandtui/internal/api"
)

// changes answers GET /v1/clinics/{clinic}/changes?since=&limit=&wait=.
func (h *Handler) changes(w http.ResponseWriter, r *http.Request, c Caller) error {
	q, err := query(r, "since", "limit", "wait")
	if err != nil {
		return err
	}
	limit, err := number(q["limit"], defaultPage, 1, maxPage)
	if err != nil {
		return err
	}
	wait, err := number(q["wait"], 0, 0, int64(maxWait/time.Second))
	if err != nil {
		return err
	}
	asked := ChangesQuery{
		Since: q["since"], Limit: int(limit), Wait: time.Duration(wait) * time.Second,
		OnlyInvoices: r.Header.Get(api.FeedHeader) != api.FeedAll,
	}
	if told := r.Header.Get(api.WaitingHeader); told != "" {
		n, err := number(told, 0, 0, maxWaiting)
		if err != nil {
			return err
		}
		waits := int(n)
		asked.Waiting = &waits
	}
	page, full, err := h.service.Changes(r.Context(), c, asked, h.halt)
	if err != nil {
		return err
	}
	if full {
		w.Header().Set("Retry-After", strconv.Itoa(retryAfterFull))
	}
	return writeJSON(w, page)
}
