package knowledge

import "errors"

// A Source is a text that claims rest on.
type Source struct {
	ID      string `toml:"id"`
	Title   string `toml:"title"`
	Year    int    `toml:"year"`    // of the text, or of reading a page that has none
	DOI     string `toml:"doi"`     // without https://doi.org/
	PMID    string `toml:"pmid"`    // PubMed number
	Address string `toml:"address"` // where it was read, if it has neither
	Mark    string `toml:"mark"`    // one of Marks
	Note    string `toml:"note"`    // what the reader should know before trusting it
}

func (s *Source) name() string { return s.ID }

func (s *Source) check() error {
	if s.Title == "" {
		return errors.New("title is missing")
	}
	return nil
}
