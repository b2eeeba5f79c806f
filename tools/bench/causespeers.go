package main

import (
	"fmt"
	"io"
	"math"
	"slices"
	"sort"

	"charley/cause"
)

// A peer is a rule in use by which results that were stored name exposures.
type peer struct {
	method, says string
	names        func([]row) []bool // of the rows of one diary
}

var peersInUse = []peer{
	{"naive_ratio_25pct", "with/without beyond 25 %", selected},
	{"naive_fisher", "Fisher, p < .05", below},
	{"cox_univariate", "one-factor Cox, p < .05", below},
	{"negbin_glm", "NB GLM, BH .10", benjaminiHochberg},
	{"glmmTMB_nb_ar1", "glmmTMB NB AR(1), BH .10", benjaminiHochberg},
}

// selected are the rows that the method itself chose.
func selected(rows []row) []bool {
	out := make([]bool, len(rows))
	for i, r := range rows {
		out[i] = r.number("sel") == 1
	}
	return out
}

// below are the rows with a p below 0.05.
func below(rows []row) []bool {
	out := make([]bool, len(rows))
	for i, r := range rows {
		out[i] = r.number("p") < 0.05
	}
	return out
}

// benjaminiHochberg names at a false discovery rate of 0.10 within one diary. A p that
// is not there counts for none, as in R's p.adjust.
func benjaminiHochberg(rows []row) []bool {
	var known []float64
	for _, r := range rows {
		if p := r.number("p"); !math.IsNaN(p) {
			known = append(known, p)
		}
	}
	sort.Float64s(known)
	limit := -1.0
	for i, p := range known {
		if p*float64(len(known))/float64(i+1) < 0.10 {
			limit = p
		}
	}
	out := make([]bool, len(rows))
	for i, r := range rows {
		out[i] = r.number("p") <= limit
	}
	return out
}

// peersOfCauses prints the same table of results that were stored.
func peersOfCauses(out io.Writer, b diaryBench, s causesSettings, files []string) error {
	type kind struct {
		method string
		nights int
	}
	results := map[kind]map[string][]row{} // by diary
	for _, file := range files {
		rows, err := readTable(file)
		if err != nil {
			return err
		}
		for _, r := range rows {
			k := kind{r.text("method"), int(r.number("n"))}
			if results[k] == nil {
				results[k] = map[string][]row{}
			}
			results[k][r.text("diary")] = append(results[k][r.text("diary")], r)
		}
	}
	writeMarksHead(out)
	for _, nights := range s.nights {
		for _, p := range peersInUse {
			if of := results[kind{p.method, nights}]; of != nil {
				m, cover, ms := p.mark(b, of)
				m.write(out, nights, p.says, cover, ms)
			}
		}
	}
	return nil
}

// mark scores one rule over the diaries it has results of.
func (p peer) mark(b diaryBench, of map[string][]row) (m marks, cover, ms float64) {
	var all []naming
	var held, times []float64
	for _, d := range b.diaries {
		rows := of[d.Name]
		if len(rows) == 0 {
			continue
		}
		n := naming{d.Name, map[string]bool{}}
		for i, named := range p.names(rows) {
			exposure := rows[i].text("exposure")
			n.named[exposure] = named
			lo, hi := rows[i].number("lo"), rows[i].number("hi")
			if named && !math.IsNaN(lo) && !math.IsNaN(hi) {
				truth := b.truth[d.Name][exposure].logRR
				held = append(held, yes(lo <= truth && truth <= hi))
			}
		}
		times = append(times, 1000*rows[0].number("secs"))
		all = append(all, n)
	}
	return mark(b, all), mean(held), quantile(times, 0.5)
}

// mcmc prints each probability beside that of chains run for long on the same model.
func mcmc(out io.Writer, b diaryBench, s causesSettings, files []string) error {
	all, err := besideMCMC(b, s, files)
	if err != nil {
		return err
	}
	var apart []float64
	withheld := 0
	fmt.Fprintf(out, "%-6s %6s %-18s %8s %8s %8s\n", "diary", "nights", "exposure", "ours", "MCMC", "|diff|")
	for _, c := range all {
		apart, withheld = append(apart, c.apart()), withheld+int(yes(math.IsNaN(c.ours)))
		fmt.Fprintf(out, "%-6s %6d %-18s %8.3f %8.3f %8.3f\n", c.diary, c.nights, c.exposure, c.ours, c.chains, c.apart())
	}
	fmt.Fprintf(out, "%d probabilities and %d that are not told, |difference|: median %.3f, 90 %% %.3f, most %.3f\n", len(apart)-withheld, withheld, quantile(apart, 0.5), quantile(apart, 0.9), quantile(apart, 1))
	return nil
}

// A besideChains is one probability under two methods.
type besideChains struct {
	diary, exposure string
	nights          int
	ours, chains    float64 // ours is NaN where a gate was not passed
}

func (c besideChains) apart() float64 { return math.Abs(c.ours - c.chains) }

// besideMCMC searches the diaries of a reference anew.
func besideMCMC(b diaryBench, s causesSettings, files []string) ([]besideChains, error) {
	if len(files) != 1 {
		return nil, fmt.Errorf("name the file of the reference")
	}
	rows, err := readTable(files[0])
	if err != nil {
		return nil, err
	}
	type key struct {
		diary  string
		nights int
	}
	found := map[key]cause.Patterns{}
	var out []besideChains
	for _, r := range rows {
		k := key{r.text("diary"), int(r.number("n"))}
		if _, ok := found[k]; !ok {
			one := diaryBench{truth: b.truth}
			for _, d := range b.diaries {
				if d.Name == k.diary {
					one.diaries = append(one.diaries, d)
				}
			}
			got, err := search(one, k.nights, s)
			if err != nil {
				return nil, err
			}
			if len(got) != 1 {
				return nil, fmt.Errorf("the reference has a diary %s, the table does not", k.diary)
			}
			found[k] = got[0].found
		}
		of := found[k].Found
		i := slices.IndexFunc(of, func(p cause.Pattern) bool { return p.Exposure == r.text("exposure") })
		if i < 0 {
			return nil, fmt.Errorf("diary %s has no exposure %s", k.diary, r.text("exposure"))
		}
		c := besideChains{k.diary, r.text("exposure"), k.nights, math.NaN(), r.number("pip")}
		if p := of[i].Probability; p != nil {
			c.ours = *p
		}
		out = append(out, c)
	}
	return out, nil
}
