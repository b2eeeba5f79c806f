package app

import (
	"charley/cause"
	"charley/food"
	"charley/knowledge"
	"charley/lookup"
	"charley/rule"
	"charley/share"
	"charley/tell"
	"charley/treat"
)

// A Counsel is everything that decides what is medical, made ready once: what it
// is, what may lie behind it, what may help. It is pure, does not change, and
// may be used by many at once. Making one takes about 20 ms.
type Counsel struct {
	Base      *knowledge.Base
	Teller    *tell.Teller
	Finder    *cause.Finder
	Advisor   *treat.Advisor
	Names     *lookup.Names
	Medicines *lookup.Medicines
	Assembler *share.Assembler
}

// NewCounsel makes the knowledge ready.
func NewCounsel(base *knowledge.Base) *Counsel {
	teller, finder := tell.New(base), cause.New(base)
	return &Counsel{
		Base: base, Teller: teller, Finder: finder, Advisor: treat.New(base),
		Names: teller.Names(), Medicines: lookup.NewMedicines(base), Assembler: share.New(base, teller, finder),
	}
}

// Advise is the advice on facts alone, without a diary.
func (c *Counsel) Advise(f tell.Facts) treat.Advice {
	f = c.WithFood(f)
	return c.Advisor.Advise(treat.Person{Verdict: c.Teller.Apart(f), Facts: f})
}

// Standing is what may lie behind it, on facts alone.
func (c *Counsel) Standing(f tell.Facts) cause.Standing {
	f = c.WithFood(f)
	var medicines []cause.Medicine
	for id, n := range f.Answers()["medications"].Named {
		if rec, ok := c.Names.Medicine(id); ok && n > 0 && rec.ID == id {
			medicines = append(medicines, cause.Medicine{Name: rec.Name, ID: id, Groups: c.Names.Groups(id)})
		}
	}
	return c.Finder.Standing(f, c.Teller.Apart(f), cause.InOrder(medicines))
}

// WithFood is facts with what the food check makes of the portions in them.
func (c *Counsel) WithFood(f tell.Facts) tell.Facts {
	more := rule.Answers{}
	for _, n := range food.Check(c.Base, knowledge.Foods(), f.Answers()).Nutrients {
		if n.Band != food.CannotTell && !f.Known(n.Nutrient+"_share") {
			more[n.Nutrient+"_share"] = rule.Num(n.Share)
		}
	}
	if len(more) == 0 {
		return f
	}
	return c.Teller.With(f, more)
}
