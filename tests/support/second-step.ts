import { Secret, TOTP } from 'otpauth'
import supertest from 'supertest'
import { confirmAuthenticator } from '../../src/second-step/code.ts'
import { beginSetUp } from '../../src/second-step/own.ts'
import { findAuthenticator } from '../../src/second-step/store.ts'
import { writeSettings } from '../../src/settings/store.ts'
import type { Role } from '../../src/database/tables.ts'
import { addAccount, addPerson, SEAL_KEY, startApp, type TestApp } from './app.ts'

export const PASSWORD = 'three random words'
export const EMAIL = 'imogen.vale@larkfield.example'

/** A school whose head has a password; `named` are the roles that sign in in two steps. */
export async function withHead(named: Role[] = ['head']) {
  const school = await startApp()
  await writeSettings(school.db, { second_step_roles: named })
  const person = await addPerson(school.db, { name: 'Imogen Vale', roles: ['head'] })
  const head = { id: await addAccount(school.db, person, PASSWORD), person_id: person }
  const codeNow = async (minutes = 0) => codeAt(await secretOf(school, head.id), new Date(school.clock.now.getTime() + minutes * 60_000))
  const signIn = async (next = '/devices') => {
    const there = supertest.agent(school.app)
    const answer = await there.post('/sign-in').type('form').send({ email: EMAIL, password: PASSWORD, next })
    return { there, to: answer.headers['location'] as string }
  }
  const setUp = async () => {
    await beginSetUp(school.db, SEAL_KEY, head.id)
    const done = await confirmAuthenticator(school.db, SEAL_KEY, head, await codeNow(-1 / 2), school.clock.now)
    return (done as { codes: string[] }).codes
  }
  return { ...school, head, codeNow, signIn, setUp, secretNow: () => secretOf(school, head.id) }
}

async function secretOf({ db }: TestApp, account: string): Promise<string> {
  return (await findAuthenticator(db, SEAL_KEY, account))!.secret!
}

/** What an authenticator app shows. */
export function codeAt(secret: string, at: Date): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at.getTime() })
}
