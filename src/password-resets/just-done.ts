import type { Db } from '../database/open.ts'
import { isFresh } from '../loans/rules.ts'
import { listResetsOfAct } from './store.ts'

/** What a page says of what one has just written down there or undone; `undo` is the act that may still be. */
export async function justDone(db: Db, { act, undone }: Record<string, unknown>, now: Date) {
  if (typeof undone === 'string') return { kind: 'back', words: undone === '0' ? 'It is too late to undo that' : 'Undone', undo: null }
  if (typeof act !== 'string') return null
  const rows = await listResetsOfAct(db, act)
  if (rows.length === 0) return { kind: 'again', words: 'That was written down already', undo: null }
  const what = rows.length === 1 ? rows[0]!.code : `${rows.length} devices`
  return { kind: 'out', words: `${what}: written down as reset`, undo: isFresh(rows[0]!.at, now) ? act : null }
}
