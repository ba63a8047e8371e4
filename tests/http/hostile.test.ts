import { pino } from 'pino'
import supertest from 'supertest'
import { expect, it } from 'vitest'
import { startSession } from '../../src/auth/sessions.ts'
import { readConfig } from '../../src/config.ts'
import { allRoutes } from '../../src/contents.ts'
import { newId } from '../../src/database/ids.ts'
import type { Role } from '../../src/database/tables.ts'
import { openDesk } from '../../src/desk/session.ts'
import { schoolsOf } from '../../src/schools/schools.ts'
import { writeSettings } from '../../src/settings/store.ts'
import { TUESDAY } from '../support/app.ts'
import { permit } from '../support/approvals.ts'
import { deskSchool } from '../support/desk-school.ts'
import { lend } from '../support/loans.ts'

const EVIL = `<script>alert(1)</script>"'><img src=x onerror=alert(1)>`
const OTHER_ROLES: Role[] = ['office', 'technician', 'head', 'business']

/** A school in which everything that can be typed is a script. */
async function evilSchool() {
  const kit = await deskSchool()
  const { db, lead, marlo, laptop } = kit
  await lend(kit, marlo, 'LT-0001')
  await db.insertInto('person_roles').values(OTHER_ROLES.map((role) => ({ person_id: lead, role }))).execute()
  await db.insertInto('out_of_use').values({ id: 'o', device_id: kit.pads[0]!, because: 'in repair', note: EVIL, from_at: TUESDAY.toISOString(), until_at: null }).execute()
  await db.insertInto('allocations').values({ id: 'a', device_id: kit.pads[1]!, keeper_id: marlo, from_at: TUESDAY.toISOString(), until_at: null }).execute()
  await db.updateTable('people').set({ name: EVIL, job_title: EVIL }).execute()
  await db.updateTable('loans').set({ purpose: EVIL, class_id: kit.oak }).execute()
  await db.updateTable('classes').set({ name: EVIL }).where('id', '=', kit.oak).execute()
  await db.updateTable('class_cards').set({ purpose: EVIL }).execute()
  await db.updateTable('sets').set({ name: EVIL, place: EVIL }).execute()
  await db.updateTable('device_types').set({ name: EVIL, encryption: EVIL }).where('name', '=', 'Laptop').execute()
  await db.updateTable('devices').set({ make: EVIL, model: EVIL, serial: EVIL, computer_name: EVIL, notes: EVIL }).where('id', '=', laptop).execute()
  await db.updateTable('devices').set({ place: EVIL, set_id: null, slot: null }).where('id', '=', laptop).execute()
  await writeSettings(db, { school_name: EVIL, school_address: EVIL, school_phone: EVIL })
  const { id: loan } = await db.selectFrom('loans').select('id').executeTakeFirstOrThrow()
  const { id: type } = await db.selectFrom('device_types').select('id').where('name', '=', EVIL).executeTakeFirstOrThrow()
  const trip = { id: newId(), leader_id: marlo, name: EVIL, place: EVIL, first_day: '2026-11-24', last_day: '2026-11-25', made_at: TUESDAY.toISOString(), made_by_id: marlo }
  await db.insertInto('trips').values({ ...trip, accepted_at: null, accepted_by_id: null, acceptance_id: null }).execute()
  const approval = await permit(db, { person_id: marlo, by_id: lead, trip_id: trip.id, device_ids: [laptop], why: EVIL, decision: null })
  const desk = await openDesk(db, EVIL, lead, TUESDAY)
  const idIn: Record<string, string> = { '/approvals': approval, '/trips': trip.id, '/people': marlo, '/classes': kit.oak, '/loans': loan, '/settings/types': type, '/sets': 'TR-A', '/devices': 'LT-0001', '/t': 'LT-0001' }
  return { ...kit, desk, idIn }
}

it('shows whatever was typed as what was typed, on every page there is', async () => {
  const { desk, idIn, ...kit } = await evilSchool()
  const { id } = await kit.db.selectFrom('accounts').select('id').executeTakeFirstOrThrow()
  const cookie = `kitbook=${await startSession(kit.db, id, 'test', TUESDAY)}; kitbook-desk=${desk}`
  const services = { schools: schoolsOf(kit.db, null), config: readConfig({}), clock: () => TUESDAY, log: pino({ level: 'silent' }), setUpCode: 'x' }
  const paths = allRoutes(services).filter(({ method, path }) => method === 'get' && !/styleguide|certificate/.test(path)).map(({ path }) => {
    const owner = Object.keys(idIn).find((start) => path.startsWith(`${start}/`))
    return path.replaceAll(/:\w+/g, owner ? idIn[owner]! : 'nothing')
  })
  let told = 0
  for (const path of [...paths, '/loans/new?device=LT-0001', '/allocations/new?device=LT-0001', '/out-of-use/new?device=LT-0001', '/book?day=2026-11-24', '/desk/names?q=sc']) {
    const asked = supertest(kit.app).get(path).query({ q: EVIL })
    const { text, status, headers } = await (path.startsWith('/t/') ? asked : asked.set('Cookie', cookie))
    expect([path, status < 500]).toEqual([path, true])
    if (!headers['content-type']?.includes('html')) continue
    expect([path, /<script>alert|<img src=x/.exec(text)?.[0]]).toEqual([path, undefined])
    if (text.includes('&lt;script&gt;')) told++
  }
  expect(told).toBeGreaterThan(25)
})
