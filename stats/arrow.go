package stats

import "math"

// An arrow is a symmetric positive definite matrix of the shape
//
//	| A  Z |    A tridiagonal, n by n
//	| Z' B |    B dense, q by q
//
// as it arises for n night effects in a chain and q coefficients that concern every
// night, with its factor.
//
//	Shapes   diag, off: n (off[t] joins t and t+1; the last is unused). z: n rows of q.
//	         b: q rows of q. gu: n, gb: q, the right-hand side.
//	Errors   factor answers false if the matrix is not positive definite.
//	Cost     O(n q^2), no allocation.
//	Source   block elimination; Golub and Van Loan, Matrix Computations, 4th ed., 4.3 and 4.5.
//	Checked  against a dense Cholesky of gonum on random matrices.
type arrow struct {
	n, q    int
	diag    []float64
	off     []float64
	z       []float64
	b       []float64
	gu, gb  []float64
	chol    []float64 // lower factor of the Schur complement, q rows of q
	logDet  float64   // of the whole matrix
	pivot   []float64
	forward []float64 // L^-1 Z
	rhs     []float64 // L^-1 gu, then the solution
	sol     []float64 // of the border
	spare   []float64
}

func newArrow(n, q int) arrow {
	f := func(k int) []float64 { return make([]float64, k) }
	return arrow{n: n, q: q, diag: f(n), off: f(n), z: f(n * q), b: f(q * q), gu: f(n), gb: f(q),
		chol: f(q * q), pivot: f(n), forward: f(n * q), rhs: f(n), sol: f(q), spare: f(q)}
}

// factor makes the factor, and solves for the right-hand side: the border's part is
// in sol, the chain's part after back is called.
func (a *arrow) factor() bool {
	n, q := a.n, a.q
	copy(a.chol, a.b)
	copy(a.sol, a.gb)
	det, scaled := 1.0, 0.0
	for t := range n {
		piv, l := a.diag[t], 0.0
		row := a.forward[t*q : t*q+q]
		copy(row, a.z[t*q:t*q+q])
		g := a.gu[t]
		if t > 0 {
			l = a.off[t-1] / a.pivot[t-1]
			piv -= l * a.off[t-1]
			before := a.forward[(t-1)*q : t*q]
			for j, v := range before {
				row[j] -= l * v
			}
			g -= l * a.rhs[t-1]
		}
		if !(piv > 0) {
			return false
		}
		a.pivot[t], a.rhs[t] = piv, g
		if det *= piv; det > 1e200 || det < 1e-200 {
			scaled, det = scaled+math.Log(det), 1
		}
		inv := 1 / piv
		for i := range q {
			v := row[i] * inv
			a.sol[i] -= v * g
			to := a.chol[i*q : i*q+i+1]
			for j := range to {
				to[j] -= v * row[j]
			}
		}
	}
	a.logDet = scaled + math.Log(det)
	return a.factorBorder()
}

// factorBorder makes the lower factor of the Schur complement in place and solves.
func (a *arrow) factorBorder() bool {
	q := a.q
	for i := range q {
		for j := range i + 1 {
			s := a.chol[i*q+j]
			for k := range j {
				s -= a.chol[i*q+k] * a.chol[j*q+k]
			}
			if i != j {
				a.chol[i*q+j] = s / a.chol[j*q+j]
				continue
			}
			if !(s > 0) {
				return false
			}
			a.chol[i*q+i] = math.Sqrt(s)
			a.logDet += math.Log(s)
		}
	}
	for i := range q {
		for k := range i {
			a.sol[i] -= a.chol[i*q+k] * a.sol[k]
		}
		a.sol[i] /= a.chol[i*q+i]
	}
	a.back(a.sol)
	return true
}

// back solves L' x = v in place, with the lower factor of the border.
func (a *arrow) back(v []float64) {
	q := a.q
	for i := q - 1; i >= 0; i-- {
		for k := i + 1; k < q; k++ {
			v[i] -= a.chol[k*q+i] * v[k]
		}
		v[i] /= a.chol[i*q+i]
	}
}

// chain turns rhs into the chain's part of the solution.
func (a *arrow) chain() {
	q := a.q
	for t := a.n - 1; t >= 0; t-- {
		v := a.rhs[t]
		row := a.forward[t*q : t*q+q]
		for j, s := range a.sol {
			v -= row[j] * s
		}
		if t < a.n-1 {
			v -= a.off[t] * a.rhs[t+1]
		}
		a.rhs[t] = v / a.pivot[t]
	}
}

// logRoot is the log determinant of the border's factor.
func (a *arrow) logRoot() float64 {
	sum := 0.0
	for j := range a.q {
		sum += math.Log(a.chol[j*a.q+j])
	}
	return sum
}

// times is L' v: what back undoes.
func (a *arrow) times(v, out []float64) {
	for i := range a.q {
		out[i] = 0
		for k := i; k < a.q; k++ {
			out[i] += a.chol[k*a.q+i] * v[k]
		}
	}
}

// variance is the marginal variance of one coefficient of the border.
func (a *arrow) variance(j int) float64 {
	v := a.spare
	clear(v)
	v[j] = 1
	sum := 0.0
	for i := j; i < a.q; i++ {
		s := v[i]
		for k := j; k < i; k++ {
			s -= a.chol[i*a.q+k] * v[k]
		}
		v[i] = s / a.chol[i*a.q+i]
		sum += v[i] * v[i]
	}
	return sum
}
