package simulate

import (
	"math"
	"slices"

	"charley"
)

// A Diary is a simulated person's nights and the truth behind them.
type Diary struct {
	Options Options // as given, with fixed defaults filled in
	Truth   Truth
	Nights  []Night
}

// A Night is one night as it really was, and what the person told of it.
type Night struct {
	Night     charley.Night
	Dow       int // 0 = Monday
	Weekend   int // 1 for Saturday and Sunday nights
	Count     int // cramps that happened
	Severity  int // the worst of them, 1 to 10; 0 if none
	Minutes   int // how long all of them lasted together
	Exposures []float64
	Told      []bool // by exposure: the person answered
	Missing   bool   // the person did not say how the night was
	Gap       int    // number of the longer gap it lies in, from 1; 0 = in none
	Lot       *Lot   // its place in the trial; nil = in none
}

// Person makes one. Options that fail Check are a bug and panic.
func Person(o Options) Diary {
	if err := o.Check(); err != nil {
		panic("simulate: " + err.Error())
	}
	o = o.filled()
	d := Diary{Options: o, Truth: drawTruth(o), Nights: make([]Night, o.Nights)}
	dows := make([]int, o.Nights)
	for i := range dows {
		dows[i] = (int(o.Start.Add(i).Weekday()) + 6) % 7
	}
	rows, drawn := days(stream(o.Seed, streamDays), dows), lots(o)
	if o.Trial != nil && o.Trial.Remedy != "" {
		for i, lot := range drawn {
			if lot != nil {
				rows[i][at(o.Trial.Remedy)] = float64(lot.Arm)
			}
		}
	}
	for i := range d.Nights {
		d.Nights[i] = Night{
			Night: o.Start.Add(i), Dow: dows[i], Weekend: int(weekendOf(dows[i])), Exposures: rows[i], Lot: drawn[i],
		}
	}
	d.drawNights()
	d.drawMissing()
	if t := o.Trial; t != nil {
		d.Truth.Trial = &TrialTruth{Scheme: Blocks, From: t.From, Nights: t.length(o.Nights), LogRR: math.Log(t.RateRatio), HalfLife: t.HalfLife}
		if t.Scheme != "" {
			d.Truth.Trial.Scheme = t.Scheme
		}
	}
	return d
}

// drawNights draws counts, severity and minutes, and the poor sleep that follows.
func (d *Diary) drawNights() {
	c := stream(d.Options.Seed, streamNights)
	eta := d.expected(c)
	total := 0.0
	slept := c.bit(0.3)
	for i := range d.Nights {
		n := &d.Nights[i]
		mu := mean(eta[i])
		total += mu
		n.Count = c.count(mu, d.Truth.K)
		n.Exposures[at("poor_sleep")] = slept
		slept = c.bit(inv(-1.4 + float64(1.1*float64(min(n.Count, 3)))))
		ache, length := c.logistic(), c.normal(0, 0.6)
		if n.Count > 0 {
			n.Severity = max(1, severity(float64(1.2*eta[i])+1.5+d.Options.Ache+ache))
			typical := 2.2 + float64(0.35*math.Log1p(float64(n.Count)))
			n.Minutes = min(longest, max(n.Count, int(math.Round(math.Exp(typical+length)))))
		}
	}
	d.Truth.Rate = total / float64(len(d.Nights))
}

// expected is the log of the mean count of every night. With Options.Rate the
// base is moved so that the means average to it.
func (d *Diary) expected(c chance) []float64 {
	n := float64(len(d.Nights))
	effects, centre, weekends := d.Truth.effects(), make([]float64, len(columns())), 0.0
	for _, night := range d.Nights {
		for j, x := range night.Exposures {
			centre[j] += x / n
		}
		weekends += float64(night.Weekend) / n
	}
	eta := c.ar1(len(d.Nights), d.Truth.Phi, d.Truth.Sigma)
	total := 0.0
	for i, night := range d.Nights {
		for j, x := range night.Exposures {
			eta[i] += float64(effects[j] * (x - centre[j]))
		}
		eta[i] += float64(d.Truth.Weekend * (float64(night.Weekend) - weekends))
		eta[i] += float64(d.Truth.Trend * (float64(i+1) - n/2) / n)
		if night.Lot != nil {
			eta[i] += float64(math.Log(d.Options.Trial.RateRatio) * night.Lot.effect)
		}
		total += math.Exp(eta[i])
	}
	if d.Options.Rate > 0 {
		d.Truth.Base = float64(d.Options.Rate * n / total)
	}
	for i := range eta {
		eta[i] += math.Log(d.Truth.Base)
	}
	return eta
}

// longest is the most minutes that a night's cramps last together.
const longest = 180

// severity turns a latent badness into 0 to 10.
func severity(z float64) int {
	cuts := []float64{0.3, 0.8, 1.3, 1.8, 2.3, 2.9, 3.5, 4.2, 5.0, 6.0}
	i, _ := slices.BinarySearch(cuts, z)
	return i
}

// How often nights and answers are missing. Dull nights are skipped more.
const (
	skipQuiet  = 0.16
	skipCramp  = 0.09
	skipAnswer = 0.04
	gapEvery   = 90 // nights, on average
	gapShort   = 3
	gapLong    = 7
	gapMargin  = 20 // nights at either end without a gap
)

func (d *Diary) drawMissing() {
	c := stream(d.Options.Seed, streamMissing)
	gaps := d.drawGaps(c)
	for i := range d.Nights {
		n := &d.Nights[i]
		p := skipQuiet
		if n.Count > 0 {
			p = skipCramp
		}
		n.Missing, n.Gap = c.yes(p), gaps[i]
		n.Told = make([]bool, len(n.Exposures))
		for j := range n.Told {
			n.Told[j] = !c.yes(skipAnswer)
		}
		if n.Gap > 0 {
			n.Missing = true
			clear(n.Told)
		}
		if d.Options.NoGaps {
			n.Missing = false
			for j := range n.Told {
				n.Told[j] = true
			}
		}
		if n.Missing {
			d.Truth.Missing++
		}
	}
}

// drawGaps numbers the nights of longer gaps: two, or one for every three months
// in a longer diary; none in a diary too short to hold them.
func (d *Diary) drawGaps(c chance) []int {
	gaps := make([]int, len(d.Nights))
	room := len(d.Nights) - 2*gapMargin
	if room < gapLong || d.Options.NoGaps {
		return gaps
	}
	for g := 1; g <= max(2, len(d.Nights)/gapEvery); g++ {
		from := gapMargin + c.IntN(room)
		for i := range c.between(gapShort, gapLong) {
			gaps[from+i] = g // fits: the margin is longer than a gap
		}
	}
	return gaps
}
