import type { About } from '../columns/fields.ts'
import { FORMATS } from '../columns/formats.ts'
import type { Import } from '../detail.ts'
import type { Count, listImports } from '../store.ts'

/** "an export of devices from Intune", "a list of people". */
export function formatWords({ about, format }: Pick<Import, 'about' | 'format'>): string {
  return FORMATS.find(({ key }) => key === format)?.name ?? `a list of ${about}`
}

const STATES: Record<Import['state'], string> = {
  reading: 'being read', mapping: 'has a question', preview: 'preview', applying: 'being brought in',
  applied: 'brought in', undone: 'undone',
  failed: 'could not be read',
}

export function listModel(imports: Awaited<ReturnType<typeof listImports>>) {
  return {
    imports: imports.map(({ id, file_name, state, created_at, who, ...format }) => ({
      id, file_name, state: STATES[state], created_at, who: who ?? 'somebody',
      what: format.format ? formatWords(format) : '',
    })),
  }
}

/** Counts by status over what a list is about, and how many trolleys, classes and loans come with it. */
export function tally(counts: readonly Count[], about: About) {
  const main = about === 'devices' ? 'device' : 'person'
  const of = (what: Count['what'], status: Count['status']) =>
    Number(counts.find((c) => c.what === what && c.status === status)?.n ?? 0)
  const all = (status: Count['status']) =>
    counts.filter((c) => c.status === status).reduce((sum, { n }) => sum + Number(n), 0)
  return {
    new: of(main, 'new'), changed: of(main, 'changed'), unchanged: of(main, 'unchanged'), problem: all('problem'),
    sets: of('set', 'new'), classes: of('class', 'new'), loans: of('loan', 'new'), out_of_use: of('out of use', 'new'),
    writes: all('new') + all('changed'),
  }
}
