package labels

import (
	"time"

	"example.org/tandtui/internal/text"
)

// Meddelanden: what the region tells its clinics (E8).
const (
	MessagesTitle   = "Meddelanden från regionen"
	MessagesNone    = "Regionen har inte skickat några meddelanden."
	MessagesNoMatch = "Inget meddelande passar sökningen. Esc visar alla."
	MessagesSent    = "Skickat"
	MessagesState   = "Läge"
	MessagesText    = "Meddelande"
	MessagesNew     = "nytt"
	MessagesNow     = "driftstörning"
	MessagesOver    = "gäller inte längre"
	MessagesRead    = "läst"
	MessagesOpen    = "läs hela"
	MessagesShut    = "stäng"
	MessagesGo      = "meddelanden"
)

// MessagesCount is how many there are: "2 meddelanden".
func MessagesCount(shown, all int) string {
	if shown == all {
		return text.Count(all, "meddelande", "meddelanden")
	}
	return "Visar " + text.Number(shown) + " av " + text.Count(all, "meddelande", "meddelanden")
}

// MessageSent says when a message was sent and until when it counts.
func MessageSent(at time.Time, ends string) string {
	s := "Skickat " + at.Format("2006-01-02 15:04")
	if ends != "" {
		s += ", gäller till och med " + ends
	}
	return s + "."
}

// MessageNew tells in the status line that a message has come, with its beginning.
func MessageNew(message string) string { return "Regionen: " + text.Safe(message) }

// StatusMessages counts the messages that are not read.
func StatusMessages(n int) string { return text.Count(n, "nytt meddelande", "nya meddelanden") }

// HomeMessage is a message on the start page.
func HomeMessage(message string, incident bool) string {
	if incident {
		return "Driftstörning: " + text.Safe(message)
	}
	return "Från regionen: " + text.Safe(message)
}

// HomeMessagesMore says where the messages are that have no room on the start page.
func HomeMessagesMore(n int) string {
	return text.Count(n, "meddelande till", "meddelanden till") + " från regionen: Ctrl+G, Meddelanden."
}
