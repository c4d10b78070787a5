// Package card joins the layers below it to what the client needs of a card:
// pcsc watches readers, siths reads the card and handles its PIN, and this
// package makes app.CardReader and app.CardSession of them and gives their
// errors the codes that have Swedish sentences. It talks no protocol itself.
package card
