import { addDevice, addPerson } from '../support/app.ts'
import { lend } from '../support/loans.ts'
import { awaySchool } from '../support/off-site.ts'
import { keep } from '../support/run-up.ts'

/** Marlo leaves on 18 December, looks after LT-0001 and has borrowed LT-0002; an office and a business manager. */
export async function leavingSchool() {
  const school = await awaySchool()
  const { db, marlo, laptop } = school
  const office = await addPerson(db, { name: 'Imogen Vale', roles: ['office'] })
  const business = await addPerson(db, { name: 'Ada Quill', roles: ['business'] })
  await addDevice(db, 'LT-0002')
  await db.updateTable('people').set({ last_day: '2026-12-18' }).where('id', '=', marlo).execute()
  await keep(school, laptop, marlo)
  await lend(school, marlo, 'LT-0002')
  return { ...school, office, business }
}

export const at = (day: string, time = '09:00') => new Date(`${day}T${time}:00.000Z`)

export function section(html: string, id: string): string {
  return html.split('<section').find((part) => part.includes(`id="${id}"`)) ?? ''
}
