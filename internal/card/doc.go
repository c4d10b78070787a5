// Package card joins the layers below it to what the client needs: pcsc watches
// readers, siths reads the card and handles its PIN, and this package makes
// app.Authenticator and app.Session of them and gives their errors the codes that
// have Swedish sentences. It speaks no protocol itself.
package card
