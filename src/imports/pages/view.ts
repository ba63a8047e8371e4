import type { Db } from '../../database/open.ts'
import { listTypes } from '../../device-types/store.ts'
import { type Form, formOf } from '../../http/forms.ts'
import { sayFor } from '../../http/say.ts'
import { fieldsOf, type Mapping } from '../columns/fields.ts'
import { neverKept } from '../columns/never.ts'
import type { Import } from '../detail.ts'
import type { Status } from '../rows.ts'
import { countRows, listRows, type RowPlace } from '../store.ts'
import { lineModel, namesFor } from './lines.ts'
import { formatWords, tally } from './list.ts'

const PER_PAGE = 50

export type Shown = { status: Status | null, after: RowPlace | null }

/** What views/imports/view.ejs needs: the preview before an import is applied, the report afterwards. */
export async function viewModel(db: Db, imp: Import, { status, after }: Shown, now: Date, form: Form = formOf()) {
  const say = sayFor(now)
  const rows = await listRows(db, imp.id, { status, after, limit: PER_PAGE + 1 })
  const names = await namesFor(db, imp.id)
  const counts = tally(await countRows(db, imp.id), imp.about)
  const last = rows.length > PER_PAGE ? rows[PER_PAGE - 1]! : null
  return {
    ...factsOf(imp), counts, form, status, is_first: after === null,
    lines: rows.slice(0, PER_PAGE).map((row) => lineModel(row, names, say, imp.state === 'applied')),
    older: last && addressOf(imp.id, status, last), first: addressOf(imp.id, status, null),
    tabs: tabsOf(imp.id, status, counts), questions: await questionsOf(db, imp), columns: columnsOf(imp),
  }
}

function factsOf({ id, about, file_name, state, created_at, applied_at, undone_at, detail, format }: Import) {
  const { encoding, lines, order, partial_dates, sentence, unclear_dates } = detail
  return {
    id, about, file_name, state, created_at, applied_at, undone_at, encoding, line_count: lines, order, partial_dates,
    sentence, may_turn_dates: unclear_dates.length > 0, what: formatWords({ about, format }),
  }
}

function addressOf(id: string, status: Status | null, after: RowPlace | null): string {
  const query = new URLSearchParams({
    ...(status && { status }),
    ...(after && { after: `${after.line}.${after.part}` }),
  }).toString()
  return query ? `/imports/${id}?${query}` : `/imports/${id}`
}

const TABS: [Status | null, string][] = [
  [null, 'Every line'], ['new', 'New'], ['changed', 'Changed'], ['unchanged', 'As they are'], ['problem', 'Problems'],
]

function tabsOf(id: string, current: Status | null, counts: ReturnType<typeof tally>) {
  return TABS.filter(([status]) => status === null || status === current || counts[status] > 0)
    .map(([status, label]) => ({ href: addressOf(id, status, null), label, current: status === current }))
}

/** What a person may decide before the list is brought in. */
async function questionsOf(db: Db, { detail, state }: Import) {
  const open = state === 'preview'
  const types = open && detail.unknown_types.length > 0 ? await listTypes(db) : []
  return {
    several: open ? detail.several : [], unknown_types: open ? detail.unknown_types.slice(0, 50) : [],
    types: [...types.map(({ id, name }) => ({ value: id, label: name })), { value: 'leave', label: 'Leave these out' }],
  }
}

/** How the columns were read: used, not kept on principle (with why), and not needed. */
function columnsOf({ detail, about }: Import) {
  const { headings, mapping } = detail
  const labels = fieldsOf(about)
  return {
    used: headings.flatMap((heading, i) => {
      const field = fieldAt(mapping, i)
      return field ? [{ heading, means: labels[field] ?? field }] : []
    }),
    never: groupedByReason(headings),
    unused: headings.filter((heading, i) => !fieldAt(mapping, i) && neverKept(heading) === null),
  }
}

function fieldAt(mapping: Mapping, i: number) {
  return mapping[i] ?? null
}

function groupedByReason(headings: readonly string[]): { why: string, headings: string[] }[] {
  const reasons = new Map<string, string[]>()
  for (const heading of headings) {
    const why = neverKept(heading)
    if (why) reasons.set(why, [...reasons.get(why) ?? [], heading])
  }
  return [...reasons].map(([why, found]) => ({ why, headings: found }))
}
