package server

import (
	"errors"
	"net/http"
	"regexp"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/domain"
)

// commandID is the form of ids that clients choose: a UUID or the like.
var commandID = regexp.MustCompile(`^[A-Za-z0-9_-]{8,64}$`)

// command answers the PUT of one kind of command: 201 with the answer, 200 with
// the same bytes on a replay.
func command(kind domain.CommandKind) func(*Handler, http.ResponseWriter, *http.Request, Caller) error {
	return func(h *Handler, w http.ResponseWriter, r *http.Request, c Caller) error {
		id := r.PathValue("id")
		if !commandID.MatchString(id) {
			return badRequest("server.command", errors.New("id"))
		}
		body, err := readJSON(r)
		if err != nil {
			return err
		}
		if err := checkDigest(r, body); err != nil {
			return err
		}
		answer, err := h.service.Do(r.Context(), c, kind, id, body)
		if err != nil {
			return err
		}
		writeAnswer(w, answer)
		return nil
	}
}

func writeAnswer(w http.ResponseWriter, answer Answer) {
	noteRef(w, answer.OurRef)
	status := http.StatusCreated
	if answer.Replayed {
		w.Header().Set(api.ReplayedHeader, "true")
		status = http.StatusOK
	}
	write(w, status, "application/json", answer.Body)
}
