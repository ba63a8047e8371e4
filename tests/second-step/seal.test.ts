import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import supertest from 'supertest'
import { expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { openFile } from '../../src/database/open.ts'
import { openSchools } from '../../src/schools/schools.ts'
import { readSealKey } from '../../src/second-step/key-file.ts'
import { newSealKey, opened, sealed } from '../../src/second-step/seal.ts'
import { sealUp } from '../../src/second-step/seal-up.ts'
import { addAccount, addPerson, appOn, SEAL_KEY } from '../support/app.ts'
import { freshDatabase } from '../support/database.ts'
import { codeAt, EMAIL, PASSWORD, withHead } from '../support/second-step.ts'

const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'
const HALF = '/sign-in/second-step'
const folder = () => mkdtempSync(join(tmpdir(), 'kitbook-seal-'))

it('opens with the key and for the account that it was sealed for, and with nothing else', () => {
  const kept = sealed(SEAL_KEY, 'one', SECRET)
  expect(opened(SEAL_KEY, 'one', kept)).toBe(SECRET)
  expect(kept).not.toContain(SECRET)
  expect(sealed(SEAL_KEY, 'one', SECRET)).not.toBe(kept)
  const changed = kept.slice(0, -2) + (kept.endsWith('AA') ? 'BB' : 'AA')
  for (const [key, account, text] of [
    [newSealKey(), 'one', kept], [SEAL_KEY, 'two', kept], [SEAL_KEY, 'one', changed], [SEAL_KEY, 'one', kept.slice(0, 20)], [SEAL_KEY, 'one', SECRET], [SEAL_KEY, 'one', ''],
  ] as const) expect(opened(key, account, text)).toBeNull()
})

it('keeps no secret in the database that an authenticator would take', async () => {
  const { db, secretNow, setUp } = await withHead()
  await setUp()
  const secret = await secretNow()
  const row = JSON.stringify(await db.selectFrom('authenticators').selectAll().execute())
  expect(secret).toMatch(/^[A-Z2-7]{32}$/)
  expect(row).not.toContain(secret)
  expect(row).not.toMatch(/[A-Z2-7]{32}/)
})

/** The same school after its database came to a computer without the key: a phone still shows its codes. */
async function moved() {
  const kit = await withHead()
  const codes = await kit.setUp()
  const app = appOn(kit.db, kit.clock, undefined, undefined, newSealKey())
  const there = supertest.agent(app)
  await there.post('/sign-in').type('form').send({ email: EMAIL, password: PASSWORD, next: '/devices' }).expect(303).expect('Location', HALF)
  const send = (code: string) => there.post(HALF).type('form').send({ code })
  return { ...kit, there, codes, send }
}

it('says that the key is not here where one is missing, however often it is asked, and takes recovery codes', async () => {
  const { there, codes, codeNow, send } = await moved()
  expect((await there.get(HALF)).text).toContain('type one of your recovery codes')
  const code = await codeNow()
  for (let i = 0; i < 6; i++) expect((await send(code).expect(422)).text).toContain('Kitbook cannot check your app’s codes')
  await there.get('/account').expect(303)
  await send(codes[0]!).expect(303)
  await there.get('/account').expect(200)
})

it('lets whoever came in by a recovery code set their app up again', async () => {
  const { there, codes, send, clock } = await moved()
  await send(codes[0]!).expect(303)
  const page = (await there.get('/account/second-step').expect(200)).text
  expect(page).toContain('cannot check the codes of your authenticator app any more')
  expect(page).toContain('Set up an authenticator app')
  await there.post('/account/second-step').type('form').send({ present: PASSWORD }).expect(303)
  const shown = (await there.get('/account/second-step?step=scan')).text.match(/<code>([A-Z2-7 ]+)<\/code>/)![1]!.replaceAll(' ', '')
  await there.post('/account/second-step/confirmation?step=scan').type('form').send({ code: codeAt(shown, clock.now) }).expect(200)
  expect((await there.get('/account/second-step')).text).not.toContain('any more')
})

it('seals what stood plain from before, once', async () => {
  const db = await freshDatabase()
  const account_id = await addAccount(db, await addPerson(db, { name: 'Imogen Vale' }))
  await db.insertInto('authenticators').values({ account_id, secret: SECRET, confirmed_at: null, last_step: 0, failures: 0, locked_until: null }).execute()
  const kept = async () => (await db.selectFrom('authenticators').select('secret').executeTakeFirstOrThrow()).secret
  await sealUp(db, SEAL_KEY)
  const first = await kept()
  expect(opened(SEAL_KEY, account_id, first)).toBe(SECRET)
  await sealUp(db, newSealKey())
  expect(await kept()).toBe(first)
})

it('leaves no trace in the file of what stood plain', async () => {
  const dataDir = folder()
  const config = readConfig({ DATA_DIR: dataDir })
  await (await openSchools(config)).close()
  const before = openFile(config.databaseFile)
  for (const name of ['Imogen Vale', 'Pru Abara', 'Wren Calloway']) {
    const account_id = await addAccount(before, await addPerson(before, { name }))
    await before.insertInto('authenticators').values({ account_id, secret: SECRET, confirmed_at: null, last_step: 0, failures: 0, locked_until: null }).execute()
  }
  await before.destroy()
  expect(readFileSync(config.databaseFile).includes(SECRET)).toBe(true)
  await (await openSchools(config)).close()
  expect(readFileSync(config.databaseFile).includes(SECRET)).toBe(false)
})

it('makes its key once, beside the database and for its own user alone, unless one is given', async () => {
  const secondStepKeyFile = join(folder(), 'second-step.key')
  const key = await readSealKey({ secondStepKey: undefined, secondStepKeyFile })
  expect(key).toHaveLength(32)
  if (process.platform !== 'win32') expect(statSync(secondStepKeyFile).mode & 0o777).toBe(0o600)
  expect(await readSealKey({ secondStepKey: undefined, secondStepKeyFile })).toEqual(key)
  expect(await readSealKey({ secondStepKey: 'ab'.repeat(32), secondStepKeyFile })).toEqual(Buffer.alloc(32, 0xab))
  writeFileSync(secondStepKeyFile, 'half a k')
  await expect(readSealKey({ secondStepKey: undefined, secondStepKeyFile })).rejects.toThrow('second-step.key is damaged')
})
