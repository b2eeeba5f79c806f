// Package knowledge holds what Charley knows about legs at night, as data: one
// TOML record a file under data/, embedded in the program, read strictly and
// checked by Lint, and a table of foods beside them. Each kind of record is a
// folder; docs/knowledge-format.md is the manual, and says how to add one.
//
// It knows nothing about a person and decides nothing about one: that is done
// by the packages that read it.
//
//	base, err := knowledge.Default()
//	for _, r := range base.Remedies().All() {
//		fmt.Println(r.Name, r.Class)
//	}
package knowledge
