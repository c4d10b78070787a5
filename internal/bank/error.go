package bank

import "example.org/tandtui/internal/domain"

// Codes of what is wrong with a bank's file or an order; their sentences are in
// internal/text.
const (
	CodeNotXML    = "bank.not-xml"   // no XML at all: CSV, PDF, text
	CodeWorkbook  = "bank.workbook"  // an Excel workbook or another ZIP
	CodeBgMax     = "bank.bgmax"     // a format that ended on 2026-11-27
	CodeOtherKind = "bank.kind"      // XML, but not the message that was asked for
	CodeTruncated = "bank.truncated" // ends in the middle
	CodeDamaged   = "bank.damaged"   // not well-formed XML, or a value that cannot be read
	CodeDoctype   = "bank.doctype"   // declares entities of its own
	CodeTooLarge  = "bank.large"     // above MaxFile
	CodeCharset   = "bank.charset"   // an encoding that is not read here
	CodeOtherRun  = "bank.other-run" // answers another order
	CodeUnread    = "bank.unread"    // the file could not be read from where it lies
	CodeOrder     = "bank.order"     // an order that no file can be written of
)

// fault is an error about a file, with where it is as op.
func fault(code, op string, err error) error {
	return &domain.Error{Kind: domain.Invalid, Code: code, Op: op, Err: err}
}
