package knowledge

import (
	"embed"
	"fmt"
	"io/fs"
	"math"

	"charley/rule"
)

//go:embed data
var data embed.FS

// A Rule is the condition under which something in a record holds.
type Rule = rule.Rule

// A Base is everything that was read, checked for shape. It does not change.
type Base struct {
	version        string
	weighing       Weighing
	exposures      Records[Exposure] // in the order in which they are asked
	features       Records[Feature]  // in the fixed order of the questionnaire
	screens        Records[Screen]
	flags          Records[Flag]
	urgencies      Records[Urgency] // most urgent first
	countries      Records[Country]
	conditions     Records[Condition]
	findings       Records[Finding]
	priors         Records[Prior]
	criteria       Records[CriteriaSet]
	contradictions Records[Contradiction]
	topics         Records[Topic]
	medicines      Records[Medicine]
	groups         Records[MedicineGroup]
	standing       Records[Standing]
	advice         Advice
	patterns       Patterns
	graph          Graph
	phrases        Phrases
	causes         Records[Cause]
	gates          Records[Gate]
	remedies       Records[Remedy] // in the order of the evidence
	reliefs        Records[Relief]
	portions       Records[Portion]
	intakes        Records[Intake]
	sources        Records[Source]
	reviews        map[string][]Reviewed // by the name of the record, newest first
}

// Default reads the records that ship with the program, and what was said by those who reviewed them.
func Default() (*Base, error) {
	sub, err := fs.Sub(data, "data")
	if err != nil {
		return nil, fmt.Errorf("open the embedded records: %w", err)
	}
	b, err := Read(sub)
	if err != nil {
		return nil, err
	}
	reviews, err := readShipped()
	if err != nil {
		return nil, err
	}
	return b.WithReviews(reviews...), nil
}

// Read reads a folder of records. An unknown folder, file or key, a record
// without its id or name, and an id that is not its file's name are errors that
// name the file and, where there is one, the line.
func Read(fsys fs.FS) (*Base, error) {
	if err := onlyKnown(fsys); err != nil {
		return nil, err
	}
	var head struct {
		Version string `toml:"version"`
	}
	if err := decode(fsys, versionFile, &head); err != nil {
		return nil, err
	}
	if head.Version == "" {
		return nil, fmt.Errorf("%s: version is missing", versionFile)
	}
	b := &Base{version: head.Version}
	if err := decode(fsys, weighingFile, &b.weighing); err != nil {
		return nil, err
	}
	if err := b.weighing.check(); err != nil {
		return nil, err
	}
	if err := decode(fsys, adviceFile, &b.advice); err != nil {
		return nil, err
	}
	if err := b.advice.check(); err != nil {
		return nil, err
	}
	if err := decode(fsys, patternsFile, &b.patterns); err != nil {
		return nil, err
	}
	if err := b.patterns.check(); err != nil {
		return nil, err
	}
	if err := decode(fsys, graphFile, &b.graph); err != nil {
		return nil, err
	}
	if err := b.graph.check(); err != nil {
		return nil, err
	}
	if err := decode(fsys, phrasesFile, &b.phrases); err != nil {
		return nil, err
	}
	if err := b.phrases.check(); err != nil {
		return nil, err
	}
	for _, k := range kinds() {
		if err := k.read(b, fsys); err != nil {
			return nil, err
		}
	}
	b.answer()
	return b, nil
}

// answer gives every question of the evening that is answered by yes or no its choices.
func (b *Base) answer() {
	for i, x := range b.exposures.list {
		b.exposures.list[i] = x.answered(b.phrases)
	}
}

// A kind is one folder of records.
type kind struct {
	folder string
	read   func(*Base, fs.FS) error
	said   func(*Base, func(Text) string)
}

// kinds are all folders. A new kind of record is one line here.
func kinds() []kind {
	return []kind{
		in(exposureFolder, func(b *Base) *Records[Exposure] { return &b.exposures }, exposureRank),
		in("features", func(b *Base) *Records[Feature] { return &b.features }, func(f Feature) int { return f.Order }),
		in("screens", func(b *Base) *Records[Screen] { return &b.screens }, func(s Screen) int { return s.Order }),
		in("flags", func(b *Base) *Records[Flag] { return &b.flags }, func(Flag) int { return 0 }),
		in("urgencies", func(b *Base) *Records[Urgency] { return &b.urgencies }, func(u Urgency) int { return u.Rank }),
		in("countries", func(b *Base) *Records[Country] { return &b.countries }, func(Country) int { return 0 }),
		in("conditions", func(b *Base) *Records[Condition] { return &b.conditions }, func(c Condition) int { return c.Order }),
		in("findings", func(b *Base) *Records[Finding] { return &b.findings }, func(Finding) int { return 0 }),
		in("priors", func(b *Base) *Records[Prior] { return &b.priors }, func(Prior) int { return 0 }),
		in("criteria", func(b *Base) *Records[CriteriaSet] { return &b.criteria }, func(CriteriaSet) int { return 0 }),
		in("contradictions", func(b *Base) *Records[Contradiction] { return &b.contradictions }, func(Contradiction) int { return 0 }),
		in("topics", func(b *Base) *Records[Topic] { return &b.topics }, func(t Topic) int { return t.Order }),
		in("medicines", func(b *Base) *Records[Medicine] { return &b.medicines }, func(Medicine) int { return 0 }),
		in("medicine_groups", func(b *Base) *Records[MedicineGroup] { return &b.groups }, func(MedicineGroup) int { return 0 }),
		in("standing", func(b *Base) *Records[Standing] { return &b.standing }, func(s Standing) int { return s.Order }),
		in("causes", func(b *Base) *Records[Cause] { return &b.causes }, func(c Cause) int { return c.Order }),
		in("gates", func(b *Base) *Records[Gate] { return &b.gates }, func(g Gate) int { return g.Order }),
		in("remedies", func(b *Base) *Records[Remedy] { return &b.remedies }, func(r Remedy) int { return r.Order }),
		in("reliefs", func(b *Base) *Records[Relief] { return &b.reliefs }, func(r Relief) int { return r.Order }),
		in("portions", func(b *Base) *Records[Portion] { return &b.portions }, func(p Portion) int { return p.Order }),
		in("intakes", func(b *Base) *Records[Intake] { return &b.intakes }, func(Intake) int { return 0 }),
		in(sourceFolder, func(b *Base) *Records[Source] { return &b.sources }, func(Source) int { return 0 }),
	}
}

func in[T any, P record[T]](folder string, where func(*Base) *Records[T], rank func(T) int) kind {
	return kind{
		folder: folder,
		read:   func(b *Base, fsys fs.FS) error { return read[T, P](fsys, folder, where(b), rank) },
		said: func(b *Base, say func(Text) string) {
			where(b).said(folder, func(r *T) string { return P(r).name() }, say)
		},
	}
}

// exposureRank puts what is asked by default first, then goes by order.
func exposureRank(e Exposure) int {
	if e.Default {
		return math.MinInt + e.Order
	}
	return e.Order
}

// Version names this edition of the records; it is stored with every result.
func (b *Base) Version() string { return b.version }

// Weighing holds the numbers of the method of telling apart.
func (b *Base) Weighing() Weighing { return b.weighing }

// Exposures are what an evening can ask about, those asked by default first.
func (b *Base) Exposures() Records[Exposure] { return b.exposures }

// Features are the codebook, in the fixed order of the questionnaire.
func (b *Base) Features() Records[Feature] { return b.features }

// Screens ask for the warning signs, in groups.
func (b *Base) Screens() Records[Screen] { return b.screens }

// Flags are the red-flag rules, by id.
func (b *Base) Flags() Records[Flag] { return b.flags }

// Urgencies say what to do, the most urgent first.
func (b *Base) Urgencies() Records[Urgency] { return b.urgencies }

// Countries say whom to call.
func (b *Base) Countries() Records[Country] { return b.countries }

// Conditions are what legs at night can come from.
func (b *Base) Conditions() Records[Condition] { return b.conditions }

// Findings are what the fit of a condition is worked out from.
func (b *Base) Findings() Records[Finding] { return b.findings }

// Priors are how likely conditions are before any answer.
func (b *Base) Priors() Records[Prior] { return b.priors }

// Criteria are the published sets of criteria.
func (b *Base) Criteria() Records[CriteriaSet] { return b.criteria }

// Contradictions are answers that cannot both be right.
func (b *Base) Contradictions() Records[Contradiction] { return b.contradictions }

// Topics are for somebody who only wants to read.
func (b *Base) Topics() Records[Topic] { return b.topics }

// Medicines are substances with the names they go by.
func (b *Base) Medicines() Records[Medicine] { return b.medicines }

// Groups are groups of medicines.
func (b *Base) Groups() Records[MedicineGroup] { return b.groups }

// Standing are conditions that a person may be living with already.
func (b *Base) Standing() Records[Standing] { return b.standing }

// Advice holds the numbers of the method of matching remedies.
func (b *Base) Advice() Advice { return b.advice }

// Patterns holds the numbers by which what goes with bad nights is sought and told.
func (b *Base) Patterns() Patterns { return b.patterns }

// Graph says what may lead to what on one day and the night after it.
func (b *Base) Graph() Graph { return b.graph }

// Phrases are how answers are put into words.
func (b *Base) Phrases() Phrases { return b.phrases }

// Causes are what may stand behind cramps or restless legs.
func (b *Base) Causes() Records[Cause] { return b.causes }

// Gates are what can make a remedy unsafe for somebody.
func (b *Base) Gates() Records[Gate] { return b.gates }

// Remedies are what may help, or is said to, in the order of the evidence.
func (b *Base) Remedies() Records[Remedy] { return b.remedies }

// Reliefs are what to do while it hurts.
func (b *Base) Reliefs() Records[Relief] { return b.reliefs }

// Portions are the questions of the food check.
func (b *Base) Portions() Records[Portion] { return b.portions }

// Intakes are how much of something is enough for a day.
func (b *Base) Intakes() Records[Intake] { return b.intakes }

// Sources are all sources, by id.
func (b *Base) Sources() Records[Source] { return b.sources }

// Asked are the ids that an evening asks about if the person chose nothing else.
func (b *Base) Asked() []string {
	var ids []string
	for _, e := range b.exposures.list {
		if e.Default {
			ids = append(ids, e.ID)
		}
	}
	return ids
}
