// Package bank writes and reads the bank's files (ISO 20022): it writes a pay run
// as pain.001, reads the bank's answers (pain.002) and account statements
// (camt.053, camt.054), and matches what came in to what was due. It is pure: it
// reads and writes streams that it is given, and stores nothing. What a certain
// bank wants is data (Profile). Which element is chosen for what stands in
// docs/adr/043-bank-files.md, with what is an engineer's knowledge of it.
package bank
