package server

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
)

// query reads a query strictly: a name that the endpoint does not know, or that
// stands twice, is an error rather than a filter that silently does nothing.
func query(r *http.Request, known ...string) (map[string]string, error) {
	values, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return nil, badRequest("server.query", err)
	}
	q := map[string]string{}
	for name, v := range values {
		if !slices.Contains(known, name) || len(v) != 1 {
			return nil, badRequest("server.query", fmt.Errorf("parameter %q", name))
		}
		q[name] = v[0]
	}
	return q, nil
}

// number reads a whole number within bounds; empty text gives def.
func number(s string, def, low, high int64) (int64, error) {
	if s == "" {
		return def, nil
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n < low || n > high {
		return 0, badRequest("server.query", fmt.Errorf("number outside %d to %d", low, high))
	}
	return n, nil
}
