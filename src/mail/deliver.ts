import { withoutTokens } from '../auth/passwords.ts'
import type { Db } from '../database/open.ts'
import { claimedUntil, nextRound, nextTry } from './rules.ts'
import { claimLetter, endTry, giveBack, type Letter, listDueLetters } from './store.ts'

/** Hands one letter to the mail server; throws when it is not taken. */
export type Send = (letter: Letter) => Promise<void>

/** A letter as it is to go now, null when it is not to go after all, or that it is to wait. */
export type Renew = (letter: Letter, now: Date) => Promise<Letter | null | 'later'>

const AT_ONCE = 50

/**
 * Sends what is due in the outbox and says how many went. A letter that is refused is tried again later; when the
 * mail server cannot be reached at all, the rest waits for the next round.
 */
export async function deliverMail(db: Db, send: Send, clock: () => Date, renew: Renew = async (letter) => letter): Promise<number> {
  let sent = 0
  for (const { id, next_try_at } of await listDueLetters(db, clock(), AT_ONCE)) {
    const claimed = await claimLetter(db, id, next_try_at!, claimedUntil(clock()))
    const letter = claimed && await renew(claimed, clock())
    if (letter === 'later') await giveBack(db, claimed!, nextRound(clock()))
    if (!letter || letter === 'later') continue
    const failure = await trySending(send, letter)
    if (failure === null) sent++
    await endTry(db, id, failure === null ? gone(letter, clock()) : failed(letter, failure, clock()))
    if (failure !== null && !isAnswered(failure)) break
  }
  return sent
}

async function trySending(send: Send, letter: Letter): Promise<Error | null> {
  try {
    await send(letter)
    return null
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

/** The mail server spoke: it is there, and only this letter is in doubt. */
function isAnswered(failure: Error): boolean {
  return 'responseCode' in failure && failure.responseCode !== undefined
}

function gone({ body_text, body_html }: Letter, now: Date) {
  return {
    sent_at: now.toISOString(), next_try_at: null, last_error: null,
    body_text: withoutTokens(body_text), body_html: withoutTokens(body_html),
  }
}

function failed({ tries }: Letter, failure: Error, now: Date) {
  return { sent_at: null, next_try_at: nextTry(tries, now), last_error: failure.message.slice(0, 500) }
}
