// Package server plays the region: it knows patients' rights, takes invoices
// exactly once, and tells each clinic what becomes of them.
//
// Two layers: Service holds the use cases, each one transaction of the Store in
// which the caller's rights are decided; Handler is their HTTP face, one file
// per endpoint. The region's desk (pay, import) is package desk. It does not
// know SQL (sqlstore), makes no certificates (pki) and imports nothing of the
// client.
package server
