// Package knowledge holds what Charley knows about legs at night, as data: one
// TOML record a file under data/, embedded in the program, read strictly and
// checked by Lint. For now these are the exposures that an evening asks about
// and the sources that their claims rest on; each further kind of record is one
// more folder and one more line in Read. docs/knowledge-format.md is the manual.
//
// It knows nothing about a person and decides nothing about one: that is done
// by the packages that read it.
//
//	base, err := knowledge.Default()
//	for _, e := range base.Exposures().All() {
//		fmt.Println(e.Question)
//	}
package knowledge
