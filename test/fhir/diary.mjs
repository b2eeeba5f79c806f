// What FHIR leaves open and a diary must keep to, and what only shows between two resources: answers against their
// questions, documents against their size and hash, nothing confirmed, nobody but the person as the source.
import { createHash } from 'node:crypto'

export function checkMeaning (resource, bundle) {
  const issues = []
  const say = text => issues.push(`${resource.resourceType}: ${text}`)
  const patient = ref => bundle.entry.find(e => e.fullUrl === ref?.reference)?.resource.resourceType === 'Patient'
  rules[resource.resourceType]?.(resource, say, patient, bundle)
  return issues
}

const verification = 'http://terminology.hl7.org/CodeSystem/condition-ver-status'

const rules = {
  Condition (r, say, patient) {
    const codes = r.verificationStatus?.coding ?? []
    if (codes.length !== 1 || codes[0].system !== verification || codes[0].code !== 'unconfirmed') say('a condition that a person reports must stay unconfirmed')
    if (!patient(r.asserter)) say('the person must be the one who asserts it')
  },
  Observation (r, say, patient) {
    if (!patient(r.subject)) say('the subject must be the person')
    const valued = Object.keys(r).some(k => k.startsWith('value'))
    if (!valued && !r.dataAbsentReason && !r.component?.length) say('says nothing: no value, no reason, no component')
    for (const c of r.component ?? []) if (!Object.keys(c).some(k => k.startsWith('value')) && !c.dataAbsentReason) say('a component says nothing')
  },
  MedicationStatement (r, say, patient) {
    if (!patient(r.informationSource)) say('the person must be the source')
  },
  DiagnosticReport (r, say) {
    if (r.conclusion || r.conclusionCode) say('the report must conclude nothing')
    for (const a of r.presentedForm ?? []) {
      const data = Buffer.from(a.data ?? '', 'base64')
      if (data.toString('base64') !== a.data) say('a document is not base64')
      if (data.length !== a.size) say(`a document says ${a.size} bytes and has ${data.length}`)
      if (createHash('sha1').update(data).digest('base64') !== a.hash) say('a document does not have its hash')
    }
  },
  Questionnaire (r, say) {
    const seen = new Set()
    const each = items => {
      for (const q of items ?? []) {
        if (seen.has(q.linkId)) say(`linkId ${q.linkId} comes twice`)
        seen.add(q.linkId)
        each(q.item)
      }
    }
    each(r.item)
  },
  QuestionnaireResponse (r, say, patient, bundle) {
    if (!patient(r.source) || !patient(r.author)) say('the person must be the source and the author')
    const [url, version] = (r.questionnaire ?? '').split('|')
    const q = bundle.entry.map(e => e.resource).find(x => x.resourceType === 'Questionnaire' && x.url === url && (!version || x.version === version))
    if (!q) return say(`its questionnaire ${r.questionnaire} is not in the Bundle`)
    answers(r.item, q.item, say)
  }
}

// answers holds items to their questions: known, in order, of the right type, one unless more are allowed, and one of
// the options.
function answers (items, questions, say) {
  let last = -1
  for (const a of items ?? []) {
    const at = (questions ?? []).findIndex(q => q.linkId === a.linkId)
    const q = questions?.[at]
    if (!q) {
      say(`${a.linkId} is not asked here`)
      continue
    }
    if (at <= last) say(`${a.linkId} is out of order, or comes twice`)
    last = at
    if (a.text !== undefined && a.text !== q.text) say(`${a.linkId} is asked in other words`)
    if (q.type === 'group') {
      if (a.answer) say(`${a.linkId} is a group and takes no answer`)
      answers(a.item, q.item, say)
      continue
    }
    if (a.item) say(`${a.linkId} has no questions below it`)
    if (!a.answer?.length) say(`${a.linkId} has no answer`)
    if (a.answer?.length > 1 && !q.repeats) say(`${a.linkId} takes one answer`)
    for (const x of a.answer ?? []) answer(x, q, say)
  }
}

const typed = { choice: 'valueCoding', quantity: 'valueQuantity', string: 'valueString', decimal: 'valueDecimal', boolean: 'valueBoolean' }

function answer (x, q, say) {
  const key = typed[q.type]
  if (!key) return say(`questions of type ${q.type} are not judged here`)
  if (Object.keys(x).some(k => k !== key)) say(`${q.linkId} wants ${key}`)
  if (q.type === 'choice' && !q.answerOption?.some(o => o.valueCoding.system === x.valueCoding?.system && o.valueCoding.code === x.valueCoding?.code)) say(`${x.valueCoding?.code} is no answer to ${q.linkId}`)
  const unit = q.extension?.find(e => e.url.endsWith('/questionnaire-unit'))?.valueCoding.code
  if (q.type === 'quantity' && unit && x.valueQuantity?.code !== undefined && x.valueQuantity.code !== unit) say(`${q.linkId} is asked in ${unit}`)
}

// checkBundle judges the Bundle around its entries.
export function checkBundle (bundle) {
  const issues = []
  for (const [i, e] of (bundle.entry ?? []).entries()) {
    // The published structures call ids plain strings; their form stands in the text of the standard.
    if (!/^[A-Za-z0-9\-.]{1,64}$/.test(e.resource?.id)) issues.push(`Bundle.entry[${i}]: '${e.resource?.id}' is no id`)
    if (e.fullUrl !== `urn:uuid:${e.resource?.id}`) issues.push(`Bundle.entry[${i}]: fullUrl is not that of the resource's id`)
  }
  return issues
}
