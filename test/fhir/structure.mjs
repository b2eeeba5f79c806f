// Walks a resource along its published structure: cardinality, types, formats, choices, bindings, references, and every
// invariant of level error. What this check does not know how to judge (contained resources, profiles, narrative,
// extensions of others) is an issue too: it must not pass unseen.
import { createRequire } from 'node:module'
import { codeSystems, extensions, members, structures } from './definitions.mjs'

const require = createRequire(import.meta.url)
const fhirpath = require('fhirpath')
const r4 = require('fhirpath/fhir-context/r4')

const compiled = new Map()
const invariant = expression => {
  if (!compiled.has(expression)) compiled.set(expression, fhirpath.compile(expression, r4, { traceFn: () => {} }))
  return compiled.get(expression)
}

// ele-1 and ext-1 are the empty elements and extensions that walk finds itself; dom-3 is of contained resources, of
// which there are none.
const elsewhere = ['ele-1', 'ext-1', 'dom-3']

// known are the codes of the reviewed table: url -> { code: display }.
export function checkResource (resource, bundle, known, ucum) {
  const issues = []
  const at = { resource, bundle, known, ucum, issues, say: (path, text) => issues.push(`${path}: ${text}`) }
  walk(resource.resourceType, resource, resource.resourceType, resource.resourceType, at)
  return issues
}

function walk (type, node, path, base, at) {
  const structure = structures[type]
  if (!structure) return at.say(path, `no structure is known of ${type}`)
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return at.say(path, `must be an object, as ${type} is`)
  const { self, children } = shape(structure, base)
  invariants(self, node, path, at)
  unjudged(node, path, at)
  const seen = new Set(['resourceType'])
  for (const e of children) element(e, node, path, base, at, seen)
  for (const key of Object.keys(node)) if (!seen.has(key)) at.say(path, `unknown property ${key}`)
  if (type === 'Quantity') quantity(node, path, at)
  if (type === 'Coding') coding(node, path, at)
}

// shape is the element at a path of a structure, and those right below it, each with the keys that it may have.
const shapes = new Map()
function shape (structure, base) {
  if (!shapes.has(base)) {
    const all = structure.snapshot.element
    const below = all.filter(e => e.path.startsWith(base + '.') && !e.path.slice(base.length + 1).includes('.'))
    shapes.set(base, { self: all.find(e => e.path === base), children: below.map(e => ({ e, ...keys(e, e.path.slice(base.length + 1)) })) })
  }
  return shapes.get(base)
}

function keys (e, name) {
  const choices = name.endsWith('[x]') ? e.type.map(t => [name.slice(0, -3) + t.code[0].toUpperCase() + t.code.slice(1), t]) : [[name, e.type?.[0]]]
  return { name, choices }
}

function invariants (self, node, path, at) {
  for (const c of self?.constraint ?? []) {
    if (c.severity !== 'error' || !c.expression || elsewhere.includes(c.key)) continue
    try {
      const r = invariant(c.expression)(node, { resource: at.resource, rootResource: at.bundle, ucum: 'http://unitsofmeasure.org' })
      if (!(r.length === 1 && r[0] === true)) at.say(path, `${c.key}: ${c.human}`)
    } catch (e) {
      at.say(path, `${c.key} could not be evaluated: ${String(e.message ?? e).slice(0, 120)}`)
    }
  }
}

function unjudged (node, path, at) {
  if (node.contained) at.say(path, 'contained resources are not judged here')
  if (node.modifierExtension) at.say(path, 'modifier extensions are not judged here')
  if (node.implicitRules) at.say(path, 'implicit rules are not judged here')
  if (node.resourceType && node.text) at.say(path, 'narrative is not judged here')
  if (node.resourceType && node.meta?.profile) at.say(path, 'profiles are not judged here')
}

function element ({ e, name, choices }, node, path, base, at, seen) {
  let present = 0
  for (const [key, t] of choices) {
    seen.add(key)
    if (node[key] === undefined) continue
    present++
    values(e, t, node[key], `${path}.${key}`, base, at)
  }
  if (present > 1) at.say(path, `choice ${name} has ${present} values`)
  if (present === 0 && e.min > 0) at.say(path, `missing ${name}`)
}

function values (e, t, v, path, base, at) {
  const many = (e.base?.max ?? e.max) !== '1'
  if (Array.isArray(v) !== many) return at.say(path, many ? 'must be a list' : 'must not be a list')
  const list = many ? v : [v]
  if (list.length === 0) at.say(path, 'empty list')
  if (list.length < e.min) at.say(path, `needs at least ${e.min}`)
  if (e.max !== '*' && list.length > Number(e.max)) at.say(path, `holds more than ${e.max}`)
  list.forEach((x, i) => {
    const p = many ? `${path}[${i}]` : path
    if (x === null || x === '' || (typeof x === 'object' && Object.keys(x).length === 0)) return at.say(p, 'empty')
    bound(e, t, x, p, at)
    one(e, t, x, p, base, at)
  })
}

function one (e, t, x, path, base, at) {
  if (t?.code?.includes('System.')) { // ids and the like: the published type stands in an extension
    return primitive(t.extension?.find(x => x.url.endsWith('structuredefinition-fhir-type'))?.valueUrl ?? 'string', x, path, at)
  }
  if (e.contentReference) return walk(at.resource.resourceType, x, path, e.contentReference.slice(1), at)
  if (t.code === 'Resource') return // entries are walked one by one
  if (t.code === 'BackboneElement' || t.code === 'Element') return walk(e.path.split('.')[0], x, path, e.path, at)
  if (t.code === 'Extension') extension(x, path, base, at)
  if (/^[A-Z]/.test(t.code)) {
    walk(t.code, x, path, t.code, at)
    if (t.code === 'Reference') reference(t, x, path, at)
    return
  }
  primitive(t.code, x, path, at)
}

function primitive (code, x, path, at) {
  const wants = { boolean: 'boolean', decimal: 'number', integer: 'number', positiveInt: 'number', unsignedInt: 'number' }[code] ?? 'string'
  if (typeof x !== wants) return at.say(path, `must be a JSON ${wants}, as ${code} is`)
  const regex = structures[code]?.snapshot.element.find(e => e.path.endsWith('.value'))?.type?.[0]?.extension?.find(e => e.url.endsWith('regex'))?.valueString
  if (regex && !new RegExp(`^(?:${regex})$`, 'u').test(String(x))) at.say(path, `'${x}' is not written as ${code} is`)
}

// bound judges codes against the value set that the structure binds them to. Of an extensible one, codes of its own
// systems must be in it; what it has no system for may come from elsewhere.
function bound (e, t, x, path, at) {
  const b = e.binding
  if (!b?.valueSet || !['required', 'extensible'].includes(b.strength)) return
  const set = members(b.valueSet)
  if (!set) return
  if (t.code === 'code') {
    if (b.strength === 'required' && ![...set.values()].some(s => s.has(x))) at.say(path, `code '${x}' is not in ${b.valueSet}`)
    return
  }
  const codings = t.code === 'CodeableConcept' ? x.coding ?? [] : t.code === 'Coding' ? [x] : []
  const inside = c => set.get(c.system)?.has(c.code)
  if (b.strength === 'required' && t.code !== 'Quantity' && !codings.some(inside)) at.say(path, `no code is in ${b.valueSet}`)
  for (const c of codings) if (set.has(c.system) && !inside(c)) at.say(path, `code '${c.code}' is not in ${b.valueSet}`)
}

function extension (x, path, base, at) {
  const def = extensions[x.url]
  if (!def) return at.say(path, `unknown extension ${x.url}`)
  const where = def.context.map(c => c.expression)
  if (!where.includes('Element') && !where.includes(base)) at.say(path, `${x.url} does not belong on ${base}`)
  const e = def.snapshot.element.find(e => e.path === 'Extension.value[x]')
  const allowed = (e.type ?? []).map(t => 'value' + t.code[0].toUpperCase() + t.code.slice(1))
  for (const key of Object.keys(x)) if (key.startsWith('value') && !allowed.includes(key)) at.say(path, `${x.url} does not take ${key}`)
  for (const t of e.type ?? []) {
    const v = x['value' + t.code[0].toUpperCase() + t.code.slice(1)]
    if (v !== undefined) bound(e, t, v, path, at)
  }
}

function reference (t, x, path, at) {
  if (!x.reference?.startsWith('urn:uuid:')) return at.say(path, `'${x.reference}' points out of the Bundle`)
  const target = at.bundle.entry?.find(e => e.fullUrl === x.reference)?.resource
  if (!target) return at.say(path, `${x.reference} is not in the Bundle`)
  const allowed = t.targetProfile?.map(p => p.split('/').at(-1))
  if (allowed && !allowed.includes(target.resourceType) && !allowed.includes('Resource')) at.say(path, `must not point at a ${target.resourceType}`)
}

function quantity (q, path, at) {
  if (q.system === 'http://unitsofmeasure.org') unit(q.code, path, at)
  if (q.code && q.system !== 'http://unitsofmeasure.org') at.say(path, `units are written in UCUM, not in ${q.system}`)
}

function unit (code, path, at) {
  if (!at.ucum(code)) return at.say(path, `'${code}' is no unit of UCUM`)
  if (!(code in at.known['http://unitsofmeasure.org'])) at.say(path, `the unit '${code}' is not in the reviewed table`)
}

// coding judges a code and its name: those of the reviewed table, and those of FHIR itself. There is no third kind.
function coding (c, path, at) {
  if (!c.system || !c.code) return at.say(path, 'a code needs its system, and a system its code')
  if (c.system === 'http://unitsofmeasure.org') return unit(c.code, path, at)
  const table = at.known[c.system] ? new Map(Object.entries(at.known[c.system])) : codeSystems[c.system]
  if (!table) return at.say(path, `the system ${c.system} is not in the reviewed table`)
  if (!table.has(c.code)) return at.say(path, `${c.system} has no code '${c.code}'`)
  if (c.display !== undefined && c.display !== table.get(c.code)) at.say(path, `'${c.display}' is not the name of ${c.code}, '${table.get(c.code)}' is`)
}
