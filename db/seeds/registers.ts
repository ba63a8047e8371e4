import { addDays, dayOf } from '../../src/calendar/days.ts'
import type { Row } from '../../src/database/tables.ts'
import { fold } from '../../src/text/fold.ts'
import { type Adult, iso, leadOf, minutes, type Scene } from './scene.ts'

const HOUR = 60
const DAY = 24 * HOUR

type Registers = { [T in 'personal_devices' | 'master_passwords' | 'master_password_holders']: Row<T>[] }

const named = (scene: Scene, name: string) => scene.adults.find(({ part }) => part.name === name)!

/** Two telephones in use by the lead's yes and one that waits for it (M23); two passwords, one of which one person alone holds (M28). */
export function smallRegisters(scene: Scene): Registers {
  const [technician, business] = [named(scene, 'Kwabena Asante-Boateng'), named(scene, 'Constance Ravenhill')]
  const held = [
    passwordHeldBy(scene, 'Server administrator', [technician, business]),
    passwordHeldBy(scene, 'Wi-Fi controller', [technician]),
  ]
  return {
    personal_devices: [
      declaredBy(scene, named(scene, 'Gethin Prŷs'), 40 * DAY, 'Fairphone 5 telephone', 'school e-mail', true),
      declaredBy(scene, named(scene, 'Maureen Tuffnell'), 32 * DAY, 'Galaxy A54 telephone', 'school e-mail and calendar', true),
      declaredBy(scene, named(scene, 'Hodan Warsame'), 2 * HOUR, 'Pixel 8 telephone', 'school e-mail', false),
    ],
    master_passwords: held.map(({ password }) => password), master_password_holders: held.flatMap(({ holders }) => holders),
  }
}

function declaredBy(scene: Scene, { id: person_id }: Adult, minutesAgo: number, device: string, used_for: string, isAuthorised: boolean): Row<'personal_devices'> {
  const at = scene.now.getTime() - minutes(minutesAgo)
  return {
    id: scene.id(at), person_id, device, used_for, conditions: 'locked', from_day: dayOf(iso(at)), until_day: null, declared_at: iso(at), needs: 'lead',
    authorised_at: isAuthorised ? iso(at + minutes(DAY)) : null, authorised_by_id: isAuthorised ? leadOf(scene).id : null, authorised_as: isAuthorised ? 'lead' : null,
    withdrawn_at: null, withdrawn_by_id: null,
  }
}

function passwordHeldBy(scene: Scene, name: string, holders: Adult[]) {
  const [at, from_day] = [scene.from.getTime(), dayOf(scene.from)]
  const password: Row<'master_passwords'> = { id: scene.id(at), name, search_name: fold(name), made_at: iso(at), ended_at: null }
  return { password, holders: holders.map((holder): Row<'master_password_holders'> => (
    { id: scene.id(at), master_password_id: password.id, person_id: holder.id, from_day, until_day: null })) }
}

/** One keeper has still to confirm what came with a laptop, another has; and a colleague asks to borrow the first one's (M3). */
export function betweenKeepers(scene: Scene, allocations: Row<'allocations'>[]): { handovers: Row<'handovers'>[], borrow_asks: Row<'borrow_asks'>[] } {
  const of = (name: string) => allocations.find(({ keeper_id }) => keeper_id === named(scene, name).id)!
  const [waits, confirmed] = [of('Nia Ŵyn Parry'), of('Gethin Prŷs')]
  const asked = scene.now.getTime() - minutes(90)
  return {
    handovers: [handover(scene, waits, DAY, 'Good, a scratch on the lid', null), handover(scene, confirmed, 30 * DAY, 'Like new', 29 * DAY)],
    borrow_asks: [{
      id: scene.id(asked), device_id: waits.device_id, keeper_id: waits.keeper_id, asker_id: named(scene, 'Hodan Warsame').id, why: 'Phonics videos with a group',
      until_day: addDays(dayOf(scene.now), 1), asked_at: iso(asked), answer: null, answer_words: '', answered_at: null, answered_by_id: null, granted_until: null, ended_at: null,
    }],
  }
}

function handover(scene: Scene, { id: allocation_id }: Row<'allocations'>, given: number, condition: string, answered: number | null): Row<'handovers'> {
  const ago = (minutesAgo: number) => scene.now.getTime() - minutes(minutesAgo)
  return {
    id: scene.id(ago(given)), allocation_id, way: 'given', condition, charger: 1, bag: 1, goes_home: 0, approval_id: null, given_at: iso(ago(given)), given_by_id: leadOf(scene).id,
    answer: answered === null ? null : 'as described', answer_words: '', answered_at: answered === null ? null : iso(ago(answered)),
    answered_how: answered === null ? null : 'own account', closed_at: null,
  }
}
