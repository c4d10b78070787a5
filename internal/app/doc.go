// Package app is the client's use cases: log in, look up, write and save a
// draft, send, list, lock. Screens and command-line verbs both call it; neither
// touches store, network or card directly. It owns no I/O: the ports in
// ports.go are implemented by internal/store, internal/sync and internal/card
// and joined to it in cmd/tandtui.
package app
