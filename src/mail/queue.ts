import { newId } from '../database/ids.ts'
import type { Db } from '../database/open.ts'
import type { Model } from '../http/views.ts'
import { writeLetter } from './letter.ts'
import { insertLetter } from './store.ts'

export type Mail = {
  person_id: string | null, to: string
  /** Says what to do. */
  subject: string
  /** A file of views/mail/letters, and what it reads. */
  letter: string, model: Model
}

/** Puts a letter in the outbox, in the caller's transaction: it goes if and only if what it tells of is kept. */
export async function queueMail(db: Db, mail: Mail, now: Date): Promise<string> {
  const id = newId()
  await insertLetter(db, {
    id, person_id: mail.person_id, to_address: mail.to, subject: mail.subject,
    ...writeLetter(mail.letter, mail.subject, mail.model),
    created_at: now.toISOString(), next_try_at: now.toISOString(), tries: 0, sent_at: null, last_error: null, not_sent_because: null,
  })
  return id
}
