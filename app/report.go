package app

import (
	"context"
	"fmt"
	"time"

	"charley"
	"charley/diary"
	"charley/measure"
	"charley/share"
)

// A ReportWish says what a report is to be about.
type ReportWish struct {
	From, To charley.Night // both included; zero: the last UsualReport nights that are over, or as many as there are
	Named    bool          // the name that the person gave for it goes on it
}

// UsualReport is how many nights a report is about where nothing else is wished.
const UsualReport = 90

// MostReport is how many nights a report may be about: a long life's.
const MostReport = 100 * 366

// reportPatience is how long a report waits for what is worked out beside it, where the caller says nothing else. It
// is made for somebody who asked for it, and what it lacks it cannot fill in later.
const reportPatience = 8 * time.Second

// Report is what a doctor reads in a minute about the caller, for some period. What it says of tests, patterns and the
// verdict is what the person's own pages say now. Where something is still being worked out, it says so. The
// audit log keeps that it was made.
//
// Errors: charley.ErrInvalid (*charley.FieldError) for a period that is none or begins after the last night that there is;
// charley.ErrConflict where the diary is changed again and again meanwhile.
func (a *App) Report(ctx context.Context, c charley.Caller, w ReportWish) (share.Report, error) {
	if err := a.allow(c, needRead); err != nil {
		return share.Report{}, err
	}
	if a.Counsel == nil {
		return share.Report{}, errNoCounsel
	}
	patient := *a
	if a.Patience == 0 {
		patient.Patience = reportPatience
	}
	m, err := patient.steadyMaterial(ctx, c, w)
	if err != nil {
		return share.Report{}, fmt.Errorf("make a report: %w", err)
	}
	out := a.Counsel.Assembler.Assemble(m)
	err = a.store.Update(ctx, func(w Writer) error { return w.Audit(ctx, a.audit(c, "report", "", 0)) })
	if err != nil && !troubled(err) {
		return share.Report{}, fmt.Errorf("note that a report was made: %w", err)
	}
	return out, nil
}

// steadyMaterial gathers it anew where the diary was changed meanwhile: the hash on a report is that of the diary that
// it tells of.
func (a *App) steadyMaterial(ctx context.Context, c charley.Caller, w ReportWish) (share.Material, error) {
	const tries = 3
	for range tries {
		m, err := a.reportMaterial(ctx, c, w)
		if err != nil {
			return m, err
		}
		var now charley.Person
		err = a.view(ctx, c, needRead, func(r Reader) (err error) {
			now, err = r.Person(ctx, c.Person)
			return err
		})
		if err != nil || now.Chain == m.Hash {
			return m, err
		}
	}
	return share.Material{}, fmt.Errorf("the diary was changed meanwhile; make it again: %w", charley.ErrConflict)
}

// reportMaterial gathers what a report is put together from.
func (a *App) reportMaterial(ctx context.Context, c charley.Caller, w ReportWish) (share.Material, error) {
	kept, err := a.trialsAndHarm(ctx, c)
	if err != nil {
		return share.Material{}, err
	}
	_, zone := a.nightNow(kept.person.Settings)
	m := share.Material{Made: a.now().In(zone), Settings: kept.person.Settings, Named: w.Named, Program: a.Program, Hash: kept.person.Chain, Changes: kept.person.Seq}
	if m.From, m.To, err = a.reportPeriod(ctx, c, w, diary.LastNight(a.now(), zone, kept.person.Settings.NightSpan)); err != nil {
		return m, err
	}
	if m.Nights, err = a.Nights(ctx, c, m.From, m.To); err != nil {
		return m, err
	}
	if m.Facts, err = a.Facts(ctx, c); err != nil {
		return m, err
	}
	work, err := a.adviceWork(ctx, c, kept).wait(ctx)
	if err != nil {
		return m, err
	}
	told := work.(Advised)
	m.Told, m.Answers, m.Standing, m.Medicines = told.Telling, told.Facts.Answers(), told.Standing, told.Medicines
	if m.Tested, err = a.tested(ctx, c, kept, m.To); err != nil {
		return m, err
	}
	m.Patterns, err = a.reportPatterns(ctx, c, kept, told)
	return m, err
}

// reportPeriod is the period of a report, as it was wished or the usual one. A last night that is still to come or goes on is
// no night yet: the period ends with the last that is over.
func (a *App) reportPeriod(ctx context.Context, c charley.Caller, w ReportWish, over charley.Night) (from, to charley.Night, err error) {
	first, _, err := a.Extent(ctx, c)
	if err != nil {
		return from, to, err
	}
	if to = w.To; to.IsZero() || over.Before(to) {
		to = over
	}
	switch from = w.From; {
	case !from.IsZero():
	case first.IsZero() || first.Before(to.Add(1-UsualReport)):
		from = to.Add(1 - UsualReport)
	case to.Before(first):
		from = to
	default:
		from = first
	}
	switch n := to.Sub(from) + 1; {
	case n < 1:
		return from, to, &charley.FieldError{Field: "from", Got: from.String(), Why: fmt.Sprintf("must not be after the last night of the report, %s", to)}
	case n > MostReport:
		return from, to, &charley.FieldError{Field: "from", Got: from.String(), Why: fmt.Sprintf("must be at most %d nights before the last", MostReport)}
	}
	return from, to, nil
}

// tested are the trials that began in the period or before it, or of which something bad was told, the latest first, with nothing of how one goes that
// is not over.
func (a *App) tested(ctx context.Context, c charley.Caller, k keptTrials, to charley.Night) ([]share.Tested, error) {
	var out []share.Tested
	for i := len(k.trials) - 1; i >= 0; i-- {
		t := k.trials[i]
		if to.Before(t.First) && len(charley.HarmsOf(k.harm, t.ID)) == 0 { // what bad was told of one is never left out
			continue
		}
		v, err := a.showTrial(ctx, c, k, t)
		if err != nil {
			return nil, err
		}
		out = append(out, reportTested(v))
	}
	return out, nil
}

// reportTested is one trial as a report tells of it.
func reportTested(v TrialView) share.Tested {
	out := share.Tested{ID: v.ID, Remedy: v.Trial.Remedy, Name: v.Name, Plan: v.Sealed.Plan, From: v.Trial.First, To: v.Trial.Last,
		State: string(v.State), Earlier: v.Earlier, Kept: v.Kept, Asked: v.Asked, Working: v.Working, Tampered: v.Tampered != nil, Harm: v.Harm, Beside: v.Beside}
	out.Measure, _ = measure.Of(v.Sealed.Measure)
	if v.Over() && v.Night > 0 { // what was stopped did not go on to its planned end
		out.To = v.Trial.First.Add(v.Night - 1)
	}
	if v.Result != nil && v.Over() {
		r := *v.Result
		out.Result, out.Test, out.Verdict = &r.Result, r.Test, r.Verdict()
	}
	return out
}

// reportPatterns are what goes with bad nights, as the page says it.
func (a *App) reportPatterns(ctx context.Context, c charley.Caller, k keptTrials, told Advised) (share.Patterns, error) {
	v, err := a.patternsOf(ctx, c, k, told, "")
	if err != nil {
		return share.Patterns{}, err
	}
	out := share.Patterns{From: v.From, To: v.To, Found: v.Patterns, Afterwards: v.Afterwards, Urgent: v.Urgent, Working: v.Working, Failed: v.Failed}
	out.Measure, _ = measure.Of(v.Measure)
	return out, nil
}
