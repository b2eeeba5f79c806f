// Package lookup finds the record that people mean by a name.
//
// Names knows exactly what a name, a brand or an ATC code stands for, and is
// what rules go by. Medicines and Foods forgive typing mistakes and offer what
// may have been meant; they are for a person who then chooses. Nothing found is
// an answer: what is too far from every name is not guessed at.
//
//	medicines := lookup.NewMedicines(base)
//	for _, m := range medicines.Find("amitriptalin 25 mg", 3) {
//		fmt.Println(m.Medicine.Name, m.Via, m.Exact, m.Alike)
//	}
//
// It decides nothing: not whether somebody takes a medicine, nor whether a
// medicine or a food is good for anybody. It is pure, with no clock and no files
// of its own but a list of everyday words for foods.
package lookup
