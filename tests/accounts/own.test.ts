import { expect, it } from 'vitest'
import { pinMatches } from '../../src/accounts/pin.ts'
import { addAccount, addPerson, signedIn, startApp } from '../support/app.ts'

const PASSWORD = 'three random words'

async function atHome() {
  const school = await startApp()
  const marlo = await addPerson(school.db, { name: 'Marlo Finch', roles: ['staff'] })
  await addAccount(school.db, marlo, PASSWORD)
  return { ...school, marlo, here: await signedIn(school, marlo), elsewhere: await signedIn(school, marlo) }
}

it('changes the password with the present one; every other place is signed out, this one is not', async () => {
  const { here, elsewhere } = await atHome()
  await here.post('/account/password').type('form').send({ present: PASSWORD, password: 'four other random words' }).expect(303)
  await here.get('/account').expect(200)
  await elsewhere.get('/account').expect(303)
})

it('needs the present password, and stops guesses after ten', async () => {
  const { here } = await atHome()
  const guess = () => here.post('/account/password').type('form').send({ present: 'a guess', password: 'four other random words' })
  expect((await guess()).text).toContain('That is not your present password')
  for (let i = 0; i < 9; i++) await guess().expect(422)
  await here.post('/account/password').type('form').send({ present: PASSWORD, password: 'four other random words' }).expect(429)
})

it('lists where one is signed in and ends one of one’s own, never another’s', async () => {
  const { here, elsewhere, db, lead, ...school } = await atHome()
  await signedIn({ ...school, db, lead }, lead)
  const sessions = await db.selectFrom('sessions as s').innerJoin('accounts as a', 'a.id', 's.account_id').select(['s.id', 'a.person_id']).execute()
  const theirs = sessions.find(({ person_id }) => person_id === lead)!
  await here.post(`/account/sessions/${theirs.id}/end`).expect(404)
  const ids = [...(await here.get('/account')).text.matchAll(/sessions\/([^/"]+)\/end"><button class="button button-secondary button-small"/g)].map(([, id]) => id!)
  expect(ids).toHaveLength(1)
  await here.post(`/account/sessions/${ids[0]!}/end`).expect(303)
  await elsewhere.get('/account').expect(303)
  expect(await db.selectFrom('sessions').select('id').where('id', '=', theirs.id).execute()).toHaveLength(1)
})

it('signs out everywhere else at once', async () => {
  const { here, elsewhere } = await atHome()
  await here.post('/account/sessions/others/end').expect(303)
  await here.get('/account').expect(200)
  await elsewhere.get('/account').expect(303)
})

it('sets a PIN with the present password and refuses one that is guessed first', async () => {
  const { here, db, marlo, clock } = await atHome()
  const set = (pin: string, pin_present = PASSWORD) => here.post('/account/pin').type('form').send({ pin, pin_present })
  expect((await set('1234').expect(422)).text).toContain('That one is guessed first')
  expect((await set('123').expect(422)).text).toContain('Use four to eight figures')
  expect((await set('2580', 'a guess').expect(422)).text).toContain('That is not your present password')
  expect(await pinMatches(db, marlo, '2580', clock.now)).toBe('not set')
  await set('2580').expect(303)
  expect(await pinMatches(db, marlo, '2580', clock.now)).toBe('right')
  await here.post('/account/pin/removal').expect(303)
  expect(await pinMatches(db, marlo, '2580', clock.now)).toBe('not set')
})

it('ends a session with the last day, at midnight', async () => {
  const { here, db, marlo, clock } = await atHome()
  await db.updateTable('people').set({ last_day: '2026-11-24' }).where('id', '=', marlo).execute()
  clock.now = new Date('2026-11-24T10:30:00.000Z')
  await here.get('/account').expect(200)
  await db.updateTable('sessions').set({ last_seen_at: '2026-11-24T23:59:00.000Z', ends_at: '2026-11-25T12:00:00.000Z' }).execute()
  clock.now = new Date('2026-11-24T23:59:59.000Z')
  await here.get('/account').expect(200)
  clock.now = new Date('2026-11-25T00:00:00.000Z')
  await here.get('/account').expect(303)
})
