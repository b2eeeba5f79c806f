package diary

import "charley"

// bad says whether a night was bad: any cramp, or restless bother or sleep lost
// of at least the person's limits. Any one of them suffices; a night is not bad
// only if all three are known. See charley.BadLimits.
func bad(r NightRecord, limits charley.BadLimits) charley.Tri {
	cramp := charley.Unknown
	if q := r.Quiet(); q != charley.Unknown {
		cramp = -q
	}
	// "Nothing happened" answers the other two questions as well, unless they
	// were answered. With an episode in the night, or where only cramps were
	// counted, silence about them stays unknown.
	silence := charley.Unknown
	if r.Nothing() {
		silence = charley.No
	}
	bother, lost := silence, silence
	if m := r.Morning; m != nil {
		if m.Bother != nil {
			bother = charley.TriOf(*m.Bother >= float64(limits.Bother))
		}
		if m.SleepLost != nil {
			lost = charley.TriOf(*m.SleepLost >= limits.SleepLost)
		}
	}
	return charley.Any(cramp, bother, lost)
}
