package web

import "charley/app"

type trialResult struct {
	Working bool
}
type verdictWords struct{ Strong, Says, Short string }

func (s *site) verdict(t app.TrialView) verdictWords {
	return verdictWords{Short: s.words.T("result.working.short")}
}
func (s *site) addResult(p *trialPage, t app.TrialView) { p.Result = &trialResult{Working: true} }
func (s *site) keptWords2()                             {}
