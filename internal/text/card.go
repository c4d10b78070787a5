package text

// CardError is Error for a card that cannot be used. library is one on the computer that
// may know the card: then the line is named that makes the program use it.
func CardError(code, library string) Sentence {
	s := Error(code)
	if library == "" {
		return s
	}
	// Single quotes take a path of Windows as it is (TOML).
	s.Do += " Är det ditt SITHS-kort, lägg till raden card-module = '" + Safe(library) + "' i inställningsfilen (tandtui config show visar var den är) och starta tandtui igen: då läses kortet av det programbiblioteket."
	return s
}
