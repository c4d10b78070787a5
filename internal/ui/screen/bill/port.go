package bill

import (
	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/ui/drafting"
)

// Port is what the screen needs of the app.
type Port interface {
	drafting.Port
	Habits
	Send(id string) error
}

// Habits keeps what the clinic likes to have at hand.
type Habits interface {
	Favourites() ([]string, error)
	ToggleFavourite(code string) ([]string, error)
	Templates() ([]app.Template, error)
	SaveTemplate(app.Template) ([]app.Template, error)
	RemoveTemplate(name string) ([]app.Template, error)
}
