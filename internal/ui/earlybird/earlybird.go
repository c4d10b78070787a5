// Package earlybird decides the terminal's background before Bubble Tea asks
// for it. Bubble Tea v1 queries the terminal in a package init and waits up to
// five seconds for an answer; a background that is already set stops the query.
//
// It works because Go initialises ready packages in the order of their import
// paths, and this path sorts before github.com/charmbracelet/bubbletea. It
// therefore imports nothing but Lip Gloss; a pty test holds the effect.
package earlybird

import "github.com/charmbracelet/lipgloss"

// The value is of no consequence: this program draws with the terminal's own
// sixteen colours (internal/ui/theme) and never asks Lip Gloss.
func init() { lipgloss.SetHasDarkBackground(true) }
