package main

import (
	"fmt"
	"io"
	"math"

	"charley/ingest"
)

// A beside is one trial under two methods: ours, and chains run for long.
type beside struct {
	trial      string
	ours       judged
	reference  judged
	meanInSD   float64 // difference of the means, by the reference's standard deviation
	difference float64 // of the probabilities
}

// compare analyses the trials of a reference anew.
func compare(b bench, s settings, file string) ([]beside, error) {
	rows, err := readTable(file)
	if err != nil {
		return nil, err
	}
	reference := map[string]judged{}
	for _, r := range rows {
		reference[r.text("trial")] = judged{trial: r.text("trial"), est: r.number("est"), sd: r.number("sd"), pLess: r.number("p_less0"), ms: 1000 * r.number("secs")}
	}
	var chosen []ingest.Trial
	for _, t := range b.trials {
		if _, ok := reference[t.Name]; ok {
			chosen = append(chosen, t)
		}
	}
	ours, err := judge(chosen, s)
	if err != nil {
		return nil, err
	}
	var out []beside
	for _, j := range ours {
		r := reference[j.trial]
		out = append(out, beside{j.trial, j, r, (j.est - r.est) / r.sd, j.pLess - r.pLess})
	}
	return out, nil
}

// nuts prints each trial beside the reference, and how far apart they are.
func nuts(out io.Writer, b bench, s settings, files []string) error {
	if len(files) != 1 {
		return fmt.Errorf("name the file of the reference")
	}
	all, err := compare(b, s, files[0])
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%-6s %8s %8s %9s %7s %7s %8s %6s %-8s\n", "trial", "mean", "NUTS", "diff/sd", "P", "NUTS", "diff", "k-hat", "path")
	var inSD, inP, ratio []float64
	close := 0
	for _, c := range all {
		fmt.Fprintf(out, "%-6s %8.3f %8.3f %9.3f %7.3f %7.3f %8.3f %6.2f %-8s\n", c.trial, c.ours.est, c.reference.est, c.meanInSD, c.ours.pLess, c.reference.pLess, c.difference, c.ours.kHat, c.ours.path)
		inSD, inP, ratio = append(inSD, math.Abs(c.meanInSD)), append(inP, math.Abs(c.difference)), append(ratio, c.ours.sd/c.reference.sd)
		if math.Abs(c.meanInSD) <= 0.10 && math.Abs(c.difference) <= 0.04 {
			close++
		}
	}
	fmt.Fprintf(out, "mean, |difference| in sd: median %.3f, most %.3f\nP, |difference|: median %.3f, most %.3f\nsd by NUTS: %.2f to %.2f\nwithin 0.10 sd and 0.04: %d of %d\n",
		quantile(inSD, 0.5), quantile(inSD, 1), quantile(inP, 0.5), quantile(inP, 1), quantile(ratio, 0), quantile(ratio, 1), close, len(all))
	return nil
}
