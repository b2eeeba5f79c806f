// Planted faults: each must be found, and for its own reason. This is the test of the check itself.
const is = type => r => r?.resourceType === type
const observed = code => r => r?.resourceType === 'Observation' && r.code.coding[0].code === code
const where = (type, has) => r => r?.resourceType === type && has(r)

export const faults = [
  { name: 'a code outside its required binding', where: is('Observation'), plant: r => { r.status = 'done' }, finds: /'done' is not in/ },
  { name: 'a required element is missing', where: is('Observation'), plant: r => { delete r.code }, finds: /missing code/ },
  { name: 'an unknown property', where: is('Observation'), plant: r => { r.severity = 3 }, finds: /unknown property severity/ },
  { name: 'a malformed date', where: is('Observation'), plant: r => { r.issued = '2026-13-01' }, finds: /is not written as instant/ },
  { name: 'two values', where: observed('cramps-in-night'), plant: r => { r.valueString = 'two'; r.valueInteger = 2 }, finds: /choice value\[x\] has/ },
  { name: 'a number as a string', where: r => observed('sleep-lost')(r) && r.valueQuantity, plant: r => { r.valueQuantity.value = '20' }, finds: /must be a JSON number/ },
  { name: 'a string as a boolean', where: r => observed('bad-night')(r) && 'valueBoolean' in r, plant: r => { r.valueBoolean = 'true' }, finds: /must be a JSON boolean/ },
  { name: 'an answer of the wrong type', where: is('QuestionnaireResponse'), plant: r => { leaf(r).answer[0] = { valueBoolean: true } }, finds: /wants value/ },
  { name: 'a time without a zone', where: r => is('Observation')(r) && r.effectivePeriod, plant: r => { r.effectivePeriod.start = '2026-01-05T23:00:00' }, finds: /is not written as dateTime/ },
  { name: 'a period that ends before it starts', where: r => observed('cramps-in-night')(r), plant: r => { r.effectivePeriod.end = '2001-01-01T00:00:00Z' }, finds: /per-1/ },
  { name: 'a value and a reason for its absence', where: r => observed('cramps-in-night')(r) && r.valueQuantity, plant: r => { r.dataAbsentReason = { text: 'unknown' } }, finds: /obs-6/ },
  { name: 'the same fullUrl twice', where: is('Patient'), plant: (r, b, e) => { b.entry.push(e) }, finds: /bdl-7/ },
  { name: 'an empty string', where: is('Observation'), plant: r => { r.code.text = '' }, finds: /code\.text: empty/ },
  { name: 'an empty list', where: is('Observation'), plant: r => { r.note = [] }, finds: /note: empty list/ },
  { name: 'a null', where: is('Observation'), plant: r => { r.issued = null }, finds: /issued: empty/ },
  { name: 'an empty object', where: is('Observation'), plant: r => { r.method = {} }, finds: /method: empty/ },
  { name: 'a list where one belongs', where: is('Observation'), plant: r => { r.status = ['final'] }, finds: /must not be a list/ },
  { name: 'one where a list belongs', where: is('Observation'), plant: r => { r.performer = r.performer[0] }, finds: /performer: must be a list/ },
  { name: 'a reference to nobody', where: is('Observation'), plant: r => { r.subject.reference = 'urn:uuid:00000000-0000-0000-0000-000000000000' }, finds: /is not in the Bundle/ },
  { name: 'a reference out of the Bundle', where: is('Observation'), plant: r => { r.subject.reference = 'Patient/1' }, finds: /points out of the Bundle/ },
  { name: 'a reference to the wrong type', where: is('MedicationStatement'), plant: (r, b) => { r.subject.reference = b.entry.find(e => e.resource.resourceType === 'Observation').fullUrl }, finds: /must not point at a Observation/ },
  { name: 'a unit without its system', where: r => observed('sleep-lost')(r) && r.valueQuantity, plant: r => { delete r.valueQuantity.system }, finds: /qty-3/ },
  { name: 'a unit that UCUM does not know', where: r => observed('sleep-lost')(r) && r.valueQuantity, plant: r => { r.valueQuantity.code = 'minutes' }, finds: /no unit of UCUM/ },
  { name: 'a unit that nobody reviewed', where: r => observed('sleep-lost')(r) && r.valueQuantity, plant: r => { r.valueQuantity.code = 'ks' }, finds: /the unit 'ks' is not in the reviewed table/ },
  { name: 'a unit of another system', where: r => observed('sleep-lost')(r) && r.valueQuantity, plant: r => { r.valueQuantity.system = 'http://snomed.info/sct' }, finds: /written in UCUM/ },
  { name: 'a name that is not the code\'s', where: is('Observation'), plant: r => { r.code.coding[0].display = 'Cramps, probably' }, finds: /is not the name of/ },
  { name: 'a code of ours that is not in the table', where: is('Observation'), plant: r => { r.code.coding[0].code = 'cramps' }, finds: /has no code 'cramps'/ },
  { name: 'a code of others that nobody read', where: is('Observation'), plant: r => { r.code.coding.push({ system: 'http://loinc.org', code: '8867-4' }) }, finds: /has no code '8867-4'/ },
  { name: 'a system of codes that is not in the table', where: is('Observation'), plant: r => { r.code.coding.push({ system: 'http://hl7.org/fhir/sid/icd-9-cm', code: '333.94' }) }, finds: /not in the reviewed table/ },
  { name: 'a code without its system', where: is('Observation'), plant: r => { delete r.code.coding[0].system }, finds: /a code needs its system/ },
  { name: 'a code of FHIR that it does not have', where: is('Observation'), plant: r => { r.category[0].coding[0].code = 'diary' }, finds: /has no code 'diary'/ },
  { name: 'a code outside an extensible binding', where: r => is('Observation')(r) && r.dataAbsentReason, plant: r => { r.dataAbsentReason.coding[0].code = 'forgotten' }, finds: /'forgotten' is not in/ },
  { name: 'a required coded status without a code', where: is('Condition'), plant: r => { r.clinicalStatus = { text: 'active' } }, finds: /no code is in/ },
  { name: 'a contained resource', where: is('Observation'), plant: r => { r.contained = [{ resourceType: 'Patient', id: 'p' }] }, finds: /contained resources are not judged/ },
  { name: 'an extension of a primitive value', where: is('Observation'), plant: r => { r._status = { id: 'x' } }, finds: /unknown property _status/ },
  { name: 'an unknown extension', where: is('Observation'), plant: r => { r.extension = [{ url: 'https://charley.invalid/x', valueString: 'x' }] }, finds: /unknown extension/ },
  { name: 'an extension where it does not belong', where: is('Observation'), plant: r => { r.extension = [{ url: 'http://hl7.org/fhir/StructureDefinition/questionnaire-unit', valueCoding: { system: 'http://unitsofmeasure.org', code: 'min' } }] }, finds: /does not belong on/ },
  { name: 'an extension with the wrong value', where: r => is('Observation')(r), plant: r => { r.code.extension = [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueString: 'x' }] }, finds: /does not take valueString/ },
  { name: 'a profile that nobody checks', where: is('Observation'), plant: r => { r.meta = { profile: ['http://hl7.org/fhir/StructureDefinition/vitalsigns'] } }, finds: /profiles are not judged/ },
  { name: 'narrative that nobody checks', where: is('Patient'), plant: r => { r.text = { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml">x</div>' } }, finds: /narrative is not judged/ },
  { name: 'a condition that is confirmed', where: is('Condition'), plant: r => { r.verificationStatus.coding[0] = { ...r.verificationStatus.coding[0], code: 'confirmed', display: 'Confirmed' } }, finds: /must stay unconfirmed/ },
  { name: 'a condition that nobody reported', where: is('Condition'), plant: r => { delete r.asserter }, finds: /the person must be the one who asserts/ },
  { name: 'an observation that says nothing', where: observed('cramps-in-night'), plant: r => { delete r.valueQuantity; delete r.dataAbsentReason; delete r.component }, finds: /says nothing/ },
  { name: 'a report that concludes', where: is('DiagnosticReport'), plant: r => { r.conclusion = 'Night leg cramps.' }, finds: /must conclude nothing/ },
  { name: 'a document that was cut', where: r => is('DiagnosticReport')(r) && r.presentedForm, plant: r => { r.presentedForm[0].data = r.presentedForm[0].data.slice(0, -8) }, finds: /bytes and has/ },
  { name: 'a document with another hash', where: r => is('DiagnosticReport')(r) && r.presentedForm, plant: r => { r.presentedForm[0].hash = 'AAAAAAAAAAAAAAAAAAAAAAAAAAA=' }, finds: /does not have its hash/ },
  { name: 'an answer to no question', where: is('QuestionnaireResponse'), plant: r => { r.item[0].linkId = 'nobody_asked' }, finds: /nobody_asked is not asked/ },
  { name: 'an answer that is no option', where: where('QuestionnaireResponse', r => leaf(r).answer?.[0].valueCoding), plant: r => { leaf(r).answer[0].valueCoding.code = 'no_other' }, finds: /no_other is no answer/ },
  { name: 'two answers to one question', where: where('QuestionnaireResponse', r => leaf(r).answer?.[0].valueCoding), plant: r => { leaf(r).answer.push(leaf(r).answer[0]) }, finds: /takes one answer/ },
  { name: 'the same answer twice', where: is('QuestionnaireResponse'), plant: r => { r.item.push(r.item[0]) }, finds: /out of order, or comes twice/ },
  { name: 'a number in another unit', where: where('QuestionnaireResponse', r => deep(r, a => a.answer?.[0].valueQuantity?.code)), plant: r => { deep(r, a => a.answer?.[0].valueQuantity?.code).answer[0].valueQuantity.code = 'km' }, finds: /is asked in/ },
  { name: 'answers whose questions are not there', where: is('QuestionnaireResponse'), plant: r => { r.questionnaire += '0' }, finds: /is not in the Bundle/ },
  { name: 'the same question twice', where: is('Questionnaire'), plant: r => { r.item[0].item.push(r.item[0].item[0]) }, finds: /comes twice|que-2/ },
  { name: 'a group with options', where: is('Questionnaire'), plant: r => { r.item[0].answerOption = [{ valueString: 'x' }] }, finds: /que-/ },
  { name: 'a Bundle of no known kind', where: is('Patient'), plant: (r, b) => { b.type = 'diary' }, finds: /'diary' is not in/ },
  { name: 'an entry that is not who it says', where: is('Patient'), plant: r => { r.id = 'someone-else' }, finds: /not that of the resource/ },
  { name: 'an id that is none', where: is('Patient'), plant: r => { r.id = 'a person' }, finds: /is no id/ }
]

// leaf is the first item with an answer.
function leaf (r) { return deep(r, a => a.answer) }

function deep (r, fits) {
  for (const a of r.item ?? []) {
    if (fits(a)) return a
    const below = deep(a, fits)
    if (below) return below
  }
}
