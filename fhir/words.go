package fhir

// words are the words of entries, by field, as package diary knows them: our own codes "place.calf" and so on. They
// are data, and are not changed; a test holds them to the fields of the diary.
var words = map[string][][2]string{
	"what": {{"cramp", "Cramp"}, {"restless", "Restless spell"}, {"other", "Something else"}},
	"side": {{"left", "Left"}, {"right", "Right"}, {"both", "Both sides"}},
	"places": {
		{"calf", "Calf"}, {"foot", "Foot"}, {"toes", "Toes"}, {"shin", "Shin"}, {"thigh", "Thigh"}, {"thigh_front", "Front of the thigh"},
		{"thigh_back", "Back of the thigh"}, {"buttock", "Buttock"}, {"hip", "Hip"}, {"knee", "Knee"}, {"ankle", "Ankle"},
		{"whole_leg", "Whole leg"}, {"arms", "Arms"}, {"hands", "Hands"}, {"trunk", "Trunk"}, {"face", "Face"}, {"whole_body", "Whole body"},
	},
	"tried": {
		{"stretch", "Stretching"}, {"walk", "Walking"}, {"massage", "Massage"}, {"heat", "Heat"}, {"cold", "Cold"}, {"stand", "Standing up"},
		{"position", "Another position"}, {"rub", "Rubbing"}, {"drink", "A drink"}, {"time", "Waiting"}, {"other", "Something else"}, {"nothing", "Nothing"},
	},
	"soreness": {{"no", "No"}, {"a_little", "A little"}, {"yes", "Yes"}},
	"reason":   {{"away", "Away"}, {"ill", "Ill"}, {"other", "Another reason"}},
	"ended_why": {
		{"done", "Its last night is over"}, {"stopped", "The person wanted no more"}, {"harm", "It seemed to make things worse"},
		{"futile", "No clear answer could be expected"}, {"safety", "A warning sign, or not safe any more"}, {"other", "Another reason"},
	},
	"guess":   {{"remedy", "The remedy"}, {"comparison", "The comparison"}, {"dont_know", "Does not know"}},
	"ended":   {{"seen", "A doctor has seen it"}, {"gone", "It is gone"}}, // of a warning sign
	harmEnded: {{"seen", "A doctor or pharmacist has looked at it"}, {"gone", "It is over"}},
	"grade":   {{"bothered", "It was bothersome"}, {"kept", "It kept the person from things"}, {"needed_help", "It needed help or a doctor"}},
}

// harmEnded are the words of how harm in a trial ended: a pharmacist will do there, and not for a warning sign.
const harmEnded = "harm-ended"

// answerWords are what every question may be answered with.
var answerWords = [][2]string{{"yes", "Yes"}, {"no", "No"}, {"dont_know", "Does not know"}}

// exposureUnits are the units of what is asked each evening as an amount, in UCUM.
var exposureUnits = map[string]string{
	"alcohol": "{drinks}", "fluids": "L", "sitting": "h", "sitting_posture": "1", "standing": "h", "stress": "{score}",
}

// featureUnits are the units of the questions that are answered by a number, in UCUM.
var featureUnits = map[string]string{
	"age_years": "a", "course_months": "mo", "days_since_start": "d", "duration_min": "min", "egfr_ml_min": "mL/min", "ferritin_ug_l": "ug/L",
	"frequency_per_week": "/wk", "magnesium_share": "%", "postpartum_weeks": "wk", "potassium_mmol_l": "mmol/L", "potassium_share": "%",
	"pregnant_weeks": "wk", "sit_test_discomfort": "{score}", "sodium_mmol_l": "mmol/L", "urine_colour": "{score}", "usual_alcohol": "{drinks}/d",
	"usual_fluids": "L/d", "usual_sitting": "h/d", "usual_standing": "h/d",
}

// portionUnit is that of all questions about usual food, whose ids begin with portionPrefix.
const (
	portionPrefix = "portion_"
	portionUnit   = "{portions}/wk"
)

// differenceUnits are the units of what a trial counts each night, by its measure.
var differenceUnits = map[string]string{
	"cramps": "{cramps}", "bad_night": "1", "bother": "{score}", "intensity": "{score}", "sleep_lost": "min", "sit_still": "{score}",
}
