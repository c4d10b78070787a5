package server

import (
	"errors"
	"net/http"
	"regexp"

	"example.org/tandtui/internal/api"
)

// submissionID is the form of ids that clients choose: a UUID or the like.
var submissionID = regexp.MustCompile(`^[A-Za-z0-9_-]{8,64}$`)

// submission answers PUT /v1/clinics/{clinic}/submissions/{id} (B16): 201 with
// the receipt, 200 with the same bytes on a replay.
func (h *Handler) submission(w http.ResponseWriter, r *http.Request, user string) error {
	id := r.PathValue("id")
	if !submissionID.MatchString(id) {
		return badRequest("server.submission", errors.New("id"))
	}
	body, err := readJSON(r)
	if err != nil {
		return err
	}
	if err := checkDigest(r, body); err != nil {
		return err
	}
	receipt, err := h.service.Submit(r.Context(), user, r.PathValue("clinic"), id, body)
	if err != nil {
		return err
	}
	noteRef(w, receipt.OurRef)
	status := http.StatusCreated
	if receipt.Replayed {
		w.Header().Set(api.ReplayedHeader, "true")
		status = http.StatusOK
	}
	write(w, status, "application/json", receipt.Body)
	return nil
}
