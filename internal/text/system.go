package text

import (
	"errors"
	"io/fs"
	"syscall"
)

// NoCardService says that the computer's card service does not answer, in the
// words of the operating system (as runtime.GOOS names it): what it is called
// there, and how it is started.
func NoCardService(system string) Sentence {
	switch system {
	case "windows":
		return Sentence{
			"Windows-tjänsten Smartkort svarar inte.",
			"Koppla in kortläsaren, så startar tjänsten. Annars: starta Smartkort under Tjänster (services.msc), eller be den som sköter datorn om hjälp.",
		}
	case "darwin":
		return Sentence{
			"Datorns korttjänst svarar inte.",
			"Koppla in kortläsaren på nytt och starta om programmet, eller be den som sköter datorn om hjälp.",
		}
	}
	return Sentence{"Datorns kortläsartjänst (PC/SC) svarar inte.", "Starta pcscd, eller be den som sköter datorn om hjälp."}
}

// FileWhy says in a few words why a file cannot be read or written; of what is not
// known here, the system's own.
func FileWhy(err error) string {
	var no syscall.Errno
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "den finns inte"
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return "rättighet saknas"
	case errors.Is(err, syscall.ENOSPC):
		return "disken är full"
	case errors.Is(err, syscall.EISDIR):
		return "det är en mapp"
	case errors.Is(err, syscall.ENOTDIR):
		return "en del av sökvägen är en fil, ingen mapp"
	case errors.Is(err, fs.ErrExist):
		return "namnet är upptaget av något annat"
	case errors.As(err, &no):
		return no.Error()
	}
	return err.Error()
}
