// Package stage runs everything the main job needs on one computer: the region's
// server, a private PC/SC service, and a virtual SITHS card that a second
// terminal can pull and insert. It is started by `tandtui demo`; nothing of it
// touches the computer's own PC/SC service or any real card.
package stage
