package e2e

import (
	"database/sql"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	_ "modernc.org/sqlite" // the region's database

	"example.org/tandtui/internal/demo/manifest"
	"example.org/tandtui/internal/domain"
)

// database is the region's, as tandserver's verbs are told of it.
func (w *world) database() string {
	return "sqlite:" + filepath.Join(w.dir, "server", manifest.Database)
}

// aboutPeople are the columns of the region's database that may say who somebody is;
// things are the tables in which a name is a thing's, own those of the program itself.
var (
	aboutPeople = regexp.MustCompile(`person|name|mail|phone|mobile|hsa|^value$|^by_id$|^who$`)
	own         = []string{"meta", "counter", "goose_db_version"}
	things      = []string{"clinic", "provider", "price_list"}
	nobody      = "demo" // whose hand the demo's region has in its log
)

// everybody gives what the people in the region's database are known by: every person
// number as it may be written, every word of a name, every HSA-id, address and
// telephone number, in small letters.
func (w *world) everybody() (words []string) {
	w.t.Helper()
	db, err := sql.Open("sqlite", "file:"+strings.TrimPrefix(w.database(), "sqlite:")+"?mode=ro")
	if err != nil {
		w.t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	for _, c := range w.column(db, `SELECT m.name || ' ' || c.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table'`) {
		table, column, _ := strings.Cut(c, " ")
		if !aboutPeople.MatchString(column) || slices.Contains(own, table) || slices.Contains(things, table) && strings.HasSuffix(column, "name") {
			continue
		}
		for _, value := range w.column(db, `SELECT DISTINCT "`+column+`" FROM "`+table+`" WHERE "`+column+`" <> ''`) {
			value = strings.ToLower(value)
			words = append(words, value)
			if strings.HasSuffix(column, "name") {
				words = append(words, strings.Fields(value)...)
			}
			if p, err := domain.ParsePersonID(value, domain.DateOf(time.Now())); err == nil {
				words = append(words, strings.ToLower(p.Display()), p.Canonical()[2:], strings.ToLower(p.Display()[2:]))
			}
		}
	}
	slices.Sort(words)
	return slices.DeleteFunc(slices.Compact(words), func(w string) bool { return w == nobody })
}

// column gives the values of a query with one column.
func (w *world) column(db *sql.DB, query string) (list []string) {
	w.t.Helper()
	rows, err := db.QueryContext(w.t.Context(), query)
	if err != nil {
		w.t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			w.t.Fatal(err)
		}
		list = append(list, s)
	}
	if err := rows.Err(); err != nil {
		w.t.Fatal(err)
	}
	return list
}

// namesNobody fails for a text in which anybody of the region's database stands. Those
// who are known must be found in the database: otherwise nothing was looked for.
func (w *world) namesNobody(text string, known ...string) {
	w.t.Helper()
	words := w.everybody()
	for _, k := range known {
		if !slices.Contains(words, strings.ToLower(k)) {
			w.t.Errorf("%q is not found in the database: the search finds too little", k)
		}
	}
	for _, word := range words {
		if alone := regexp.MustCompile(`(?i)(^|[^\pL\pN])` + regexp.QuoteMeta(word) + `($|[^\pL\pN])`); alone.MatchString(text) {
			w.t.Errorf("%q stands in it", word)
		}
	}
}
