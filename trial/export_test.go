package trial

// PowerOf is Power for other effects and numbers of trials.
func PowerOf(p Plan, read Reading, seed uint64, effects []float64, trials int) ([]Chance, error) {
	return power(p, read, seed, effects, p.Lengths(), trials)
}
