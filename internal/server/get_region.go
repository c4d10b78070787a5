package server

import (
	"net/http"
	"strings"
)

// region answers GET /v1/region; 304 if the client has this version.
func (h *Handler) region(w http.ResponseWriter, r *http.Request, c Caller) error {
	version, body, err := h.service.RegionData(r.Context(), c)
	if err != nil {
		return err
	}
	tag := `"` + version + `"`
	w.Header().Set("ETag", tag)
	for _, have := range strings.Split(r.Header.Get("If-None-Match"), ",") {
		if strings.TrimPrefix(strings.TrimSpace(have), "W/") == tag {
			w.WriteHeader(http.StatusNotModified)
			return nil
		}
	}
	write(w, http.StatusOK, "application/json", body)
	return nil
}
