package fhir

// Home is where the names of our own codes begin. The project has no address of its own, and ".invalid" (RFC 2606)
// promises that none is meant: nothing is to be fetched there.
const Home = "https://charley.invalid/fhir/"

// The systems of codes that others keep.
const (
	loinc = "http://loinc.org"
	snomd = "http://snomed.info/sct"
	icd10 = "http://hl7.org/fhir/sid/icd-10-cm"
	atc   = "http://www.whocc.no/atc"
	ucum  = "http://unitsofmeasure.org"

	hl7 = "http://terminology.hl7.org/CodeSystem/" // those of FHIR itself
)

// Our own systems of codes.
const (
	ownThing    = Home + "CodeSystem/diary"        // what is observed: the table below
	ownWord     = Home + "CodeSystem/word"         // the words of an entry, by field
	ownAnswer   = Home + "CodeSystem/answer"       // yes, no, dont_know, and the words of the codebook by question
	ownExposure = Home + "CodeSystem/exposure"     // ids of records
	ownStanding = Home + "CodeSystem/condition"    // of standing conditions
	ownMedicine = Home + "CodeSystem/medicine"     //
	ownRemedy   = Home + "CodeSystem/remedy"       //
	ownSign     = Home + "CodeSystem/warning-sign" //
	ownBlood    = Home + "CodeSystem/blood-test"   //
	ownMade     = Home + "CodeSystem/made-by"      // what wrote the Bundle
)

// A Row is one concept that is written, with all its codes: the reviewed table.
type Row struct {
	System  string // ours
	Code    string
	Display string
	Unit    string // UCUM, where it has one
	Also    []Foreign
	Note    string // for docs/fhir.md
}

// A Foreign is a code of somebody else's system. None stands here that was not read where Read says.
type Foreign struct {
	System, Code, Display string
	Read                  string
	Licensed              bool // written only where it is asked for: SNOMED CT needs a licence in many countries
}

// The codes of what is observed.
const (
	thingSpell     = "spell"
	thingSeverity  = "severity"
	thingPain      = "cramp-severity"
	thingMinutes   = "duration"
	thingAbout     = "start-is-a-guess"
	thingGuess     = "duration-is-a-guess"
	thingSide      = "side"
	thingPlace     = "place"
	thingHard      = "muscle-hard"
	thingTried     = "tried"
	thingEased     = "eased-by"
	thingNotEasing = "not-easing"
	thingWoke      = "woke-from-sleep"
	thingNight     = "night"

	thingCramps    = "cramps-in-night"
	thingRestless  = "restless-spells-in-night"
	thingWorst     = "worst-cramp"
	thingCounted   = "cramps-counted"
	thingSleepLost = "sleep-lost"
	thingBother    = "restless-bother"
	thingBad       = "bad-night"
	thingBadBother = "bad-night-bother-limit"
	thingBadLost   = "bad-night-sleep-lost-limit"
	thingMorning   = "morning"
	thingMore      = "nothing-more"
	thingSore      = "soreness"
	thingFollowed  = "trial-followed"
	thingInBed     = "time-in-bed"
	thingDay       = "day"
	thingBefore    = "answered-before-the-night"
	thingAway      = "away"

	thingSit        = "sit-test"
	thingSitUrge    = "sit-test-urge"
	thingSitCramp   = "sit-test-cramp"
	thingSitStopped = "sit-test-stopped-after"

	thingPregnant  = "pregnancy"
	thingDue       = "due-date"
	thingSignEnded = "warning-sign-ended"
	thingHow       = "how-it-ended"
	thingHelped    = "remedy-helped"
	thingRemedy    = "remedy"

	thingQuestion = "question-for-doctor"

	thingTest    = "self-test"
	thingMeasure = "self-test-measure"
	thingBlind   = "self-test-hidden"
	thingWhy     = "self-test-ended-because"
	thingGuessed = "self-test-believed"

	thingHarm   = "self-test-harm"
	thingWhat   = "self-test-harm-what"
	thingToldOn = "self-test-harm-told"

	thingSign           = "warning-sign"
	thingSince          = "since"
	thingNightsKnown    = "nights-recorded"
	thingNightsAll      = "nights-of-period"
	thingNightsComplete = "nights-complete"
	thingNightsAway     = "nights-away"
	thingBadNights      = "bad-nights"
	thingCrampNights    = "nights-with-cramp"
	thingCrampRate      = "cramps-per-week"
	thingRestlessRate   = "restless-spells-per-week"
	thingLostMedian     = "sleep-lost-median"
	thingBotherMedian   = "restless-bother-median"
	thingQuarter        = "first-quartile"
	thingThreeQuarters  = "third-quartile"
	thingOutOf          = "out-of"
	thingLow            = "interval-low"
	thingHigh           = "interval-high"
	thingLevel          = "interval-level"
	thingRatio          = "self-test-rate-ratio"
	thingDifference     = "self-test-difference"

	thingReport = "report"
)

// table is what is observed. It is data, and is not changed.
var table = []Row{
	{System: ownThing, Code: thingSpell, Display: "Spell in the night, as the person logged it"},
	{System: ownThing, Code: thingPain, Display: "How bad the cramp was, 0 to 10", Unit: "{score}",
		Also: []Foreign{{System: loinc, Code: "72514-3", Display: "Pain severity - 0-10 verbal numeric rating [Score] - Reported",
			Read: "build.fhir.org/ig/ansforge/IG-fhir-mesures-de-sante, Observation-example-mes-fr-observation-pain-severity-001; build.fhir.org/ig/hl7-be/patient-monitoring, ValueSet-pain-scale"}},
		Note: "The diary asks \"How bad? 0 to 10\". For a cramp, which is pain, the LOINC code is the nearest one; a restless spell need not hurt and has only our own."},
	{System: ownThing, Code: thingSeverity, Display: "How bad the spell was, 0 to 10", Unit: "{score}"},
	{System: ownThing, Code: thingMinutes, Display: "How long the spell lasted", Unit: "min"},
	{System: ownThing, Code: thingAbout, Display: "The start is a guess"},
	{System: ownThing, Code: thingGuess, Display: "The length is a guess"},
	{System: ownThing, Code: thingSide, Display: "Side of the body"},
	{System: ownThing, Code: thingPlace, Display: "Place in the body"},
	{System: ownThing, Code: thingHard, Display: "The muscle was hard to the touch"},
	{System: ownThing, Code: thingTried, Display: "What was tried"},
	{System: ownThing, Code: thingEased, Display: "What eased it"},
	{System: ownThing, Code: thingNotEasing, Display: "It was not easing"},
	{System: ownThing, Code: thingWoke, Display: "It woke the person from sleep"},
	{System: ownThing, Code: thingNight, Display: "Civil date of the evening of the night", Note: "A night is a date. Its first and last instant are the effective period of what is said of the whole night."},

	{System: ownThing, Code: thingCramps, Display: "Number of cramps in the night", Unit: "{cramps}",
		Note: "\">=\" where the person did not say that this is all. A night of which nothing is known has no Observation at all."},
	{System: ownThing, Code: thingRestless, Display: "Number of restless spells in the night", Unit: "{spells}"},
	{System: ownThing, Code: thingWorst, Display: "How bad the worst cramp of the night was, 0 to 10", Unit: "{score}", Note: "Of a night with a cramp; unknown where one of which it was not said can have been the worst."},
	{System: ownThing, Code: thingCounted, Display: "Cramps that were counted and not timed, as on paper", Unit: "{cramps}", Note: "Those that are logged are among them."},
	{System: ownThing, Code: thingSleepLost, Display: "Sleep lost to the legs", Unit: "min"},
	{System: ownThing, Code: thingBother, Display: "How much restless legs bothered, 0 to 10", Unit: "{score}"},
	{System: ownThing, Code: thingBad, Display: "Bad night by the person's limits",
		Note: "Any cramp, or restless bother of at least the one limit, or sleep lost of at least the other. The limits stand beside every value."},
	{System: ownThing, Code: thingBadBother, Display: "Least restless bother of a bad night", Unit: "{score}"},
	{System: ownThing, Code: thingBadLost, Display: "Least sleep lost of a bad night", Unit: "min"},
	{System: ownThing, Code: thingMorning, Display: "Check-in after the night"},
	{System: ownThing, Code: thingMore, Display: "Nothing (more) happened than is logged"},
	{System: ownThing, Code: thingSore, Display: "Still sore in the morning"},
	{System: ownThing, Code: thingFollowed, Display: "Kept to what a trial had drawn for the night"},
	{System: ownThing, Code: thingInBed, Display: "Time in bed", Unit: "h", Note: "The diary does not know when a person slept: LOINC 93832-4 (sleep duration) would say more than it knows."},
	{System: ownThing, Code: thingDay, Display: "What the day before the night held", Note: "Answered in the evening. Each answer is a component; what was not asked has none."},
	{System: ownThing, Code: thingBefore, Display: "The answers stood on paper before the night, and were copied later"},
	{System: ownThing, Code: thingAway, Display: "Nights away or ill"},

	{System: ownThing, Code: thingSit, Display: "Discomfort of the legs while sitting still, 0 to 10, every five minutes", Unit: "{score}", Note: "A reading that was skipped is E, as SampledData has it."},
	{System: ownThing, Code: thingSitUrge, Display: "Urge to move while sitting still"},
	{System: ownThing, Code: thingSitCramp, Display: "Cramp while sitting still"},
	{System: ownThing, Code: thingSitStopped, Display: "The person stopped early, after", Unit: "min"},

	{System: ownThing, Code: thingPregnant, Display: "Pregnant, as the person says"},
	{System: ownThing, Code: thingDue, Display: "Due date", Also: []Foreign{{System: loinc, Code: "11778-8", Display: "Delivery date Estimated",
		Read: "build.fhir.org/ig/HL7/CDA-IPS, ValueSet-2.16.840.1.113883.11.22.72--20240802094107"}}},
	{System: ownThing, Code: thingSignEnded, Display: "A warning sign ended, as the person says"},
	{System: ownThing, Code: thingHow, Display: "How it ended"},
	{System: ownThing, Code: thingHelped, Display: "Whether a remedy helped, as the person remembers"},
	{System: ownThing, Code: thingRemedy, Display: "Remedy"},
	{System: ownThing, Code: thingQuestion, Display: "Question of the person's own for a doctor"},

	{System: ownThing, Code: thingTest, Display: "Remedy tested by its person, on nights drawn by lot",
		Note: "One that goes on and is hidden from the person is left out. R4 has no word for nights drawn by lot: which night had what is in the tables of the export."},
	{System: ownThing, Code: thingMeasure, Display: "What is counted each night"},
	{System: ownThing, Code: thingBlind, Display: "It was hidden from the person which nights had the remedy"},
	{System: ownThing, Code: thingWhy, Display: "Why it ended"},
	{System: ownThing, Code: thingGuessed, Display: "What the person believed they had taken last, before the result"},

	{System: ownThing, Code: thingHarm, Display: "Something bad came up in a test of a remedy, as the person says",
		Note: "How much it bothered; what came up and how it ended are components. It is no AdverseEvent: that resource can name as a suspect a medicine or a device and no warm bath, and its words for how severe something was are not those that the person was asked in. Which night had what is in the tables of the export."},
	{System: ownThing, Code: thingWhat, Display: "What came up, in the person's own words"},
	{System: ownThing, Code: thingToldOn, Display: "When it was told"},

	{System: ownThing, Code: thingSign, Display: "A warning sign stands"},
	{System: ownThing, Code: thingSince, Display: "Told first"},
	{System: ownThing, Code: thingNightsKnown, Display: "Nights of the period on which something is known", Unit: "{nights}"},
	{System: ownThing, Code: thingNightsAll, Display: "Nights of the period", Unit: "{nights}"},
	{System: ownThing, Code: thingNightsComplete, Display: "Nights of the period on which counts are exact", Unit: "{nights}"},
	{System: ownThing, Code: thingNightsAway, Display: "Nights of the period away or ill", Unit: "{nights}"},
	{System: ownThing, Code: thingBadNights, Display: "Bad nights of the period", Unit: "{nights}"},
	{System: ownThing, Code: thingCrampNights, Display: "Complete nights of the period with a cramp", Unit: "{nights}"},
	{System: ownThing, Code: thingCrampRate, Display: "Cramps a week", Unit: "{cramps}/wk", Note: "On complete nights, with its interval."},
	{System: ownThing, Code: thingRestlessRate, Display: "Restless spells a week", Unit: "{spells}/wk"},
	{System: ownThing, Code: thingLostMedian, Display: "Sleep lost to the legs, median of the nights that say", Unit: "min"},
	{System: ownThing, Code: thingBotherMedian, Display: "Restless bother, median of the nights that say", Unit: "{score}"},
	{System: ownThing, Code: thingQuarter, Display: "First quartile", Note: "In the unit of its figure, as are the third quartile and the ends of an interval."},
	{System: ownThing, Code: thingThreeQuarters, Display: "Third quartile"},
	{System: ownThing, Code: thingOutOf, Display: "Nights that the figure rests on", Unit: "{nights}"},
	{System: ownThing, Code: thingLow, Display: "Lower end of the interval"},
	{System: ownThing, Code: thingHigh, Display: "Upper end of the interval"},
	{System: ownThing, Code: thingLevel, Display: "Level of the interval", Unit: "1"},
	{System: ownThing, Code: thingRatio, Display: "Rate on nights with the remedy by rate on nights without", Unit: "1",
		Note: "Of a trial by lot; below 1 is fewer. Left out, as on the report, while a warning sign of the same day or above stands."},
	{System: ownThing, Code: thingDifference, Display: "Nights with the remedy less nights without",
		Note: "Of a trial by lot, in the unit of what was counted; below 0 is fewer or milder."},

	{System: ownThing, Code: thingReport, Display: "Report of the diary, for a doctor to read", Note: "It has no conclusion: what it looks like stands in the document, in bands and with its reasons."},
}

// standingAlso are codes of others for conditions that a person may report. All other conditions have our own code
// and their name: no source for another was read.
var standingAlso = map[string][]Foreign{
	"rls": {
		{System: icd10, Code: "G25.81", Display: "Restless legs syndrome", Read: "icd10data.com, G25.81"},
		{System: snomd, Code: "32914008", Display: "Restless Legs", Licensed: true,
			Read: "reason of the MedicationStatement example medrx002 in two public repositories, and beside G25.81 in a third"},
	},
	"leg_cramps": {{System: icd10, Code: "G47.62", Display: "Sleep related leg cramps", Read: "diseasedb.com and icd10.blog, G47.62"}},
}

// A blood is a blood test: its unit in UCUM, and the code of others where one was read. All are as the person tells
// them; what laboratories report of these is serum or plasma.
type blood struct {
	unit string
	also []Foreign
}

const pddi = "hl7.org/fhir/uv/pddi, "

var bloods = map[string]blood{
	"ferritin_ug_l": {"ug/L", []Foreign{{System: loinc, Code: "2276-4", Display: "Ferritin [Mass/volume] in Serum or Plasma",
		Read: "github.com/obophenotype/human-phenotype-ontology, issue 3557"}}},
	"potassium_mmol_l":           {"mmol/L", []Foreign{{System: loinc, Code: "2823-3", Display: "Potassium [Moles/volume] in Serum or Plasma", Read: pddi + "ValueSet-valueset-potassium-LOINC"}}},
	"magnesium_mmol_l":           {"mmol/L", []Foreign{{System: loinc, Code: "2601-3", Display: "Magnesium [Moles/volume] in Serum or Plasma", Read: pddi + "ValueSet-valueset-magnesium-LOINC"}}},
	"transferrin_saturation_pct": {"%", nil},
	"calcium_mmol_l":             {"mmol/L", nil},
	"sodium_mmol_l":              {"mmol/L", nil},
	"egfr_ml_min":                {"mL/min", nil},
	"tsh_mu_l":                   {"m[IU]/L", nil},
	"ck_u_l":                     {"U/L", nil},
	"hba1c_mmol_mol":             {"mmol/mol", nil},
	"b12_pmol_l":                 {"pmol/L", nil},
}

// atcRead is where the name of the system of ATC codes was read; the codes stand in the records of medicines.
const atcRead = "HL7 Terminology, CodeSystem v3-WC (WHO ATC)"
