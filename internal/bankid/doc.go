// Package bankid asks BankID who somebody is: a client of its Relying Party API
// v6.0, and the text of the animated QR code. It knows no users and keeps nothing;
// what an order becomes is up to internal/server.
package bankid
