package knowledge

import (
	"fmt"
	"maps"
	"slices"
)

// Patterns holds the numbers by which what goes with one person's bad nights is
// sought and told: the gates before anything is ranked, the tiers of what is
// told, and what "it matters" means. All are judgements but where the file says
// otherwise.
type Patterns struct {
	Nights  int `toml:"nights"`  // known nights before anything is ranked
	Bad     int `toml:"bad"`     // of them bad, at least
	Good    int `toml:"good"`    // and good
	With    int `toml:"with"`    // nights with an exposure before it has a figure
	Without int `toml:"without"` // and without it

	VeryLikely    float64 `toml:"very_likely"`    // probability from which an exposure is very likely linked
	Possible      float64 `toml:"possible"`       // and possibly, …
	PossibleFalse float64 `toml:"possible_false"` // … as long as of all that are named no greater share is expected to be false
	LongNights    int     `toml:"long_nights"`    // known nights from which a diary is a long one …
	LongFalse     float64 `toml:"long_false"`     // … and the share that holds there
	Harmless      float64 `toml:"harmless"`       // below it an exposure may look harmless …
	HarmlessRatio float64 `toml:"harmless_ratio"` // … if the ratio it would have lies within this and one over it …
	HarmlessSure  float64 `toml:"harmless_sure"`  // … with more than this probability

	MoreRatio  float64 `toml:"more_ratio"`  // ratio that further nights are reckoned for
	MoreChance float64 `toml:"more_chance"` // chance to see it that makes them enough
	MoreMost   int     `toml:"more_most"`   // further nights beyond which no number is told

	Collinear    float64 `toml:"collinear"`     // correlation from which exposures count as one
	EffectSD     float64 `toml:"effect_sd"`     // standard deviation of the log ratio of what matters
	SurpriseDays int     `toml:"surprise_days"` // days that say what is usual, for FormSurprise

	BadFrom BadFrom `toml:"bad_from"`
}

// BadFrom says from where a night counts as bad where nobody set limits of
// their own, by what was measured of it.
type BadFrom struct {
	Count    float64 `toml:"count"`    // cramps
	Severity float64 `toml:"severity"` // 0 to 10
	Minutes  float64 `toml:"minutes"`  // of sleep lost
}

func (p Patterns) check() error {
	above := map[string]float64{
		"nights": float64(p.Nights), "bad": float64(p.Bad), "good": float64(p.Good), "with": float64(p.With), "without": float64(p.Without),
		"harmless": p.Harmless, "more_most": float64(p.MoreMost), "effect_sd": p.EffectSD, "long_nights": float64(p.LongNights), "surprise_days": float64(p.SurpriseDays),
		"bad_from.count": p.BadFrom.Count, "bad_from.severity": p.BadFrom.Severity, "bad_from.minutes": p.BadFrom.Minutes,
	}
	for _, name := range slices.Sorted(maps.Keys(above)) {
		if above[name] <= 0 {
			return fmt.Errorf("%s: %s must be above 0", patternsFile, name)
		}
	}
	share := map[string]float64{"very_likely": p.VeryLikely, "possible_false": p.PossibleFalse, "long_false": p.LongFalse, "harmless_sure": p.HarmlessSure, "more_chance": p.MoreChance, "collinear": p.Collinear}
	for _, name := range slices.Sorted(maps.Keys(share)) {
		if share[name] <= 0 || share[name] >= 1 {
			return fmt.Errorf("%s: %s must lie between 0 and 1", patternsFile, name)
		}
	}
	switch {
	case p.Harmless >= p.Possible || p.Possible >= p.VeryLikely:
		return fmt.Errorf("%s: harmless, possible and very_likely must rise", patternsFile)
	case p.HarmlessRatio <= 1 || p.MoreRatio <= 1:
		return fmt.Errorf("%s: harmless_ratio and more_ratio must be above 1", patternsFile)
	case p.Nights < p.Bad+p.Good:
		return fmt.Errorf("%s: nights must be at least bad and good together", patternsFile)
	}
	return nil
}
