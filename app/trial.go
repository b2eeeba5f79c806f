package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"charley"
	"charley/diary"
	"charley/share"
	"charley/trial"
)

// A TrialState is how far a trial is.
type TrialState string

// The states of a trial.
const (
	TrialWaiting  TrialState = "waiting"      // its first evening is still to come, or another trial goes on that began before it
	TrialRunning  TrialState = "running"      //
	TrialFinished TrialState = share.Finished // its last planned night is over
	TrialStopped  TrialState = share.Stopped  // it was ended before
)

// A TrialView is a trial as its person sees it. While it runs it holds nothing
// of how it goes; what was drawn is in Sealed and, for the night that it is now,
// in Tonight.
type TrialView struct {
	ID       charley.EntryID
	Trial    charley.Trial // as the diary has it
	Name     string        // of the remedy, as it was called when the trial began
	Sealed   trial.Sealed  // empty where Tampered
	Tampered error         // what is kept is not what was sealed: nothing is worked out from it
	State    TrialState
	Night    int                // the night that it is now, from 1; the last one that counts once it is over; 0 while it waits
	Tonight  *trial.Instruction // nil outside the trial and while it is paused; from dawn on, of the evening to come
	How      []string           // what is to be done tonight, step by step; of a hidden night the remedy's own steps, which are those of what looks like it

	TrialPause

	Earlier     int            // other lots that were drawn for the same remedy before this one
	Kept, Asked int            // mornings that say the lot was followed, of those that say anything
	CanLook     bool           // a look is allowed now
	NextLook    int            // the night after which the next look is allowed; 0: none before the end
	LookNight   int            // the night of the last look; 0: none was taken
	LookState   trial.Decision // what it may say
	GuessAsked  bool           // it is over, and the person is to say what they believed before they see the result
	GuessRight  *bool          // what they believed of the last bottle is what was in it; nil where they did not say

	Harm   []charley.Fact // what was told of harm in it, by day; left out where RunningTrial is asked
	Beside *trial.Beside  // beside which nights that was; nil where nothing was told, and while the result may not be seen

	Result  *TrialResult // nil while it goes on, while the guess is asked for, and while it is Working
	Working bool         // the result, or what a look may say, is being worked out
}

// Over says that a trial has ended, one way or another.
func (v TrialView) Over() bool { return v.State == TrialFinished || v.State == TrialStopped }

// ErrTrialRuns says that another trial is going on. It is charley.ErrConflict.
var ErrTrialRuns = fmt.Errorf("another trial is going on: %w", charley.ErrConflict)

// ErrNoLook says that no look at a trial is allowed now. It is charley.ErrConflict.
var ErrNoLook = fmt.Errorf("no look is allowed now: %w", charley.ErrConflict)

// ErrNoResult says that a trial goes on, or that the person is to say first what
// they believed. It is charley.ErrConflict.
var ErrNoResult = fmt.Errorf("there is no result to show yet: %w", charley.ErrConflict)

// Trials are all trials of the caller, the latest first.
func (a *App) Trials(ctx context.Context, c charley.Caller) ([]TrialView, error) {
	kept, err := a.trialsAndHarm(ctx, c)
	if err != nil {
		return nil, err
	}
	hurried := *a
	if a.Patience == 0 {
		hurried.Patience = listPatience
	}
	out := make([]TrialView, 0, len(kept.trials))
	for _, t := range slices.Backward(kept.trials) {
		v, err := hurried.showTrial(ctx, c, kept, t)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}

// listPatience is how long a list waits for each result.
const listPatience = 50 * time.Millisecond

// DrawnTrials are the trials of the caller as they were drawn, the latest first,
// without anything of their nights and of safety: one indexed read, for pages that
// show many nights.
func (a *App) DrawnTrials(ctx context.Context, c charley.Caller) ([]TrialView, error) {
	kept, err := a.keptTrials(ctx, c)
	if err != nil {
		return nil, err
	}
	out := make([]TrialView, 0, len(kept.trials))
	for _, t := range slices.Backward(kept.trials) {
		out = append(out, kept.view(t))
	}
	return out, nil
}

// Trial is one trial of the caller. charley.ErrNotFound if there is none, or if it
// was taken away.
func (a *App) Trial(ctx context.Context, c charley.Caller, id charley.EntryID) (TrialView, error) {
	kept, err := a.trialsAndHarm(ctx, c)
	if err != nil {
		return TrialView{}, err
	}
	i := slices.IndexFunc(kept.trials, func(t charley.Trial) bool { return t.ID == id })
	if i < 0 {
		return TrialView{}, charley.ErrNotFound
	}
	return a.showTrial(ctx, c, kept, kept.trials[i])
}

// RunningTrial is the trial that goes on or is to begin; nil if there is none. It
// is one indexed read, because the first page asks for it. Whether it is still safe
// comes from memory: see TrialPause.
func (a *App) RunningTrial(ctx context.Context, c charley.Caller) (*TrialView, error) {
	if err := a.allow(c, needRecent); err != nil {
		return nil, err
	}
	kept, err := a.keptTrials(ctx, whole(c))
	if err != nil {
		return nil, err
	}
	t, ok := kept.goingOn()
	if !ok {
		return nil, nil
	}
	v := kept.view(t)
	v.pause(a.pauseSoon(ctx, c, kept, t.Remedy))
	a.watch(ctx, c, kept, &v)
	a.sayHow(&v)
	if limited(c) {
		v.Trial.Note, v.Trial.Fields, v.Trial.Looks, v.Gates, v.Told, v.Apart = "", nil, nil, nil, nil, nil
		v.Sealed.RunIn, v.Sealed.Seed = trial.RunIn{}, ""
	}
	return &v, nil
}

// sayHow says how tonight's lot is done. Who does not know what a bottle holds
// does the same with each.
func (a *App) sayHow(v *TrialView) {
	if v.Tonight == nil || a.Counsel == nil {
		return
	}
	rec, ok := a.Counsel.Base.Remedies().Get(v.Trial.Remedy)
	switch {
	case !ok:
	case v.Tonight.Arm != nil && *v.Tonight.Arm == 0:
		v.How = []string{rec.Trial.Control}
	default:
		v.How = append([]string{rec.What}, rec.Steps...)
	}
}

// keptTrials are the trials of a diary, and what is needed to say how far they are.
type keptTrials struct {
	trials  []charley.Trial // by first night
	harm    []charley.Fact  // what was told of harm in them; empty where it was not asked for
	person  charley.Person
	tonight charley.Night // that it is now
	evening charley.Night // whose lot is told: from dawn on, the one to come
	seals   *seals
}

// keptTrials are those of a caller who may see everything.
func (a *App) keptTrials(ctx context.Context, c charley.Caller) (k keptTrials, err error) {
	err = a.view(ctx, c, needRead, func(r Reader) error {
		if k.person, err = r.Person(ctx, c.Person); err != nil {
			return err
		}
		k.trials, err = trialsIn(ctx, r, c.Person)
		return err
	})
	if err != nil {
		return k, err
	}
	tonight, zone := a.nightNow(k.person.Settings)
	k.tonight, k.evening = tonight, diary.NextEvening(a.now(), zone, k.person.Settings.NightSpan)
	k.seals = a.seals
	return k, nil
}

func trialsIn(ctx context.Context, r Reader, p charley.PersonID) ([]charley.Trial, error) {
	entries, err := r.OfKind(ctx, p, charley.KindTrial)
	if err != nil {
		return nil, err
	}
	out := make([]charley.Trial, len(entries))
	for i, e := range entries {
		out[i] = e.Trial()
	}
	return out, nil
}

// goingOn is the trial that goes on or is to begin. Two can be there where two
// diaries came together: the one that began first counts.
func (k keptTrials) goingOn() (charley.Trial, bool) {
	i := slices.IndexFunc(k.trials, func(t charley.Trial) bool { return goesOn(t, k.tonight) })
	if i < 0 {
		return charley.Trial{}, false
	}
	return k.trials[i], true
}

// waits says that a trial goes on beside one that began before it: only that counts.
func (k keptTrials) waits(t charley.Trial) bool {
	first, on := k.goingOn()
	return on && goesOn(t, k.tonight) && first.ID != t.ID
}

func goesOn(t charley.Trial, tonight charley.Night) bool {
	return t.Ended.IsZero() && !t.Last.Before(tonight)
}

// view is what can be said of a trial without a night of the diary.
func (k keptTrials) view(t charley.Trial) TrialView {
	v := TrialView{ID: t.ID, Trial: t, Name: t.Name}
	v.Sealed, v.Tampered = k.seals.unseal(t)
	switch {
	case !t.Ended.IsZero() && t.Ended != t.Last: // a later end, from elsewhere, is no planned one
		v.State, v.Night = TrialStopped, min(max(0, t.Ended.Sub(t.First)+1), t.Last.Sub(t.First)+1)
	case !goesOn(t, k.tonight):
		v.State, v.Night = TrialFinished, t.Last.Sub(t.First)+1
	case k.tonight.Before(t.First) || k.waits(t):
		v.State = TrialWaiting
	default:
		v.State, v.Night = TrialRunning, k.tonight.Sub(t.First)+1
	}
	if drawn, ok := v.Sealed.Tonight(k.evening); ok && v.Tampered == nil && !v.Over() && !k.waits(t) {
		v.Tonight = &drawn
	}
	v.askGuess()
	return v
}

// askGuess asks for what the person believed once it is over, and holds it against
// what was in the last bottle that they took from. Who took from none is not asked.
func (v *TrialView) askGuess() {
	hidden := v.Over() && v.Trial.Blind == charley.BlindHelper && v.Night > 0
	v.GuessAsked = hidden && v.Trial.Guess == ""
	if said := v.Trial.Guess; hidden && v.Tampered == nil && (said == charley.GuessRemedy || said == charley.GuessComparison) {
		right := (said == charley.GuessRemedy) == (v.Sealed.Arms[v.Night-1] == 1)
		v.GuessRight = &right
	}
}

// NoResult is why there is no result to show: "tampered", "running", "guess" or
// "working"; "" if there is one.
func (v TrialView) NoResult() string {
	switch {
	case v.Tampered != nil:
		return "tampered"
	case !v.Over():
		return "running"
	case v.GuessAsked:
		return "guess"
	case v.Result == nil:
		return "working"
	}
	return ""
}

// unseal reads what was drawn and holds it against its seal and its entry.
func (l *seals) unseal(t charley.Trial) (trial.Sealed, error) {
	s, err := l.read(t.Sealed)
	if err != nil {
		return trial.Sealed{}, &charley.FieldError{Field: "sealed", Why: "is not what was sealed"}
	}
	for field, same := range map[string]bool{
		"seal": s.Hash == t.Seal, "remedy": s.Remedy == t.Remedy, "measure": s.Measure == t.Measure,
		"night": s.Start == t.First, "until": s.Last() == t.Last, "blind": s.Blind == t.Blind,
	} {
		if !same {
			return trial.Sealed{}, &charley.FieldError{Field: field, Why: "is not what was sealed"}
		}
	}
	return s, nil
}

// earlier counts the lots that were drawn for the remedy of a trial before it. One that
// was stopped before its first night and begun again is the same lot.
func (k keptTrials) earlier(v TrialView) int {
	lot := func(s trial.Sealed) string { return fmt.Sprint(s.Seed, s.Nights, s.Period) }
	other := map[string]bool{}
	for _, t := range k.trials {
		if t.ID == v.ID {
			break
		}
		if t.Remedy != v.Trial.Remedy {
			continue
		}
		s, err := k.seals.unseal(t)
		if err != nil {
			s.Seed = string(t.ID) // whatever it was
		}
		other[lot(s)] = true
	}
	delete(other, lot(v.Sealed))
	return len(other)
}

// showTrial is a trial with what its nights say.
func (a *App) showTrial(ctx context.Context, c charley.Caller, k keptTrials, t charley.Trial) (TrialView, error) {
	v := k.view(t)
	if v.Tampered != nil {
		k.addHarm(&v)
		return v, nil
	}
	v.Earlier = k.earlier(v)
	nights, err := a.trialNights(ctx, c, v, k.tonight)
	if err != nil {
		return v, err
	}
	v.Kept, v.Asked = nights.followed()
	over := nights.over()
	if v.State == TrialRunning && over >= v.Sealed.Nights { // the last morning is in
		v.State, v.Tonight = TrialFinished, nil
		v.askGuess()
	}
	k.addHarm(&v)
	if !v.Over() {
		paused, err := a.pauseNow(ctx, c, k, t.Remedy)
		if ctx.Err() != nil {
			return v, err
		}
		if err != nil {
			slog.Error("trial: whether its remedy is safe could not be worked out", "trial", v.ID, "error", err)
			paused = TrialPause{Paused: PauseCheck}
		}
		v.pause(paused)
		a.watch(ctx, c, k, &v)
		a.sayHow(&v)
		v.CanLook, v.NextLook = looksOf(v, over)
	}
	return v, a.addResult(ctx, c, &v, nights)
}

// brokenField is the field that is not what was sealed.
func brokenField(err error) string {
	if wrong := (*charley.FieldError)(nil); errors.As(err, &wrong) {
		return wrong.Field
	}
	return "sealed"
}

// errNoCounsel says that a program that knows nothing medical was asked to.
var errNoCounsel = errors.New("telling apart was not set up in this program")
