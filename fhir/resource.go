package fhir

// The parts of FHIR R4 that are written, and no more: https://hl7.org/fhir/R4. Pointers are values that may be absent;
// FHIR has no null.

// A Coding is one code of one system.
type Coding struct {
	System  string `json:"system,omitempty"`
	Version string `json:"version,omitempty"`
	Code    string `json:"code,omitempty"`
	Display string `json:"display,omitempty"`
}

// A Concept is a CodeableConcept: a meaning by codes, by words, or both.
type Concept struct {
	Coding []Coding `json:"coding,omitempty"`
	Text   string   `json:"text,omitempty"`
}

// A Quantity is a number with its unit in UCUM.
//
// Where it was asked for and is not known, an extension that says so stands in place of all else.
type Quantity struct {
	Extension  []Extension `json:"extension,omitempty"`
	Value      *float64    `json:"value,omitempty"`
	Comparator string      `json:"comparator,omitempty"`
	Unit       string      `json:"unit,omitempty"`
	System     string      `json:"system,omitempty"`
	Code       string      `json:"code,omitempty"`
}

// A Period is from an instant to another; either may be open.
type Period struct {
	Start string `json:"start,omitempty"`
	End   string `json:"end,omitempty"`
}

// A Reference points at another entry of the Bundle.
type Reference struct {
	Reference string `json:"reference"`
}

// An Annotation is a note as it was written.
type Annotation struct {
	Time string `json:"time,omitempty"`
	Text string `json:"text"`
}

// An Extension is one of those that FHIR itself defines.
type Extension struct {
	URL         string  `json:"url"`
	ValueCode   string  `json:"valueCode,omitempty"`
	ValueCoding *Coding `json:"valueCoding,omitempty"`
}

// A Sampled is a row of readings at equal distances.
type Sampled struct {
	Origin     Quantity `json:"origin"`
	Period     float64  `json:"period"` // milliseconds
	Dimensions int      `json:"dimensions"`
	Data       string   `json:"data"`
}

// A Value is the one value of an observation, of a component or of an answer; at most one field is set.
type Value struct {
	Quantity *Quantity `json:"valueQuantity,omitempty"`
	Concept  *Concept  `json:"valueCodeableConcept,omitempty"`
	Boolean  *bool     `json:"valueBoolean,omitempty"`
	Integer  *int      `json:"valueInteger,omitempty"`
	String   string    `json:"valueString,omitempty"`
	DateTime string    `json:"valueDateTime,omitempty"`
	Sampled  *Sampled  `json:"valueSampledData,omitempty"`
	Absent   *Concept  `json:"dataAbsentReason,omitempty"`
}

// An Observation is one thing that was observed.
type Observation struct {
	Type      string       `json:"resourceType"`
	ID        string       `json:"id"`
	Status    string       `json:"status"`
	Category  []Concept    `json:"category"`
	Code      Concept      `json:"code"`
	Subject   Reference    `json:"subject"`
	DateTime  string       `json:"effectiveDateTime,omitempty"`
	Period    *Period      `json:"effectivePeriod,omitempty"`
	Issued    string       `json:"issued,omitempty"`
	Performer []Reference  `json:"performer,omitempty"`
	Note      []Annotation `json:"note,omitempty"`
	Value
	Component []Component `json:"component,omitempty"`
}

// A Component is a part of an Observation.
type Component struct {
	Code Concept `json:"code"`
	Value
}

// A Patient is the person, with as little about them as they want.
type Patient struct {
	Type      string  `json:"resourceType"`
	ID        string  `json:"id"`
	Name      []Human `json:"name,omitempty"`
	Gender    string  `json:"gender,omitempty"`
	BirthDate string  `json:"birthDate,omitempty"`
}

// A Human is a name as its bearer writes it.
type Human struct {
	Text string `json:"text"`
}

// A Condition is one that the person reports.
type Condition struct {
	Type         string       `json:"resourceType"`
	ID           string       `json:"id"`
	Clinical     Concept      `json:"clinicalStatus"`
	Verification Concept      `json:"verificationStatus"`
	Category     []Concept    `json:"category"`
	Code         Concept      `json:"code"`
	Subject      Reference    `json:"subject"`
	Onset        string       `json:"onsetDateTime,omitempty"`
	Abatement    string       `json:"abatementDateTime,omitempty"`
	Recorded     string       `json:"recordedDate,omitempty"`
	Asserter     Reference    `json:"asserter"`
	Note         []Annotation `json:"note,omitempty"`
}

// A Medication is a MedicationStatement: a medicine that the person says they take or took.
type Medication struct {
	Type     string       `json:"resourceType"`
	ID       string       `json:"id"`
	Status   string       `json:"status"`
	Code     Concept      `json:"medicationCodeableConcept"`
	Subject  Reference    `json:"subject"`
	Period   *Period      `json:"effectivePeriod,omitempty"`
	Asserted string       `json:"dateAsserted,omitempty"`
	Source   Reference    `json:"informationSource"`
	Note     []Annotation `json:"note,omitempty"`
	Dosage   []Dosage     `json:"dosage,omitempty"`
}

// A Dosage is a dose as it stands on the packet.
type Dosage struct {
	Text string `json:"text"`
}

// A Questionnaire is a set of questions.
type Questionnaire struct {
	Type     string     `json:"resourceType"`
	ID       string     `json:"id"`
	Language string     `json:"language,omitempty"`
	URL      string     `json:"url"`
	Version  string     `json:"version"`
	Name     string     `json:"name"`
	Title    string     `json:"title"`
	Status   string     `json:"status"`
	Subject  []string   `json:"subjectType"`
	Item     []Question `json:"item"`
}

// A Question is one item of a Questionnaire, or a group of them.
type Question struct {
	Extension []Extension `json:"extension,omitempty"`
	LinkID    string      `json:"linkId"`
	Text      string      `json:"text,omitempty"`
	Kind      string      `json:"type"`
	Repeats   bool        `json:"repeats,omitempty"`
	Option    []Option    `json:"answerOption,omitempty"`
	Item      []Question  `json:"item,omitempty"`
}

// An Option is one answer that can be chosen.
type Option struct {
	Coding Coding `json:"valueCoding"`
}

// A Response is a QuestionnaireResponse: what was answered at one time.
type Response struct {
	Type          string    `json:"resourceType"`
	ID            string    `json:"id"`
	Questionnaire string    `json:"questionnaire"`
	Status        string    `json:"status"`
	Subject       Reference `json:"subject"`
	Authored      string    `json:"authored,omitempty"`
	Author        Reference `json:"author"`
	Source        Reference `json:"source"`
	Item          []Answer  `json:"item,omitempty"`
}

// An Answer is what was said to one question, or to a group of them.
type Answer struct {
	LinkID string   `json:"linkId"`
	Text   string   `json:"text,omitempty"`
	Answer []Said   `json:"answer,omitempty"`
	Item   []Answer `json:"item,omitempty"`
}

// A Said is one answer.
type Said struct {
	Coding   *Coding   `json:"valueCoding,omitempty"`
	Quantity *Quantity `json:"valueQuantity,omitempty"`
	String   string    `json:"valueString,omitempty"`
}

// A Diagnostic is a DiagnosticReport: the report of the diary. It concludes nothing.
type Diagnostic struct {
	Type    string       `json:"resourceType"`
	ID      string       `json:"id"`
	Status  string       `json:"status"`
	Code    Concept      `json:"code"`
	Subject Reference    `json:"subject"`
	Period  *Period      `json:"effectivePeriod,omitempty"`
	Issued  string       `json:"issued,omitempty"`
	Result  []Reference  `json:"result,omitempty"`
	Form    []Attachment `json:"presentedForm,omitempty"`
}

// An Attachment is a document inside the Bundle.
type Attachment struct {
	ContentType string `json:"contentType"`
	Language    string `json:"language,omitempty"`
	Data        []byte `json:"data"` // written as base64
	Size        int    `json:"size"`
	Hash        []byte `json:"hash"` // SHA-1, as FHIR asks for
	Title       string `json:"title,omitempty"`
	Creation    string `json:"creation,omitempty"`
}
