import type { Say } from '../http/say.ts'
import { capital } from '../text/capital.ts'
import type { Approval } from './read.ts'
import { standingOn } from './rules.ts'
import { questionWords, standingWords, whatWords } from './words.ts'

const CHIPS = {
  'waiting': 'due today', 'not answered': 'not said', 'withdrawn': 'not said', 'declined': 'refused', 'approved ahead': 'done',
  'in force': 'done', 'revoked': 'refused', 'run out': 'not said',
} as const

/** A permission as lists show it on a day (YYYY-MM-DD). */
export function lineOf(approval: Approval, today: string, say: Pick<Say, 'day'>) {
  const standing = standingOn(approval, today)
  const { asked_by, person } = approval
  return {
    ...approval, standing, chip: { state: CHIPS[standing], words: standingWords(standing, approval, say) }, what: whatWords(approval), heading: capital(whatWords(approval)), question: questionWords(approval),
    asked_by_other: asked_by === person ? null : asked_by ?? 'former staff',
  }
}

export type Line = ReturnType<typeof lineOf>
