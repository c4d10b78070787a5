package server

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"unicode/utf8"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/domain"
)

// maxBills bounds the bills of one invoice; MaxBody bounds the bytes.
const maxBills = 5000

// decodeSubmission reads a submission strictly, since it is about money:
// unknown and doubled names, other spellings of names, and anything after the
// value are errors.
func decodeSubmission(body []byte) (domain.Submission, error) {
	var in domain.Submission
	if err := decodeStrict(body, &in); err != nil {
		return domain.Submission{}, err
	}
	if n := len(in.Bills); n == 0 || n > maxBills {
		return domain.Submission{}, badRequest("server.decode", fmt.Errorf("%d bills", n))
	}
	return in, nil
}

func badRequest(op string, err error) error {
	return &domain.Error{Kind: domain.Invalid, Code: api.ProblemBadRequest, Op: op, Err: err}
}

// decodeStrict reads exactly one JSON value. encoding/json alone would take
// invalid UTF-8 (and change it), trailing data, doubled names (the last wins)
// and names in other case.
func decodeStrict(body []byte, into any) error {
	if !utf8.Valid(body) {
		return badRequest("server.decode", errors.New("not UTF-8"))
	}
	if err := checkNames(body, reflect.TypeOf(into)); errors.Is(err, errUnknownName) {
		return &domain.Error{Kind: domain.Invalid, Code: api.ProblemUnknownName, Op: "server.decode", Err: err}
	} else if err != nil {
		return badRequest("server.decode", err)
	}
	d := json.NewDecoder(bytes.NewReader(body))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return badRequest("server.decode", errors.New("not the protocol's JSON")) // the text of json's error may repeat values
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return badRequest("server.decode", errors.New("data after the value"))
	}
	return nil
}

// errUnknownName has a code of its own: the client may be newer than this server,
// and its user must hear that.
var errUnknownName = errors.New("a name that is unknown")

// maxDepth is far more than the protocol nests.
const maxDepth = 16

// checkNames walks the tokens and refuses names that occur twice or whose case is
// not the type's.
func checkNames(body []byte, t reflect.Type) error {
	names := map[string]bool{}
	collectNames(t, names, map[reflect.Type]bool{})
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	return walk(d, names, 0)
}

func walk(d *json.Decoder, names map[string]bool, depth int) error {
	token, err := d.Token()
	if err != nil {
		return errors.New("not JSON")
	}
	open, nested := token.(json.Delim)
	if !nested {
		return nil
	}
	if depth == maxDepth {
		return errors.New("too deep")
	}
	seen := map[string]bool{}
	for d.More() {
		if open == '{' {
			name, err := d.Token()
			if err != nil {
				return errors.New("not JSON")
			}
			key, _ := name.(string)
			if !names[key] {
				return errUnknownName
			}
			if seen[key] {
				return errors.New("a name that stands twice")
			}
			seen[key] = true
		}
		if err := walk(d, names, depth+1); err != nil {
			return err
		}
	}
	if _, err := d.Token(); err != nil { // the closing bracket
		return errors.New("not JSON")
	}
	return nil
}

// collectNames gathers the JSON names of a wire type, at any depth.
func collectNames(t reflect.Type, names map[string]bool, seen map[reflect.Type]bool) {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct || seen[t] {
		return
	}
	seen[t] = true
	for i := range t.NumField() {
		f := t.Field(i)
		if !f.IsExported() {
			continue
		}
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name != "" {
			names[name] = true
		}
		collectNames(f.Type, names, seen)
	}
}
