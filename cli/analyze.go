package cli

// analyzeCommand judges tables from elsewhere; no diary is opened.
type analyzeCommand struct {
	Trial analyzeTrialCommand `cmd:"" help:"Analyse trials drawn by lot from a table of nights."`
}
