package cli

import (
	"cmp"
	"context"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"charley"
	"charley/handout"
	"charley/knowledge"
	"charley/sheet"
	"charley/words"
)

// reviewCommand writes all records as a document to be reviewed.
type reviewCommand struct {
	Format string   `enum:"html,pdf,text" default:"text" placeholder:"FORMAT" help:"html, pdf or text."`
	Only   []string `placeholder:"KIND|ID" help:"Only the records of a kind, such as flags, or of an id, such as RF20. May be given several times."`
	Out    string   `default:"-" placeholder:"FILE" help:"File to write; shown if left away or -."`
	Force  bool     `help:"Write over a file that is there."`
	Paper  string   `enum:"a4,letter" default:"a4" placeholder:"SIZE" help:"a4 or letter."`
}

// Run is charley knowledge review.
func (c *reviewCommand) Run(_ context.Context, p *program) error {
	base, err := p.readKnowledge()
	if err != nil {
		return err
	}
	items := base.Whole()
	if len(c.Only) > 0 {
		if items, err = chosen(base, c.Only); err != nil {
			return err
		}
	}
	if err := p.mayShow(c.Out, c.Format == string(handout.PDF)); err != nil {
		return err
	}
	say, err := words.English()
	if err != nil {
		return err
	}
	doc := handout.Review(handout.Edition{Base: base, Items: items, Made: p.env.Now(), Program: version()}, say, handout.Options{Paper: sheet.Paper(c.Paper)})
	err = p.writeOut(c.Out, c.Force, func(w io.Writer) error { return handout.Write(w, handout.Format(c.Format), doc) })
	if err != nil || c.Out == "-" {
		return err
	}
	if p.JSON {
		return p.answer(map[string]any{"file": c.Out, "format": c.Format, "records": len(items), "edition": base.Version(), "hash": base.Hash()})
	}
	p.say("Written: %s to %s. Edition %s, number %s.", counted(float64(len(items)), "record", "records"), c.Out, base.Version(), base.Number())
	return nil
}

// chosen are the records that were named by their kinds or ids, each once, in the order of the whole. Behind an id may
// stand @ and the number of the text that was read.
func chosen(base *knowledge.Base, named []string) ([]knowledge.Item, error) {
	all := base.Whole()
	wanted := map[string]bool{}
	for _, name := range named {
		id, number, _ := strings.Cut(name, "@")
		found := base.Find(id)
		if len(found) == 0 && number == "" {
			found = slices.Collect(func(yield func(knowledge.Item) bool) {
				for _, it := range all {
					if it.Kind == id && !yield(it) {
						return
					}
				}
			})
		}
		if len(found) == 0 {
			return nil, usage("There is no record and no kind of record %q.%s Type \"charley knowledge list\" to see what there is.", charley.Clip(id), didYouMean(id, append(idsOf(base, strings.Contains(id, "/")), knowledge.Kinds()...)))
		}
		for _, it := range found {
			if number != "" && (len(number) < knowledge.NumberDigits || !strings.HasPrefix(it.Hash(), number)) {
				return nil, usage("%s is not the text with the number %s any more: it is %s now. Read it again: charley knowledge show %s.", it.Name(), charley.Clip(number), it.Number(), it.Name())
			}
			wanted[it.Name()] = true
		}
	}
	return slices.DeleteFunc(all, func(it knowledge.Item) bool { return !wanted[it.Name()] }), nil
}

// reviewedCommand keeps a review as a file.
type reviewedCommand struct {
	ID      []string `arg:"" help:"Ids of the records that were reviewed, or a kind for all of it. As the document has them, with the number of the text that was read: flags/RF20@0123456789ab."`
	By      string   `required:"" placeholder:"NAME" help:"Who reviewed them."`
	Role    string   `required:"" placeholder:"ROLE" help:"As what: neurologist, pharmacist."`
	Date    string   `required:"" placeholder:"DATE" help:"When, like 2026-11-26."`
	Verdict string   `required:"" enum:"agree,change,unsure" placeholder:"VERDICT" help:"agree, change or unsure."`
	Remark  string   `placeholder:"TEXT" help:"What they said; needed with change."`
	Edition string   `placeholder:"NUMBER" help:"Number of the edition that was read, from the front of the document. If the records are others now, nothing is kept."`
}

// Run is charley knowledge reviewed.
func (c *reviewedCommand) Run(_ context.Context, p *program) error {
	dir := p.reviews()
	if dir == "" {
		return usage("Say in which folder reviews are kept: --reviews DIR, or CHARLEY_REVIEWS. In a checkout of Charley it is knowledge/reviews.")
	}
	base, err := p.readKnowledge()
	if err != nil {
		return err
	}
	if n := c.Edition; n != "" && (len(n) < knowledge.NumberDigits || !strings.HasPrefix(base.Hash(), n)) {
		return usage("What was read is edition number %s, and this is %s. Name each record with the number of the text behind it, such as flags/RF20@0123456789ab, to keep what still holds.", charley.Clip(n), base.Number())
	}
	items, err := chosen(base, c.ID)
	if err != nil {
		return err
	}
	r := knowledge.Review{By: c.By, Role: c.Role, Date: c.Date, Verdict: c.Verdict, Remark: c.Remark, Edition: base.Version(), Records: map[string]string{}}
	for _, it := range items {
		r.Records[it.Name()] = it.Hash()
	}
	if err := r.Check(); err != nil {
		return usage("This cannot be kept: %v.", trimWords(err, charley.ErrInvalid))
	}
	// Somewhere it may be tomorrow already; further on it is a slip of the pen.
	if r.Date > p.env.Now().AddDate(0, 0, 1).Format(time.DateOnly) {
		return usage("--date %s lies ahead. A review is kept when it has been made.", r.Date)
	}
	file := filepath.Join(dir, r.FileName())
	if err := p.writeOut(file, false, func(w io.Writer) error { _, err := w.Write(r.Encode()); return err }); err != nil {
		return err
	}
	if p.JSON {
		return p.answer(map[string]any{"file": file, "records": len(items)})
	}
	p.say("Kept: what %s said of %s, in %s.", r.By, counted(float64(len(items)), "record", "records"), file)
	return nil
}

// reviews is the folder of reviews beside the program, or "".
func (p *program) reviews() string { return cmp.Or(p.Reviews, p.env.Getenv("CHARLEY_REVIEWS")) }
