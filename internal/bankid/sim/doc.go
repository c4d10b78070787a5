// Package sim plays BankID for the demo and for tests: its Relying Party API v6.0
// with the refusals of the real one, and the app that scans the code. What it
// cannot show is whether a real phone takes the code; test/e2e lets an independent
// decoder read it.
package sim
