import { act, type Act, isForeignKeyViolation } from '../database/act.ts'
import { newId } from '../database/ids.ts'
import type { Db } from '../database/open.ts'
import type { Row } from '../database/tables.ts'
import { type Answer, notTaken } from './answers.ts'
import type { Lane } from './decide.ts'
import { findSameScan, findScanByKey, insertScan, keepAtDesk, readAtDesk } from './store.ts'
import { type AtDesk, atDeskNow } from './state.ts'

/** One scan or tap as it reaches the desk. `key` is made by the page, so that sending it again acts once; `text` tells it from another. */
export type Tap = { key: string, desk_id: string, lane: Lane, text: string, scanned_at: string, answered_at: string, once_in_ms: number }
export type Outcome = { at_desk: AtDesk, answer: Answer }
/** `read again`: the same code once more within `once_in_ms`; its earlier answer stands. */
export type Given = { scan: Row<'desk_scans'>, read_again: boolean }

/**
 * One tap is one act: the desk's state, the loans and the answer are written together or not at all.
 * A tap sent twice, or the same code read again within `once_in_ms`, gets its earlier answer; another under its key is refused.
 */
export async function atDeskOnce(db: Db, tap: Tap, run: Run): Promise<Given> {
  try {
    return await answerTap(db, tap, run)
  } catch (error) {
    if (!isForeignKeyViolation(error)) throw error
    // Somebody took away the person, class or device that the desk stood ready with: it begins anew.
    await keepAtDesk(db, tap.desk_id, '{}')
    return answerTap(db, tap, run)
  }
}

type Run = (db: Act, atDesk: AtDesk) => Promise<Outcome>

const SENT_BEFORE = 'This page had been sent already, so nothing was booked. Scan or tap it again'

function answerTap(db: Db, tap: Tap, run: Run): Promise<Given> {
  return act(db, async (db) => {
    const sent = await findScanByKey(db, tap.key)
    if (sent?.text === tap.text) return { scan: sent, read_again: false }
    const atDesk = atDeskNow(await readAtDesk(db, tap.desk_id), tap.scanned_at)
    if (sent) return write(db, { ...tap, text: '', key: `${tap.key} ${newId()}` }, { at_desk: atDesk, answer: notTaken([SENT_BEFORE]) })
    const read = await readAgain(db, tap)
    if (read) return { scan: read, read_again: true }
    return write(db, tap, await run(db, atDesk))
  })
}

async function write(db: Act, { key, desk_id, lane, text, scanned_at, answered_at }: Tap, { at_desk, answer }: Outcome): Promise<Given> {
  const scan = { id: newId(), key, desk_id, lane, text, scanned_at, answered_at, answer: JSON.stringify(answer), undone_at: null }
  await keepAtDesk(db, desk_id, JSON.stringify({ ...at_desk, at: scanned_at }))
  await insertScan(db, scan)
  return { scan, read_again: false }
}

async function readAgain(db: Db, tap: Tap) {
  if (tap.once_in_ms === 0) return undefined
  const since = new Date(Date.parse(tap.scanned_at) - tap.once_in_ms).toISOString()
  return findSameScan(db, tap.desk_id, tap.text, since, tap.scanned_at)
}
