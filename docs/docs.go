// Package docs holds the documents that the programs show themselves, so that
// what is read on the screen is the text that is kept and tested here.
package docs

import _ "embed"

// Manual is the user's manual, Markdown in Swedish.
//
//go:embed manual.sv.md
var Manual string
