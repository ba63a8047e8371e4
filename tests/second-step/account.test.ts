import { expect, it } from 'vitest'
import { addPerson, signedIn } from '../support/app.ts'
import { codeAt, PASSWORD, withHead } from '../support/second-step.ts'

const OWN = '/account/second-step'

async function atHome(named: Parameters<typeof withHead>[0] = []) {
  const kit = await withHead(named)
  const here = await signedIn(kit, kit.head.person_id)
  const post = (path: string, fields: Record<string, string>) => here.post(OWN + path).type('form').send(fields)
  const find = () => kit.db.selectFrom('authenticators').selectAll().where('account_id', '=', kit.head.id).executeTakeFirst()
  return { ...kit, here, post, find }
}

it('is set up on one’s own account’s page, with the present password and a code', async () => {
  const { here, post, find, secretNow, clock } = await atHome()
  expect((await here.get('/account')).text).toContain('You sign in with one step')
  expect((await post('', { present: 'a guess' }).expect(422)).text).toContain('That is not your present password')
  expect(await find()).toBeUndefined()
  await post('', { present: PASSWORD }).expect(303)
  const secret = await secretNow()
  const page = (await here.get(`${OWN}?step=scan`)).text
  expect(page.replaceAll(' ', '')).toContain(secret)
  expect((await post('/confirmation?step=scan', { code: '' }).expect(422)).text).toContain('Type the code that your app shows')
  const done = await post('/confirmation?step=scan', { code: codeAt(secret, clock.now) }).expect(200)
  expect(done.text.match(/<li><code>/g)).toHaveLength(10)
  expect((await here.get(OWN)).text).toContain('10 recovery codes left')
})

it('is never shown again once it is set up, nor set up over', async () => {
  const { here, post, secretNow, setUp, clock } = await atHome()
  await setUp()
  const secret = await secretNow()
  for (const path of [OWN, `${OWN}?step=scan`, '/account']) {
    const { text } = await here.get(path)
    expect(text.replaceAll(' ', '')).not.toContain(secret)
    expect(text).not.toContain('data:image')
  }
  await post('', { present: PASSWORD })
  expect(await secretNow()).toBe(secret)
  await post('/confirmation', { code: codeAt(secret, clock.now) }).expect(422)
})

it('gives ten new recovery codes for the present password; the earlier ones are over', async () => {
  const { post, db, setUp } = await atHome()
  await setUp()
  const hashes = () => db.selectFrom('recovery_codes').select('code_hash').orderBy('code_hash').execute()
  const before = await hashes()
  await post('/codes', { present: 'a guess' }).expect(422)
  expect(await hashes()).toEqual(before)
  await post('/codes', { present: PASSWORD }).expect(200)
  const after = await hashes()
  expect(after).toHaveLength(10)
  expect(after.filter(({ code_hash }) => before.some((old) => old.code_hash === code_hash))).toEqual([])
})

it('can be done without, save by a role that needs it', async () => {
  const { post, find, setUp } = await atHome()
  await setUp()
  await post('/removal', { present: PASSWORD }).expect(303)
  expect(await find()).toBeUndefined()
  const needed = await atHome(['head'])
  await needed.setUp()
  await needed.post('/removal', { present: PASSWORD }).expect(303)
  expect(await needed.find()).toBeDefined()
})

it('is reset by somebody else who may give the roles, which is recorded and signs out', async () => {
  const { db, lead, head, here, setUp, find, ...kit } = await atHome(['head'])
  await setUp()
  const reset = `/people/${head.person_id}/account/second-step/removal`
  const byLead = await signedIn({ ...kit, db, lead }, lead)
  expect((await byLead.post(reset).expect(422)).text).toContain('Only who may give Imogen Vale’s roles')
  expect((await here.post(reset).expect(422)).text).toContain('This is your own account')
  expect(await find()).toBeDefined()
  const manager = await addPerson(db, { name: 'Pru Abara', roles: ['business'] })
  const byManager = await signedIn({ ...kit, db, lead }, manager)
  expect((await byManager.get(`/people/${head.person_id}`)).text).toContain('Reset two-step sign-in')
  await byManager.post(reset).expect(303)
  expect(await find()).toBeUndefined()
  await here.get('/account').expect(303)
  const event = await db.selectFrom('events').select(['actor_id', 'subject_id', 'data']).where('verb', '=', 'second step.reset').executeTakeFirst()
  expect(event).toEqual({ actor_id: manager, subject_id: head.person_id, data: '{}' })
  await byManager.post(reset).expect(422)
})

it('is asked of the roles that the school names, by those who change settings', async () => {
  const { db, here, lead, ...kit } = await atHome()
  const save = (fields: object) => here.post('/settings/sign-in').type('form').send(fields)
  await save({ second_step_roles: ['head', 'business', 'nobody'], provider_is_second_step: '1' }).expect(303)
  const { text } = await here.get('/settings/sign-in')
  expect(text.match(/ checked/g)).toHaveLength(3)
  const stored = await db.selectFrom('settings').selectAll().where('key', 'in', ['second_step_roles', 'provider_is_second_step']).orderBy('key').execute()
  expect(stored).toEqual([{ key: 'provider_is_second_step', value: 'true' }, { key: 'second_step_roles', value: '["head","business"]' }])
  await save({ second_step_roles: ['head', 'business'], provider_is_second_step: '1' }).expect(303)
  expect(await db.selectFrom('events').select('id').where('verb', '=', 'settings.changed').execute()).toHaveLength(1)
  await save({}).expect(303)
  const teacher = await signedIn({ ...kit, db, lead }, await addPerson(db, { name: 'Marlo Finch', roles: ['staff'] }))
  await teacher.get('/settings/sign-in').expect(403)
})
