package stats

import "math"

// reshape makes the work that of a model with other columns, given as rows of x in
// column order, in the room that was made for the widest.
func (w *work) reshape(columns [][]float64, priors []Normal) {
	p := len(columns)
	w.p, w.q = p, p+w.m
	w.model.X, w.model.Coef = columns, priors
	w.x = w.x[:w.n*p]
	for j, col := range columns {
		for t, v := range col {
			w.x[t*p+j] = v
		}
	}
	w.beta, w.trial.beta, w.kept.beta, w.normal = w.beta[:p], w.trial.beta[:p], w.kept.beta[:p], w.normal[:w.q]
	w.arrow.reshape(w.q)
}

// reshape gives the arrow another border, in the room that was made for the widest.
func (a *arrow) reshape(q int) {
	a.q = q
	a.z, a.forward = a.z[:a.n*q], a.forward[:a.n*q]
	a.b, a.chol = a.b[:q*q], a.chol[:q*q]
	a.gb, a.sol, a.spare = a.gb[:q], a.sol[:q], a.spare[:q]
}

// A probe is what adding one column would change, by one Newton step from the mode: the
// slope and the information about its coefficient, all others integrated out.
type probe struct{ slope, info float64 }

// logBayes is the log of how much more likely the outcomes become when the column is added
// with a normal prior of mean 0.
func (p probe) logBayes(sd float64) float64 {
	v := sd * sd
	return (p.slope*p.slope*v/(1+v*p.info) - logOnePlus(v*p.info)) / 2
}

// exactly is what the Laplace approximation of the night effects lacks, in log likelihood,
// at the mode that was found last: there it is replaced by the exact integral.
func (w *work) exactly(s variation) float64 {
	approximate := w.objective(s) - w.coefPrior() - w.cutPrior() + float64(w.n)*logRoot2Pi
	det, product := 0.0, 1.0
	for _, v := range w.arrow.pivot {
		if product *= v; product > 1e200 || product < 1e-200 {
			det, product = det+math.Log(product), 1
		}
	}
	return w.likelihood(s) - approximate + (det+math.Log(product))/2
}
