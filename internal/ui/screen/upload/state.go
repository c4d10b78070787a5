package upload

import (
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/page"
	"example.org/tandtui/internal/ui/table"
	"example.org/tandtui/internal/ui/theme"
)

// at is when the region answered, or else when the file was put in the outbox.
func at(u app.Upload) time.Time {
	if u.Answered.IsZero() {
		return u.Queued
	}
	return u.Answered
}

// uploaded is what the region has done with the file; nil: no answer, or a no.
func uploaded(u app.Upload) *domain.Uploaded {
	if u.Receipt == nil {
		return nil
	}
	return u.Receipt.Upload
}

// state is how it stands with an upload, in a few words.
func state(u app.Upload) (page.Level, string) {
	got := uploaded(u)
	switch {
	case u.Damaged:
		return page.Error, labels.OutboxDamaged
	case u.Refusal != nil, got != nil && got.FileFault:
		return page.Error, labels.OutboxRefused
	case got != nil && len(got.Refused) > 0:
		return page.Warn, labels.UploadReturnedCount(len(got.Refused))
	case u.Receipt != nil:
		return page.OK, labels.OutboxReceived
	}
	return page.Waits, labels.OutboxWaits
}

func stateCell(t *theme.Theme, u app.Upload) table.Cell {
	level, word := state(u)
	return table.Cell{Text: level.Glyph() + " " + word, Style: level.Style(t)}
}
