import type { Act } from '../../database/act.ts'
import type { Db } from '../../database/open.ts'
import { type Actor, record } from '../../events/record.ts'
import type { Problem } from '../../http/forms.ts'
import { actOnce } from '../../http/once.ts'
import { alarmIfAway } from '../record-check.ts'
import { insertChecks } from '../store.ts'
import { judgeFile, type Judged } from './judge.ts'
import { findFile, markApplied } from './store.ts'

/** `said`: the devices that somebody named for lines which name none. `address` is the school's own, for the link in an alarm. */
export type Applying = { id: string, said: [line: number, text: string][], actor: Actor, address: string }
export type Applied = { passed: number, failed: number } | { problems: Problem[] }

/** Writes down what a file says of every device it knows, in one act; the same file again writes nothing (M9). Throws KeyReused, NotFound. */
export function applyFile(db: Db, key: string, wish: Applying, now: Date): Promise<Applied> {
  return actOnce<Applied>(db, key, wish, now, async (db) => {
    const file = await findFile(db, wish.id)
    const lines = await judgeFile(db, file, { by_id: wish.actor.person_id, said: new Map(wish.said) }, now)
    const wrong = lines.filter(({ line, outcome }) => outcome === 'asks' && wish.said.some(([said, text]) => said === line && text !== ''))
    if (wrong.length > 0) return { problems: wrong.map(({ line, words }) => ({ name: `device_${line}`, message: words })) }
    await markApplied(db, file.id, now)
    return writeDown(db, lines, wish, now)
  }, (done) => 'passed' in done)
}

async function writeDown(db: Act, lines: Judged[], { actor, address }: Applying, now: Date): Promise<Applied> {
  const known = lines.flatMap(({ check, owed }) => (check && owed ? [{ check, owed }] : []))
  if (known.length === 0) return { passed: 0, failed: 0 }
  await insertChecks(db, known.map(({ check }) => check))
  await record(db, actor, now, ...known.map(({ check: { id, device_id, kind_id, passed } }) => (
    { verb: 'check.recorded', subject: 'device', subject_id: device_id, data: { check_id: id, kind_id, passed } })))
  const failed = known.filter(({ check }) => check.passed === 0)
  await alarmIfAway(db, failed.map(({ check, owed }) => ({ check_id: check.id, device_id: check.device_id, kind_name: owed.kind_name, finding: check.finding })), address, now)
  return { passed: known.length - failed.length, failed: failed.length }
}
