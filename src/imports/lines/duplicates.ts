import { tagText } from '../../tags/scan.ts'
import { fold } from '../../text/fold.ts'
import type { ReadDevice, ReadPerson } from './read.ts'

/** A text can mean only one device: the second line with a code or serial number is a problem that names the first. */
export function markDuplicates(rows: ReadDevice[]): void {
  const taken = new Map<string, ReadDevice>()
  for (const row of rows.filter(({ problems }) => problems.length === 0)) claimNames(row, taken)
  for (const row of rows.filter(({ problems }) => problems.length === 0)) claimOtherTags(row, taken)
  claimSlots(rows.filter(({ problems }) => problems.length === 0))
}

function claimNames(row: ReadDevice, taken: Map<string, ReadDevice>): void {
  const names = [['code', row.code_stated ? row.code : null], ['serial number', row.serial]] as const
  const own = names.flatMap(([what, text]) => (text === null ? [] : [{ what, text: tagText(text) }]))
  const clash = own.find(({ text }) => taken.has(text) && taken.get(text) !== row)
  if (clash) {
    const first = taken.get(clash.text)!
    row.problems.push(
      `The ${clash.what} ${clash.text} stands twice: on line ${first.line} and again on line ${row.line}`,
    )
    return
  }
  for (const { text } of own) taken.set(text, row)
}

/** An old number or a computer's name that is taken is left off, without harm. */
function claimOtherTags(row: ReadDevice, taken: Map<string, ReadDevice>): void {
  if (row.code !== null && (taken.get(row.code) ?? row) !== row) row.code = null
  else if (row.code !== null) taken.set(row.code, row)
  const free = row.tags.filter(({ text }) => !taken.has(text))
  for (const { text } of free) taken.set(text, row)
  for (const { text, what } of row.tags) {
    const other = taken.get(text)
    if (other && other !== row) {
      row.cautions.push(`The ${what} ${text} also stands on line ${other.line}, so scanning it finds that one`)
    }
  }
  row.tags = free
}

function claimSlots(rows: ReadDevice[]): void {
  const taken = new Map<string, number>()
  for (const row of rows) {
    if (row.set === null || row.slot === null) continue
    const place = `${fold(row.set)}\0${row.slot}`
    const line = taken.get(place)
    if (line === undefined) taken.set(place, row.line)
    else {
      row.cautions.push(`Slot ${row.slot} of ${row.set} is taken by line ${line}, so it gets none`)
      row.slot = null
    }
  }
}

/** Lines about one person become one; the same address under another name is a problem that names both lines. */
export function mergePeople(rows: ReadPerson[]): ReadPerson[] {
  const byKey = new Map<string, ReadPerson>()
  for (const row of rows.filter(({ problems }) => problems.length === 0)) {
    const name = fold(row.name)
    const key = row.email ?? `${name}\0${row.kind ?? ''}`
    const first = byKey.get(key)
    if (!first) byKey.set(key, row)
    else if (fold(first.name) !== name) {
      row.problems.push(
        `The email ${row.email} stands twice: on line ${first.line} (${first.name}) and again on line ${row.line}`,
      )
    } else if (row.email === null) {
      row.problems.push(
        `${row.name} stands twice, on line ${first.line} and on line ${row.line}, with no email to tell them apart`,
      )
    } else merge(first, row)
  }
  return rows.filter(({ part }) => part !== MERGED)
}

const MERGED = -1

/** Staff lists give a line to each class or contract of a person. */
function merge(first: ReadPerson, row: ReadPerson): void {
  first.classes = [...new Set([...first.classes, ...row.classes])]
  if (!fold(first.job_title).includes(fold(row.job_title))) {
    first.job_title = [first.job_title, row.job_title].filter(Boolean).join(', ')
  }
  first.cautions.push(`Line ${row.line} is about the same person and is taken together with it`)
  row.part = MERGED
}
