package knowledge

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

func TestShippedRecordsPassLint(t *testing.T) {
	b := base(t)
	for _, p := range Lint(b) {
		t.Error(p)
	}
	if b.Version() == "" {
		t.Error("got no version")
	}
}

// The evening asks these twelve, in this order.
func TestAskedByDefault(t *testing.T) {
	base := base(t)
	want := []string{"sitting", "hard_floor", "hard_strain", "sitting_posture", "fluids", "alcohol", "stretching", "warm_bath", "heating_pad",
		"magnesium_food", "potassium_food", "footwear"}
	if got := base.Asked(); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	for i, e := range base.Exposures().All() {
		if e.Default != (i < len(want)) {
			t.Errorf("%s is number %d, default %v: defaults come first", e.ID, i, e.Default)
		}
	}
	if e, ok := base.Exposures().Get("alcohol"); !ok || e.Choices[3] != (Choice{Label: "3 or more", Value: 3.0}) {
		t.Errorf("got %+v, %v", e.Choices, ok)
	}
	if e, _ := base.Exposures().Get("warm_bath"); len(e.Choices) != 2 || e.Choices[1].Value != true {
		t.Errorf("got %+v, want no and yes", e.Choices)
	}
	if e, _ := base.Exposures().Get("fluids"); e.NoneMeansNo {
		t.Error("none of these must not mean that a person drank nothing")
	}
	if _, ok := base.Exposures().Get("unicorns"); ok {
		t.Error("got an exposure that does not exist")
	}
}

func TestReadRefuses(t *testing.T) {
	weighing, advice := string(shipped(t, "weighing.toml")), string(shipped(t, "advice.toml"))
	patterns := string(shipped(t, "patterns.toml"))
	feature := func(kind, rest string) string {
		return "id = \"heat\"\nquestion = \"Heat?\"\nshort = \"heat\"\nkind = \"" + kind + "\"\n" + rest
	}
	remedy := func(rest string) string {
		return "id = \"tea\"\nname = \"Tea\"\nclass = \"A\"\nwhat = \"It is tea.\"\n" + rest
	}
	cause := func(rest string) string {
		return "id = \"gout\"\nname = \"Gout\"\neffect = \"So.\"\ndo = \"Ask.\"\n" + rest
	}
	const tea = "[[for]]\ncondition = \"flu\"\n"
	const intake = "id = \"tea\"\nname = \"Tea\"\nunit = \"cups\"\nenough = \"So.\"\n"
	const night = "[[node]]\nid = \"night\"\nname = \"the night\"\nkind = \"outcome\"\n"
	const good = "id = \"tea\"\nname = \"Tea\"\nquestion = \"Tea?\"\nkind = \"yes_no\"\n"
	for _, tc := range []struct{ name, file, text, want string }{
		{"a key it does not know", "exposures/tea.toml", good + "colour = \"red\"\n", "exposures/tea.toml:5: unknown key colour"},
		{"a key it does not know inside a claim", "exposures/tea.toml", good + "[[claim]]\nsays = \"x.\"\nweight = 3\n", "exposures/tea.toml:7: unknown key claim.weight"},
		{"a value of the wrong kind", "exposures/tea.toml", good + "order = \"first\"\n", "exposures/tea.toml:5: "},
		{"a date that does not exist", "exposures/tea.toml", good + "[[claim]]\nreviewed = 2026-02-30\n", "exposures/tea.toml:6: "},
		{"text that is not TOML", "exposures/tea.toml", "id = \n", "exposures/tea.toml:1: "},
		{"an id that is not the file's name", "exposures/coffee.toml", good, `exposures/coffee.toml: id is "tea" but the file is called coffee`},
		{"no name", "exposures/tea.toml", strings.Replace(good, "Tea\"", "\"", 1), "exposures/tea.toml: name is missing"},
		{"no question", "exposures/tea.toml", strings.Replace(good, "Tea?", "", 1), "exposures/tea.toml: question is missing"},
		{"a kind it does not know", "exposures/tea.toml", strings.Replace(good, "yes_no", "maybe", 1), `exposures/tea.toml: kind is "maybe", must be yes_no or amount`},
		{"a yes or no with choices", "exposures/tea.toml", good + "[[choice]]\nlabel = \"a\"\nvalue = 1\n", "exposures/tea.toml: a yes_no has no choices"},
		{"an amount without choices", "exposures/tea.toml", strings.Replace(good, "yes_no", "amount", 1), "exposures/tea.toml: an amount needs a unit"},
		{"an amount below nothing", "exposures/tea.toml", strings.Replace(good, "yes_no", "amount", 1) + "unit = \"cups\"\n[[choice]]\nlabel = \"a\"\nvalue = -1\n[[choice]]\nlabel = \"b\"\nvalue = 1\n", "exposures/tea.toml: choice 1 needs"},
		{"a source without a title", "sources/a.toml", "id = \"a\"\n", "sources/a.toml: title is missing"},
		{"a file that is no record", "exposures/notes.txt", "hello", "exposures/notes.txt: only .toml files belong here"},
		{"a folder it does not know", "recipes/tea.toml", good, "recipes: not a kind of record"},
		{"no version", "version.toml", "", "version.toml: version is missing"},
		{"a number of the method that is missing", "weighing.toml", strings.Replace(weighing, "judged_power ", "group_power_ ", 1), "weighing.toml:"},
		{"a number of the method that is nothing", "weighing.toml", strings.Replace(weighing, "tap_seconds      = 2", "tap_seconds      = 0", 1), "weighing.toml: tap_seconds must be above 0"},
		{"a method without its losses", "weighing.toml", strings.Replace(weighing, "false       = 1", "false       = 0", 1), "weighing.toml: cap, most_questions"},

		{"a feature of no kind", "features/heat.toml", feature("perhaps", ""), `features/heat.toml: kind is "perhaps", which is none`},
		{"a word with one value", "features/heat.toml", feature("word", "[[value]]\nvalue = \"a\"\nlabel = \"a\"\nphrase = \"a\"\n"), "features/heat.toml: a word needs at least two values"},
		{"a value without its label", "features/heat.toml", feature("word", "[[value]]\nvalue = \"a\"\nlabel = \"a\"\nphrase = \"a\"\n[[value]]\nvalue = \"b\"\n"), "features/heat.toml: value 2 needs"},
		{"a number without a unit", "features/heat.toml", feature("number", "max = 3\n"), "features/heat.toml: a number needs its range and unit"},
		{"an umbrella that is a number", "features/heat.toml", feature("number", "max = 3\nunit = \"degrees\"\ncontains = [\"x\"]\n"), "features/heat.toml: only a yes_no can contain others"},
		{"a rule that nobody can read", "features/heat.toml", feature("yes_no", "when = \"fever and\"\n"), "features/heat.toml:5: "},
		{"a screen with nothing on it", "screens/now.toml", "id = \"now\"\ntitle = \"Now?\"\nwhy = \"It matters.\"\n", "screens/now.toml: a screen needs a title, a why and items"},
		{"an item without a text", "screens/now.toml", "id = \"now\"\ntitle = \"Now?\"\nwhy = \"It matters.\"\n[[item]]\nfeature = \"heat\"\n", "screens/now.toml: item 1 needs"},
		{"a flag without a rule", "flags/RF1.toml", "id = \"RF1\"\nname = \"Fever\"\nurgency = \"soon\"\nwhy = \"It matters.\"\n", "flags/RF1.toml: when is missing"},
		{"a flag without a why", "flags/RF1.toml", "id = \"RF1\"\nname = \"Fever\"\nurgency = \"soon\"\n", "flags/RF1.toml: a flag needs"},
		{"a raise without a rule", "flags/RF1.toml", "id = \"RF1\"\nname = \"Fever\"\nurgency = \"soon\"\nwhy = \"It matters.\"\nwhen = \"heat\"\n[[raise]]\nurgency = \"same_day\"\n", "flags/RF1.toml: a raise needs"},
		{"an urgency without words", "urgencies/soon.toml", "id = \"soon\"\nrank = 3\n", "urgencies/soon.toml: an urgency needs"},
		{"a country without a number", "countries/de.toml", "id = \"de\"\nname = \"Germany\"\n", "countries/de.toml: a country needs"},
		{"a condition without a phrase", "conditions/flu.toml", "id = \"flu\"\nname = \"Flu\"\nwhat = \"It.\"\n", "conditions/flu.toml: a condition needs"},
		{"a condition of no kind", "conditions/flu.toml", "id = \"flu\"\nname = \"Flu\"\nphrase = \"flu\"\nwhat = \"It.\"\nkind = \"bad\"\n", `conditions/flu.toml: kind is "bad"`},
		{"a finding without rates", "findings/heat.toml", "id = \"heat\"\nwhen = \"heat\"\ngroup = \"g\"\nelsewhere = 0.1\nsays = \"So.\"\nsays_not = \"No.\"\n", "findings/heat.toml: a finding needs"},
		{"a share of everybody", "findings/heat.toml", "id = \"heat\"\nwhen = \"heat\"\ngroup = \"g\"\nelsewhere = 0.1\nsays = \"So.\"\nsays_not = \"No.\"\n[[rate]]\ncondition = \"flu\"\nshare = 1.0\n", "findings/heat.toml: the share in flu is 1"},
		{"a share elsewhere of nobody", "findings/heat.toml", "id = \"heat\"\nwhen = \"heat\"\ngroup = \"g\"\nsays = \"So.\"\nsays_not = \"No.\"\n[[rate]]\ncondition = \"flu\"\nshare = 0.5\n", "findings/heat.toml: elsewhere is 0"},
		{"a prior of more than all", "priors/flu.toml", "id = \"flu\"\nfrom_18 = 1.5\n", "priors/flu.toml: a prior is 1.5"},
		{"a factor of nothing", "priors/flu.toml", "id = \"flu\"\n[[times]]\nwhen = \"heat\"\n", "priors/flu.toml: a factor needs"},
		{"criteria without any", "criteria/set.toml", "id = \"set\"\nname = \"Set\"\ncondition = \"flu\"\n", "criteria/set.toml: a set needs"},
		{"a contradiction without a rule", "contradictions/c.toml", "id = \"c\"\nsays = \"No.\"\nfeatures = [\"heat\"]\n", "contradictions/c.toml: a contradiction needs"},
		{"a topic without a lead", "topics/t.toml", "id = \"t\"\ntitle = \"T\"\n", "topics/t.toml: a topic needs"},
		{"a medicine without a name", "medicines/m.toml", "id = \"m\"\n", "medicines/m.toml: name is missing"},
		{"a code that is none", "medicines/m.toml", "id = \"m\"\nname = \"M\"\natc = [\"N05\", \"5N\"]\n", "medicines/m.toml: 5N is not an ATC code"},
		{"a group of a code that is none", "medicine_groups/g.toml", "id = \"g\"\nname = \"G\"\natc = [\"n05\"]\n", "medicine_groups/g.toml: n05 is not an ATC code"},
		{"a standing condition without a name", "standing/s.toml", "id = \"s\"\n", "standing/s.toml: name is missing"},
		{"a number of the matching that is missing", "advice.toml", strings.Replace(advice, "habit_least ", "habit_most ", 1), "advice.toml:"},
		{"a number of the matching that is nothing", "advice.toml", strings.Replace(advice, "habit_days     = 28", "habit_days     = 0", 1), "advice.toml: habit_days must be above 0"},
		{"a certainty without a number", "advice.toml", strings.Replace(advice, "very_low = 1\n", "", 1), "advice.toml: certainty lacks very_low"},
		{"a gate of no night", "patterns.toml", strings.Replace(patterns, "bad     = 8", "bad     = 0", 1), "patterns.toml: bad must be above 0"},
		{"tiers that do not rise", "patterns.toml", strings.Replace(patterns, "possible       = 0.5 ", "possible       = 0.9", 1), "patterns.toml: harmless, possible and very_likely must rise"},
		{"a probability above 1", "patterns.toml", strings.Replace(patterns, "harmless_sure  = 0.9", "harmless_sure  = 90", 1), "patterns.toml: harmless_sure must lie between 0 and 1"},
		{"a ratio that is none", "patterns.toml", strings.Replace(patterns, "more_ratio  = 2", "more_ratio  = 1", 1), "patterns.toml: harmless_ratio and more_ratio must be above 1"},
		{"fewer nights than bad and good ones", "patterns.toml", strings.Replace(patterns, "nights  = 45", "nights  = 15", 1), "patterns.toml: nights must be at least bad and good together"},
		{"no limit of a bad night", "patterns.toml", strings.Replace(patterns, "severity = 4", "severity = 0", 1), "patterns.toml: bad_from.severity must be above 0"},
		{"a graph of nothing", "graph.toml", "", "graph.toml: there must be one outcome"},
		{"a node of no kind", "graph.toml", night + "[[node]]\nid = \"sun\"\nname = \"the sun\"\nkind = \"hot\"\n", `graph.toml: node sun: kind is "hot"`},
		{"a node without a name", "graph.toml", night + "[[node]]\nid = \"sun\"\n", "graph.toml: node 2 needs an id and a name"},
		{"an edge without a why", "graph.toml", night + "[[edge]]\nfrom = \"x\"\nto = [\"night\"]\n", "graph.toml: edge 1 needs a from, a to and a why"},
		{"a circle", "graph.toml", night + "[[edge]]\nfrom = \"x\"\nto = [\"y\"]\nwhy = \"So.\"\n[[edge]]\nfrom = \"y\"\nto = [\"night\", \"x\"]\nwhy = \"So.\"\n", "graph.toml: x comes back to itself"},
		{"a cause without a do", "causes/gout.toml", "id = \"gout\"\nname = \"Gout\"\neffect = \"So.\"\n", "causes/gout.toml: a cause needs"},
		{"a cause without a rule", "causes/gout.toml", cause(""), "causes/gout.toml: when is missing"},
		{"a cause of no kind", "causes/gout.toml", cause("when = \"gout\"\nabout = \"cramps\"\nkind = \"bad\"\n"), `causes/gout.toml: kind is "bad"`},
		{"a cause of nothing", "causes/gout.toml", cause("when = \"gout\"\nkind = \"fact\"\n"), `causes/gout.toml: about is ""`},
		{"a fact with a group", "causes/gout.toml", cause("when = \"gout\"\nabout = \"cramps\"\nkind = \"fact\"\ngroup = \"g\"\n"), "causes/gout.toml: a medicine, and nothing else"},
		{"a medicine without its group", "causes/gout.toml", cause("when = \"gout\"\nabout = \"cramps\"\nkind = \"medicine\"\n"), "causes/gout.toml: a medicine, and nothing else"},
		{"a gate without a question", "gates/gout.toml", "id = \"gout\"\nname = \"Gout\"\nphrase = \"gout\"\nwho = \"Ask.\"\n", "gates/gout.toml: a gate needs"},
		{"a gate without a rule", "gates/gout.toml", "id = \"gout\"\nname = \"Gout\"\nphrase = \"gout\"\nquestion = \"Gout?\"\nwho = \"Ask.\"\n", "gates/gout.toml: when is missing"},
		{"a remedy without a what", "remedies/tea.toml", "id = \"tea\"\nname = \"Tea\"\n", "remedies/tea.toml: a remedy needs"},
		{"a remedy of no class", "remedies/tea.toml", strings.Replace(remedy(tea), "\"A\"", "\"D\"", 1), `remedies/tea.toml: class is "D"`},
		{"a remedy for nothing", "remedies/tea.toml", remedy(""), "remedies/tea.toml: it is for nothing"},
		{"a gate that does nothing", "remedies/tea.toml", remedy(tea + "[[gate]]\nid = \"gout\"\nthen = \"nothing\"\n"), `remedies/tea.toml: gate gout: then is "nothing"`},
		{"a match of no weight", "remedies/tea.toml", remedy(tea + "[[match]]\nwhen = \"gout\"\nsays = \"So.\"\n"), "remedies/tea.toml: match 1 needs"},
		{"a relief without steps", "reliefs/tea.toml", "id = \"tea\"\nname = \"Tea\"\nwhat = \"cramp\"\nremedy = \"tea\"\n", "reliefs/tea.toml: a relief needs"},
		{"a relief of no spell", "reliefs/tea.toml", "id = \"tea\"\nname = \"Tea\"\nwhat = \"cramps\"\nremedy = \"tea\"\nsteps = [\"Sip.\"]\n", `reliefs/tea.toml: what is "cramps"`},
		{"a portion without foods", "portions/tea.toml", "id = \"tea\"\nname = \"Tea\"\nsize = \"a cup\"\n", "portions/tea.toml: a portion needs"},
		{"a food of no weight", "portions/tea.toml", "id = \"tea\"\nname = \"Tea\"\nsize = \"a cup\"\n[[food]]\nfdc = 1\n", "portions/tea.toml: a food needs"},
		{"an intake without levels", "intakes/tea.toml", intake, "intakes/tea.toml: an intake needs"},
		{"a level for nobody", "intakes/tea.toml", intake + "[[level]]\namount = 3\nwho = \"all\"\n", "intakes/tea.toml: level 1 needs"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			records := fstest.MapFS{
				"version.toml":     {Data: []byte("version = \"1\"\n")},
				"weighing.toml":    {Data: []byte(weighing)},
				"advice.toml":      {Data: []byte(advice)},
				"patterns.toml":    {Data: []byte(patterns)},
				"graph.toml":       {Data: shipped(t, "graph.toml")},
				"phrases.toml":     {Data: shipped(t, "phrases.toml")},
				"exposures/x.toml": {Data: []byte(strings.ReplaceAll(good, "tea", "x"))},
				"sources/x.toml":   {Data: []byte("id = \"x\"\ntitle = \"X\"\n")},
			}
			records[tc.file] = &fstest.MapFile{Data: []byte(tc.text)}
			_, err := Read(records)
			if err == nil || !strings.HasPrefix(err.Error(), tc.want) {
				t.Errorf("got %v, want %s…", err, tc.want)
			}
		})
	}
}

// What a verdict cannot do without, whatever else is known.
func TestWhatTheProgramCountsOn(t *testing.T) {
	b := base(t)
	for _, id := range []string{EmergencyNow, SameDay, Soon, Routine, SelfCare} {
		if !b.Urgencies().Has(id) {
			t.Errorf("there is no urgency %s", id)
		}
	}
	for _, id := range []string{"leg_cramps", "rls"} {
		if c, ok := b.Conditions().Get(id); !ok || c.Kind != Scored {
			t.Errorf("%s is not scored", id)
		}
	}
	for _, id := range []string{"age_years", "sex", "pregnant_weeks", "conditions", "medications", "labs", "location"} {
		if !b.Features().Has(id) {
			t.Errorf("the codebook has no %s", id)
		}
	}
	if f, ok := b.Features().Get("swelling"); !ok || !slices.Contains(f.Words(), "one_leg") {
		t.Errorf("got %+v", f)
	} else if v, ok := f.Value("one_leg"); !ok || v.Label == "" {
		t.Errorf("got %+v, %v", v, ok)
	} else if _, ok := f.Value("three_legs"); ok {
		t.Error("got a value that does not exist")
	}
	if w := b.Weighing(); w.Loss.MissUrgent <= w.Loss.MissSoon {
		t.Error("to miss what is urgent must cost more than to miss what is not")
	}
}

// What tests an exposure is a remedy that answers it, or the exposure is a remedy itself.
func TestWhatTestsAnExposureAnswersIt(t *testing.T) {
	b := base(t)
	itself := map[string]string{"stretching": "stretch-before-bed", "warm_bath": "warm-bath", "heating_pad": "heating-pad"}
	for _, e := range b.Exposures().All() {
		if e.TestedBy == "" || itself[e.ID] == e.TestedBy {
			continue
		}
		r, _ := b.Remedies().Get(e.TestedBy)
		if !slices.ContainsFunc(r.Matches, func(m RemedyMatch) bool { return m.Cause == e.ID }) {
			t.Errorf("%s is said to test %s, and no match of it names that", r.ID, e.ID)
		}
	}
}
