import type { SetLoan } from './history.ts'

/** What of a set went to somebody for one lesson: instants UTC ISO; `until` null while some of it is still out. */
export type Visit = {
  borrower: string, class_name: string | null, answers: string, purpose: string, from: string, until: string | null
  codes: string[], still_out: string[], notes: string[]
}

const TOGETHER_MS = 30 * 60_000

/** Loans, newest first, gathered into who had how much of the set: what one adult took for one class and purpose within half an hour. */
export function visitsOf(loans: readonly SetLoan[]): Visit[] {
  const groups: SetLoan[][] = []
  for (const loan of loans) {
    const group = groups.find(([first]) => isTogether(first!, loan))
    if (group) group.push(loan)
    else groups.push([loan])
  }
  return groups.map(visitOf)
}

function isTogether(a: SetLoan, b: SetLoan): boolean {
  const same = a.borrower_id === b.borrower_id && a.class_id === b.class_id && a.purpose === b.purpose
  return same && Math.abs(Date.parse(a.taken_at) - Date.parse(b.taken_at)) <= TOGETHER_MS
}

function visitOf(loans: SetLoan[]): Visit {
  const { borrower, class_name, answers, purpose } = loans[0]!
  const out = loans.filter(({ returned_at }) => returned_at === null)
  const ends = loans.map(({ returned_at }) => returned_at).filter((end) => end !== null).toSorted()
  return {
    borrower, class_name, answers, purpose, from: loans.map(({ taken_at }) => taken_at).toSorted()[0]!,
    until: out.length > 0 ? null : ends.at(-1)!, codes: codesOf(loans), still_out: codesOf(out), notes: notesOf(loans),
  }
}

function codesOf(loans: SetLoan[]): string[] {
  return [...new Set(loans.map(({ code }) => code))].toSorted()
}

/** How it ended where it was not simply brought back, and what was not written at the time. */
function notesOf(loans: SetLoan[]): string[] {
  const told = (words: string, is: (loan: SetLoan) => boolean) => {
    const codes = codesOf(loans.filter(is))
    if (codes.length === 0) return []
    return [codes.length === loans.length ? words : `${words}: ${codes.join(', ')}`]
  }
  return [
    ...told('passed on', ({ outcome }) => outcome === 'passed on'), ...told('lost', ({ outcome }) => outcome === 'lost'),
    ...told('return not scanned', ({ outcome }) => outcome === 'returned unscanned'), ...told('from paper', ({ source }) => source === 'paper'),
    ...told('from a list', ({ source }) => source === 'import'),
  ]
}
