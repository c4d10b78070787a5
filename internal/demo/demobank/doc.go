// Package demobank is the bank of the demo: it answers a pay run's order
// (pain.002) and notifies those who got money (camt.054, camt.053). No real bank's
// choices are known well enough to be copied; it keeps to the ISO schemas, which
// judge its files in the tests.
package demobank
