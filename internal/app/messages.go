package app

import "example.org/tandtui/internal/domain"

// MessageStore keeps what the region tells its clinics (E8), and what of it the user
// has read.
type MessageStore interface {
	Messages(clinic string) ([]domain.Message, error) // newest first
	// ReadMessages are the numbers of the messages that the user has read, at
	// whatever clinic.
	ReadMessages() (map[int64]bool, error)
	PutRead(nos ...int64) error
}

// Posted is a message with what the user has done about it.
type Posted struct {
	domain.Message
	Read bool
	Over bool // its last day is over, or the region has withdrawn it
}

// Messages lists what the region has told the clinic, newest first (E8). What is
// over is kept; what has not begun is left out until its day.
func (a *App) Messages() ([]Posted, error) {
	store, clinic, err := a.at()
	if err != nil {
		return nil, err
	}
	return posted(store, clinic.No, a.Today())
}

func posted(store Store, clinic string, today domain.Date) ([]Posted, error) {
	list, err := store.Messages(clinic)
	if err != nil {
		return nil, err
	}
	read, err := store.ReadMessages()
	out := make([]Posted, 0, len(list))
	for _, m := range list {
		if !m.From.After(today) {
			out = append(out, Posted{Message: m, Read: read[m.No], Over: m.Over(today)})
		}
	}
	return out, err
}

// ReadMessages notes that the user has read messages, so that they are no longer
// told as new.
func (a *App) ReadMessages(nos ...int64) error {
	store, _, err := a.at()
	if err != nil {
		return err
	}
	if err := store.PutRead(nos...); err != nil {
		return err
	}
	a.renews()
	a.ring(ChangedMirror)
	return nil
}

// renews reads anew which messages are to be told: those that are not read and not
// over. If they cannot be read, the list of messages tells why.
func (a *App) renews() {
	store, clinic, err := a.at()
	if err != nil {
		return // locked meanwhile
	}
	news := newsOf(store, clinic.No, a.Today())
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.clinic.No == clinic.No {
		a.news = news
	}
}

func newsOf(store Store, clinic string, today domain.Date) (news []Posted) {
	list, err := posted(store, clinic, today)
	if err != nil {
		return nil
	}
	for _, m := range list {
		if !m.Over && (!m.Read || m.Incident) {
			news = append(news, m)
		}
	}
	return news
}
