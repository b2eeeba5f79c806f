package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"

	"charley/handout"
	"charley/knowledge"
	"charley/words"
)

// knowledgeCommand looks up what Charley knows. It needs no diary.
type knowledgeCommand struct {
	Show showCommand `cmd:"" help:"Show one record: what it says, its rule, and what it rests on."`
	List listCommand `cmd:"" help:"List the kinds of record, or the records of one kind."`
	Lint lintCommand `cmd:"" help:"Check every promise that the records make."`

	Review   reviewCommand   `cmd:"" help:"Write all that Charley knows as a document for a clinician to review and sign."`
	Reviewed reviewedCommand `cmd:"" help:"Keep what somebody said who reviewed records."`
}

// showCommand shows the records of one id.
type showCommand struct {
	ID string `arg:"" help:"Id of a record, such as RF20 or rls; with its kind where two kinds share the id: findings/urge_to_move."`
}

// listCommand lists what there is.
type listCommand struct {
	Kind string `arg:"" optional:"" help:"One kind of record, such as flags."`
}

// lintCommand checks the records.
type lintCommand struct{}

// Run is charley knowledge show.
func (c *showCommand) Run(_ context.Context, p *program) error {
	base, err := p.readKnowledge()
	if err != nil {
		return err
	}
	found := base.Find(c.ID)
	if len(found) == 0 {
		return usage("There is no record %q.%s Type \"charley knowledge list\" to see what there is.", c.ID, didYouMean(c.ID, idsOf(base, strings.Contains(c.ID, "/"))))
	}
	say, err := words.English()
	if err != nil {
		return err
	}
	for _, it := range found {
		if !p.JSON {
			writeRecord(p.env.Stdout, base, it, say)
		} else if err := p.answer(it); err != nil {
			return err
		}
	}
	if p.JSON {
		return nil
	}
	p.say("Knowledge version " + base.Version() + ".")
	return nil
}

// Run is charley knowledge list.
func (c *listCommand) Run(_ context.Context, p *program) error {
	base, err := p.readKnowledge()
	if err != nil {
		return err
	}
	if c.Kind == "" {
		return listKinds(p, base)
	}
	if !slices.Contains(knowledge.Kinds(), c.Kind) {
		return usage("There is no kind of record %q.%s Type \"charley knowledge list\" to see the kinds.", c.Kind, didYouMean(c.Kind, knowledge.Kinds()))
	}
	records := []titled{}
	for _, it := range base.Items() {
		if it.Kind == c.Kind {
			records = append(records, titled{it.ID, it.Title()})
		}
	}
	if p.JSON {
		return p.answer(records)
	}
	for _, r := range records {
		p.say("%-32s %s", r.ID, r.Title)
	}
	return nil
}

// A titled is one line of a list.
type titled struct {
	ID    string `json:"id"`
	Title string `json:"title"`
}

func listKinds(p *program, base *knowledge.Base) error {
	count := map[string]int{}
	for _, it := range base.Items() {
		count[it.Kind]++
	}
	if p.JSON {
		return p.answer(count)
	}
	for _, kind := range knowledge.Kinds() {
		p.say("%-16s %5d", kind, count[kind])
	}
	return nil
}

// Run is charley knowledge lint. The exit code is 0 only if there is no problem.
func (c *lintCommand) Run(_ context.Context, p *program) error {
	base, err := p.readKnowledge()
	if err != nil {
		return err
	}
	found, records := knowledge.Lint(base), len(base.Items())
	if p.JSON {
		err = p.answer(map[string]any{"records": records, "problems": append([]knowledge.Problem{}, found...)})
	} else {
		for _, problem := range found {
			p.say("%s", problem)
		}
	}
	switch {
	case err != nil:
		return err
	case len(found) > 0:
		return failed(nil, "%d records, %s.", records, counted(float64(len(found)), "problem", "problems"))
	case !p.JSON:
		p.say("%d records, no problem.", records)
	}
	return nil
}

// readKnowledge reads the records that come with the program, and the reviews of them: those that come with it, and
// those of the folder that --reviews or CHARLEY_REVIEWS names.
func (p *program) readKnowledge() (*knowledge.Base, error) {
	base, err := knowledge.Default()
	if err != nil {
		return nil, fmt.Errorf("read what is known: %w", err)
	}
	dir := p.reviews()
	if dir == "" {
		return base, nil
	}
	more, err := knowledge.ReadReviews(os.DirFS(dir))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, usage("There is no folder %s, in which reviews would be kept. Make it, or leave out --reviews and CHARLEY_REVIEWS.", dir)
	}
	if err != nil {
		return nil, failed(err, "The reviews in %s cannot be read: %v.", dir, err)
	}
	return base.WithReviews(more...), nil
}

// idsOf are the ids of all records, with their kinds or without.
func idsOf(base *knowledge.Base, kinds bool) []string {
	var out []string
	for _, it := range base.Whole() {
		if kinds {
			out = append(out, it.Kind+"/"+it.ID)
		} else {
			out = append(out, it.ID)
		}
	}
	return out
}

// didYouMean names the nearest names of a mistyped one, up to three.
func didYouMean(word string, names []string) string {
	as, small := map[string]string{}, []string{}
	for _, n := range names {
		low := strings.ToLower(n)
		if _, twice := as[low]; !twice {
			small = append(small, low)
		}
		as[low] = n
	}
	var near []string
	for len(near) < 3 {
		n := nearest(word, small)
		if n == "" {
			break
		}
		near = append(near, as[n])
		small = slices.DeleteFunc(small, func(s string) bool { return s == n })
	}
	if len(near) == 0 {
		return ""
	}
	return " Did you mean " + listed(near, " or ") + "?"
}

// writeRecord is one record in words: its fields as its file has them, then its
// claims with their footing, then the sources.
func writeRecord(w io.Writer, base *knowledge.Base, it knowledge.Item, say *words.Catalogue) {
	fmt.Fprintf(w, "%s/%s: %s\n", it.Kind, it.ID, it.Title())
	var sources []string
	for _, f := range it.Fields() {
		if text, ok := f.Value.(string); f.Key == "id" || ok && text == it.Title() {
			continue
		}
		writeField(w, f, "  ", &sources)
	}
	if it.Kind == "sources" {
		sources = nil
	}
	for i, id := range sources {
		if i == 0 {
			fmt.Fprintln(w, "  Sources:")
		}
		s, _ := base.Sources().Get(id)
		fmt.Fprintf(w, "    %s: %s\n", id, sourceWords(s))
	}
	fmt.Fprintf(w, "  Number of this text: %s\n", it.Number())
	for _, line := range handout.ReviewsSaid(base.Reviews(it), say) {
		fmt.Fprintf(w, "  %s\n", line)
	}
	fmt.Fprintln(w)
}

// writeField is one field, on as many lines as it needs. It collects the sources
// that are named on the way.
func writeField(w io.Writer, f knowledge.Field, indent string, sources *[]string) {
	label := f.Label()
	switch v := f.Value.(type) {
	case []string:
		if f.Key == "sources" {
			for _, id := range v {
				if !slices.Contains(*sources, id) {
					*sources = append(*sources, id)
				}
			}
		}
		fmt.Fprintf(w, "%s%s: %s\n", indent, label, strings.Join(v, ", "))
	case [][]knowledge.Field:
		for i, block := range v {
			fmt.Fprintf(w, "%s%s %d\n", indent, label, i+1)
			for _, inner := range block {
				writeField(w, inner, indent+"  ", sources)
			}
		}
	case string:
		fmt.Fprintf(w, "%s%s: %s\n", indent, label, meant(f, v))
	case bool:
		fmt.Fprintf(w, "%s%s: yes\n", indent, label)
	default:
		fmt.Fprintf(w, "%s%s: %v\n", indent, label, v)
	}
}

// meant is a value with what it means, where the records have a list of them.
func meant(f knowledge.Field, value string) string {
	if means := f.Means(); means != "" {
		return value + " (" + means + ")"
	}
	return value
}

// sourceWords are how to find a source.
func sourceWords(s knowledge.Source) string {
	out := strings.TrimSuffix(s.Title, ".")
	if s.Year != 0 {
		out += fmt.Sprintf(" (%d)", s.Year)
	}
	switch {
	case s.DOI != "":
		out += ", doi:" + s.DOI
	case s.PMID != "":
		out += ", PMID " + s.PMID
	case s.Address != "":
		out += ", " + s.Address
	}
	return out
}
