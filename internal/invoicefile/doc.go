// Package invoicefile reads, checks and writes the invoice file (fakturafil) of
// docs/fakturafil.md: many bills of a provider in one XML file (C1–C11).
//
// The format is stated once, in grammar.go: the reader, the schema
// (fakturafil-1.xsd) and the table of the document are all made of it.
//
// Reading is streaming and bounded (Limits). What is wrong in a file is never an
// error of Go but a Finding with its line, and a faulty bill does not keep the
// next ones from being read. Reader gives what the file says, bill by bill;
// Check runs the rules on each as well, with facts asked for one patient at a
// time; Split writes the two return files (C6); Writer writes the same format.
package invoicefile
