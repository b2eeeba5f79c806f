package trial

// Bang is the blinding index of one arm, from guesses about it: 1 all knew, 0 no
// more right than wrong, -1 all believed the opposite. Whoever does not know
// counts on neither side. One person's one guess gives 1, 0 or -1, which says
// whether the result may rest on belief, and no more. Not ok without a guess.
//
// Source: Bang, Ni and Davis (2004), doi:10.1016/j.cct.2003.10.016.
func Bang(right, wrong, unsure int) (index float64, ok bool) {
	if n := right + wrong + unsure; right >= 0 && wrong >= 0 && unsure >= 0 && n > 0 {
		return float64(right-wrong) / float64(n), true
	}
	return 0, false
}
