// Checks Bundles: node check.mjs CODES BUNDLE...
// CODES is the reviewed table, { system: { code: display } }. The answer is one JSON object: issues by file, and for
// the table of planted faults (faults.mjs), planted into the first Bundle that can hold each, what was found.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { checkBundle, checkMeaning } from './diary.mjs'
import { faults } from './faults.mjs'
import { checkResource } from './structure.mjs'

const { UcumLhcUtils } = createRequire(import.meta.url)('@lhncbc/ucum-lhc')
const units = UcumLhcUtils.getInstance()
const judged = new Map()
const ucum = code => {
  if (!judged.has(code)) judged.set(code, typeof code === 'string' && units.validateUnitString(code).status === 'valid')
  return judged.get(code)
}

const [codesFile, ...files] = process.argv.slice(2)
const known = JSON.parse(readFileSync(codesFile))

// check judges a Bundle: all of it, or where only is given the Bundle around and that one entry.
function check (bundle, only) {
  const issues = [...checkResource(bundle, bundle, known, ucum), ...checkBundle(bundle)]
  for (const [i, e] of (bundle.entry ?? []).entries()) {
    if (only !== undefined && i !== only) continue
    if (!e.resource) {
      issues.push(`entry ${i}: has no resource`)
      continue
    }
    for (const text of [...checkResource(e.resource, bundle, known, ucum), ...checkMeaning(e.resource, bundle)]) issues.push(`entry ${i} ${text}`)
  }
  return issues
}

const bundles = files.map(f => JSON.parse(readFileSync(f)))
const out = { issues: {}, faults: [] }
for (const code of Object.keys(known['http://unitsofmeasure.org'])) if (!ucum(code)) (out.issues.units ??= []).push(`'${code}' is no unit of UCUM`)
files.forEach((f, i) => { out.issues[f] = check(bundles[i]) })

// kinds are the first entries of each kind of a Bundle: enough to plant faults in, and quick to judge.
function kinds (bundle) {
  const seen = new Set()
  return bundle.entry.filter(e => {
    const r = e.resource
    const kind = [r.resourceType, r.code?.coding?.[0].code ?? r.url ?? r.authored, ...Object.keys(r)].join()
    return !seen.has(kind) && seen.add(kind)
  })
}

// A fault is planted into one entry, which alone is judged again, with a small Bundle around it.
const small = bundles.map(b => ({ ...b, entry: kinds(b) }))
for (const f of faults) {
  let found = { name: f.name, planted: false, issues: [] }
  for (const b of small) {
    const at = b.entry.findIndex(e => f.where(e.resource))
    if (at < 0) continue
    const copy = { ...b, entry: [...b.entry] }
    copy.entry[at] = structuredClone(b.entry[at])
    f.plant(copy.entry[at].resource, copy, copy.entry[at])
    found = { name: f.name, planted: true, issues: check(copy, at) }
    break
  }
  out.faults.push({ ...found, caught: found.issues.some(t => f.finds.test(t)) })
}
process.stdout.write(JSON.stringify(out))
