import type { PersonKind } from '../../src/database/tables.ts'
import { newFormKey } from '../../src/http/forms.ts'
import { writeSettings } from '../../src/settings/store.ts'
import { addPerson, atDesk, signedIn, startApp, type TestApp } from './app.ts'

export type Typed = Partial<Record<'person_id' | 'name' | 'class_id' | 'last_day' | 'answers_id' | 'number' | 'form_key', string>> & { kind?: PersonKind }

/** A school with an office at its reception, a member of staff who answers, and a desk. */
export async function atReception() {
  const kit = await startApp()
  await writeSettings(kit.db, { agreement_before_account: false })
  const tamsin = await addPerson(kit.db, { name: 'Tamsin Orchard', roles: ['office'] })
  let office = await signedIn(kit, tamsin)
  const marlo = await addPerson(kit.db, { name: 'Marlo Finch', roles: ['staff'] })
  const desk = await atDesk(kit)
  const arrive = (typed: Typed) => office.post('/reception').type('form')
    .send({ kind: 'supply', number: '3', answers_id: marlo, form_key: newFormKey(), ...typed })
  const scanAt = async (code: string) => (await desk.post('/desk/scans').set('HX-Request-Type', 'partial').type('form')
    .send({ id: `scan-${kit.clock.now.getTime()}-${code}`, lane: 'desk', code })).text
  /** Another day, on which the office signs in anew. */
  const comesTo = async (moment: string) => {
    kit.clock.now = new Date(moment)
    office = await signedIn(kit, tamsin)
    return office
  }
  return { ...kit, office, comesTo, marlo, desk, arrive, scanAt, cards: () => cardsOf(kit), person: (name: string) => personOf(kit, name) }
}

function cardsOf({ db }: TestApp) {
  return db.selectFrom('supply_cards').selectAll().orderBy('id').execute()
}

function personOf({ db }: TestApp, name: string) {
  return db.selectFrom('people').selectAll().where('name', '=', name).executeTakeFirstOrThrow()
}
