// Package storetest holds what every store of the server must do, whatever
// database is behind it (RunContract), and a store that runs every transaction
// twice (Twice), which proves that those who use it may be run twice.
package storetest
