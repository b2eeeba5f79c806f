package web

import (
	"slices"
	"strings"

	"charley/cause"
	"charley/knowledge"
	"charley/words"
)

// verdict is what was found, in a sentence for each way and each tier.
func (p *patternPage) verdict() []verdictLine {
	w := p.site.words
	var out []verdictLine
	for _, tier := range [...]cause.Tier{cause.VeryLikely, cause.Possible} {
		for _, way := range [...]string{cause.More, cause.Fewer} {
			var nights, named []string
			for _, f := range p.told.Found {
				again := slices.ContainsFunc(f.CountsAsOneAs, func(id string) bool { return slices.Contains(named, id) })
				if f.Tier == tier && f.Direction == way && len(nights) < mostInVerdict && !again {
					nights, named = append(nights, p.nights(f)), append(named, f.Exposure)
				}
			}
			if len(nights) == 0 {
				continue
			}
			line := words.Capital(w.T("pattern.verdict."+string(tier), w.T("pattern."+way+"."+p.measure.ID, gap)))
			before, after, _ := strings.Cut(line, gap)
			out = append(out, verdictLine{before, w.ListAnd(nights), after})
		}
	}
	return out
}

const (
	mostInVerdict = 3      // exposures that one sentence names
	gap           = "\x00" // where the nights stand in a sentence, which no text holds
)

// exposure is one that this person can be asked about; another keeps its id for a name.
func (p *patternPage) exposure(id string) knowledge.Exposure {
	if i := slices.IndexFunc(p.exposures, func(x knowledge.Exposure) bool { return x.ID == id }); i >= 0 {
		return p.exposures[i]
	}
	return knowledge.Exposure{ID: id, Name: id, Kind: knowledge.YesNo, Nights: knowledge.Filled(p.site.knowledge.Phrases().OwnNights, id)}
}

func (p *patternPage) name(id string) string { return p.exposure(id).Name }

func (p *patternPage) names(ids []string) []string {
	var out []string
	for _, id := range ids {
		out = append(out, p.name(id))
	}
	return out
}

// nights says which nights are those with an exposure: "after a warm bath".
func (p *patternPage) nights(f cause.Pattern) string {
	return p.exposure(f.Exposure).NightsWith(number(f.Cut))
}

// quoted are the names of exposures inside a sentence.
func (p *patternPage) quoted(ids []string) []string {
	out := p.names(ids)
	for i, name := range out {
		out[i] = p.site.words.T("quoted", name)
	}
	return out
}

// behind are what could stand behind both an exposure and the night, and was not asked.
func (p *patternPage) behind(ids []string) []string {
	var out []string
	for _, id := range ids {
		if n, other := p.site.knowledge.Graph().Node(id); other {
			out = append(out, n.Name)
		} else {
			out = append(out, p.name(id))
		}
	}
	return out
}
