package cli

import (
	"regexp"
	"strings"
)

// helpWords are the words that kong puts round our own in a help page.
var helpWords = strings.NewReplacer(
	"Usage: ", "Så här: ",
	"[flags]", "[flaggor]",
	"<command>", "<kommando>",
	"Flags:\n", "Flaggor:\n",
	"Arguments:\n", "Argument:\n",
	"Commands:\n", "Kommandon:\n",
	"Show context-sensitive help.", "Visa den här hjälpen.",
	"Run \"", "Skriv \"",
	"\" for more information on a command.", "\" för mer om ett kommando.",
)

// sentences are what kong says of wrong use. A sentence that is not here is
// printed as it is.
var sentences = []struct {
	english *regexp.Regexp
	swedish string
}{
	{regexp.MustCompile(`unknown flag (\S+?)(,|$)`), "flaggan $1 finns inte$2"},
	{regexp.MustCompile(`unexpected argument (\S+?)(,|$)`), "$1 hör inte dit$2"},
	{regexp.MustCompile(`, did you mean one of (.*)\?`), ": menade du något av $1?"},
	{regexp.MustCompile(`, did you mean (".*")\?`), ": menade du $1?"},
	{regexp.MustCompile(`missing flags: `), "här saknas "},
	{regexp.MustCompile(`missing positional arguments `), "här saknas "},
	{regexp.MustCompile(`^expected one of `), "skriv något av "},
	{regexp.MustCompile(`^expected "(.*)"$`), "här saknas $1"},
	{regexp.MustCompile(`(\S+) must be one of (.*) but got (".*")`), "$1 ska vara något av $2, inte $3"},
	{regexp.MustCompile(`(--\S+) and (--\S+) can't be used together`), "$1 och $2 kan inte användas tillsammans"},
	{regexp.MustCompile(`expected \S+ value but got "EOL" \(<EOL>\)`), "här saknas ett värde"},
	{regexp.MustCompile(`expected a valid \d+ bit int but got (".*")`), "ska vara ett heltal, inte $1"},
	{regexp.MustCompile(`expected \w+ value but got "(-\S*)" \((?:short|long) flag\); perhaps try (\S+?)\?$`), "är \"$1\" värdet skrivs det $2"},
	{regexp.MustCompile(`expected ".*=.*" but got (".*")`), "skrivs med ett likhetstecken i mitten, inte $1"},
	{regexp.MustCompile(`(?:stat|open) (.*): no such file or directory`), "filen $1 finns inte"},
	{regexp.MustCompile(`(".*") exists but is a directory`), "$1 är en mapp, ingen fil"},
}

// swedish is an error of kong in Swedish.
func swedish(err error) string {
	said := err.Error()
	for _, s := range sentences {
		said = s.english.ReplaceAllString(said, s.swedish)
	}
	return said
}
