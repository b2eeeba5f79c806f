package web

import (
	"slices"
	"strconv"
	"strings"

	"charley"
	"charley/diary"
)

// How long a spell lasted that was left until morning, to tap: round lengths in
// minutes, which are kept as guesses. A cramp is over sooner than a restless spell.
var (
	crampLast    = [...]int{3, 10, 30}
	restlessLast = [...]int{10, 30, 60}
)

// lasts are the lengths offered for an episode.
func lasts(e charley.Episode) []int {
	if e.What == charley.Cramp {
		return crampLast[:]
	}
	return restlessLast[:]
}

// spellLine is an episode with the question of how long it lasted. It is asked as
// long as it is open, or the morning is not over, and nobody said.
func (s *site) spellLine(e charley.Episode, over bool) spellLine {
	out := spellLine{episodeLine: s.episodeLine(e)}
	if e.Minutes != nil || e.Guess || over && !e.Open {
		return out
	}
	for _, n := range lasts(e) {
		word := strconv.Itoa(n)
		out.Last = append(out.Last, option{Value: string(e.ID) + ":" + word, Label: s.words.T("last." + word)})
	}
	out.Last = append(out.Last, option{Value: string(e.ID) + ":" + charley.DontKnow, Label: s.words.T("last." + charley.DontKnow)})
	return out
}

// lastSheet reads how long an episode of a night lasted: one tap ends it.
func (f *form) lastSheet(r diary.NightRecord) sheet {
	id, word, _ := strings.Cut(f.get("last"), ":")
	i := slices.IndexFunc(r.Episodes, func(e charley.Episode) bool { return string(e.ID) == id })
	if i < 0 {
		f.refuse("", "wrong.page")
		return sheet{}
	}
	e := r.Episodes[i]
	body := map[string]any{"minutes": nil, "minutes_about": true, "open": nil}
	if word != charley.DontKnow {
		n, err := strconv.Atoi(word)
		if err != nil || !slices.Contains(lasts(e), n) {
			f.refuse("", "wrong.page")
		}
		body["minutes"] = n
	}
	return sheet{ID: e.ID, Rev: e.Rev, Kind: charley.KindEpisode, Body: body}
}
