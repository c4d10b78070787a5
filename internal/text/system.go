package text

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
