import type { LoanOutcome } from '../database/tables.ts'

export type PastLoan = {
  id: string, code: string, type_name: string, class_name: string | null, purpose: string
  taken_at: string, due_at: string, returned_at: string | null, outcome: LoanOutcome | null, voided_at: string | null
}

/** Loans that were one doing: taken for one lesson, and back (or not) together. */
export type Entry = PastLoan & { codes: string[] }

const TEN_MINUTES = 600_000

/** A class set is one line of a person's past, not thirty: neighbours that tell the same story are told once. */
export function together(loans: readonly PastLoan[]): Entry[] {
  const entries: Entry[] = []
  for (const loan of loans) {
    const last = entries.at(-1)
    if (last && isSameStory(last, loan)) last.codes.push(loan.code)
    else entries.push({ ...loan, codes: [loan.code] })
  }
  return entries.map((entry) => ({ ...entry, codes: entry.codes.toSorted() }))
}

function isSameStory(a: PastLoan, b: PastLoan): boolean {
  const same = (['type_name', 'class_name', 'purpose', 'outcome', 'due_at'] as const).every((key) => a[key] === b[key])
  return same && !a.voided_at === !b.voided_at && isNear(a.taken_at, b.taken_at) && isNear(a.returned_at, b.returned_at)
}

function isNear(a: string | null, b: string | null): boolean {
  return a === b || a !== null && b !== null && Math.abs(Date.parse(a) - Date.parse(b)) <= TEN_MINUTES
}
