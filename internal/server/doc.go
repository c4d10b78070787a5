// Package server plays the region: it knows patients' rights, carries out the
// clinics' commands exactly once, and tells each clinic what becomes of its
// invoices.
//
// Two layers: Service holds the use cases, each one transaction of the Store in
// which the caller's rights are decided; Handler is their HTTP face, one file per
// endpoint. The region's staff (pay, import) is package desk. This package does
// not know SQL (sqlstore), makes no certificates (pki) and imports nothing of the
// client.
package server
