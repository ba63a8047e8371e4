import { randomInt } from 'node:crypto'
import { hashSecret } from '../../src/auth/passwords.ts'
import type { Db } from '../../src/database/open.ts'
import { accountsFor } from './cast.ts'
import { insertRows } from './insert.ts'
import { emailOf } from './people.ts'
import type { Scene } from './scene.ts'

export type DemoAccount = { role: string, name: string, email: string, password: string }
export type Password = { password: string, password_hash: string }

const letters = 'abcdefghjkmnpqrstuvwxyz23456789'

/** A password of this moment, four groups of four that can be read off a screen (79 bits), and its hash. */
export async function newPassword(): Promise<Password> {
  const group = () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('')
  const password = [group(), group(), group(), group()].join('-')
  return { password, password_hash: await hashSecret(password) }
}

/** One account a job, all with the same password, so that a visitor can look through everybody's eyes. */
export async function openAccounts(db: Db, scene: Scene, made: Password): Promise<DemoAccount[]> {
  const { password, password_hash } = made
  const [created_at, closed_at] = [scene.from.toISOString(), null]
  const holders = accountsFor.map(([role, name]) => (
    { role, person: scene.adults.find(({ part }) => part.name === name)! }))
  await insertRows(db, 'accounts', holders.map(({ person }) => ({
    id: scene.id(scene.from.getTime()), person_id: person.id, email: emailOf(person.part)!, password_hash,
    created_at, closed_at,
  })))
  return holders.map(({ role, person: { part } }) => ({ role, name: part.name, email: emailOf(part)!, password }))
}
