import { dayOf } from '../../calendar/days.ts'
import type { Db } from '../../database/open.ts'
import { sayFor } from '../../http/say.ts'
import { checkRow } from '../record-check.ts'
import { passes } from '../rules.ts'
import { listOwedByCodes, type OwedRow } from '../store.ts'
import type { Row } from '../../database/tables.ts'
import { type Matched, matchDevices } from './match.ts'
import { type CheckFile, listWrittenFrom } from './store.ts'

export type Outcome = 'passes' | 'fails' | 'hint' | 'nothing' | 'unknown' | 'asks'
/** What one line of a file means; `check` is what is written down on yes. */
export type Judged = { line: number, who: string, code: string | null, says: string, outcome: Outcome, words: string, check: Row<'device_checks'> | null, owed: OwedRow | null }

type By = { by_id: string | null, said: ReadonlyMap<number, string> }

/** Every line of a file with what it would write down now: three queries, however many lines. */
export async function judgeFile(db: Db, file: CheckFile, { by_id, said }: By, now: Date): Promise<Judged[]> {
  const matched = await matchDevices(db, file.found, said)
  const codes = matched.map(({ code }) => code).filter((code) => code !== null)
  const owed = codes.length === 0 ? [] : (await listOwedByCodes(db, codes)).filter(({ built_in }) => built_in === 'encryption')
  const facts = { owed: new Map(owed.map((row) => [row.code, row])), written: await listWrittenFrom(db, file.source_hash), hash: file.source_hash, by_id, now }
  return matched.map((one) => judge(one, facts))
}

type Facts = { owed: Map<string, OwedRow>, written: Map<string, string>, hash: string, by_id: string | null, now: Date }

function judge({ found, who, code, problem, asks }: Matched, facts: Facts): Judged {
  const line = (outcome: Outcome, words: string): Judged => ({ line: found.line, who, code, says: found.says, outcome, words, check: null, owed: null })
  const say = sayFor(facts.now)
  if (asks) return line('asks', problem ?? 'The file does not say which device this is')
  if (code === null) return line('unknown', problem!)
  const owed = facts.owed.get(code)
  if (!owed) return line('nothing', 'A device of this type owes no encryption check')
  if (Number(owed.gone) > 0) return line('nothing', 'It is lost, stolen or retired')
  if (found.finding === null) return line('hint', 'A hint only: it says so while protection is suspended too. Look at the device')
  if (facts.written.has(owed.device_id)) return line('nothing', 'Written down from this very file before')
  const at = momentOf(found.at, facts.now)
  if (owed.at !== null && at < owed.at) return line('nothing', `Checked since, ${say.when(owed.at)}`)
  const isOther = found.finding === 'encrypted, protection on' && !passes({ finding: found.finding, product: found.product }, owed)
  const finding = isOther ? 'another product' : found.finding
  const check = checkRow(owed, { finding, product: found.product, method: 'file', source_hash: facts.hash, at, by_id: facts.by_id, note: '' })
  const words = check.passed === 1 ? `Passes${check.valid_until ? `, holds until ${say.day(check.valid_until)}` : ''}` : failWords(finding, owed)
  return { ...line(check.passed === 1 ? 'passes' : 'fails', words), check, owed }
}

function failWords(finding: string, { agreed }: OwedRow): string {
  return finding === 'another product' ? `Fails: encrypted with another product than ${agreed}` : `Fails: ${finding}`
}

const YEAR_MS = 366 * 24 * 3600_000

/** When the file says it was so, unless that is still to come or more than a year ago; else now. */
function momentOf(at: string | null, now: Date): string {
  const age = at === null ? -1 : now.getTime() - Date.parse(at)
  return at !== null && age >= 0 && age < YEAR_MS && dayOf(at) <= dayOf(now) ? at : now.toISOString()
}
