// Package contract tests the client's sync against the real server: real TLS,
// a real SQLite database, a real store, and a network that fails.
package contract
