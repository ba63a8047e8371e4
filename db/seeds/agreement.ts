import { hashOf } from '../../src/agreements/hash.ts'
import { dayOf } from '../../src/calendar/days.ts'
import type { Row } from '../../src/database/tables.ts'
import { KINDS } from '../../src/people/rules.ts'
import { type Adult, clock, iso, isHere, leadOf, type Scene } from './scene.ts'
import { addDays, staffDay } from './terms.ts'

const TITLE = 'Using the school’s laptops, iPads and cameras'
const TEXT = [
  'The devices of Marrowby Primary School are here for teaching and for the work around it. I sign for what I take, and I answer for it until it is back.',
  'In school: I write in the signing-out book who has a device and what for. After use it goes back to the suite and on charge. I leave nothing in a classroom overnight.',
  'Away from school: I take a device home only when it is allowed to leave, keep it out of sight, and never leave it in a car. What it costs me at home is mine to pay.',
  'Children: I keep no photographs or names of children on a device longer than the task needs, and none on a device of my own.',
  'Passwords and PINs are mine alone. I change them when I am asked to, and write them nowhere.',
  'When something is lost, stolen, broken or behaves oddly, I tell the computing lead at once, whatever the hour. Nobody is blamed for telling.',
].join('\n\n')

/** Who has still to sign, so that the list has its examples. */
const UNSIGNED = ['Suresh Thirunavukkarasu', 'Tunde Bamgbose', 'Wilfred Oddy', 'Leopold Nkemelu']

type Told = { agreements: Row<'agreements'>[], agreement_kinds: Row<'agreement_kinds'>[], signatures: Row<'signatures'>[], events: Row<'events'>[] }

/** The school's own agreement, signed on paper on the first day with staff in; whoever came later signed at reception (M11). */
export function signedAgreement(scene: Scene): Told {
  const { id, from } = scene
  const made_at = iso(from.getTime())
  const agreement = {
    id: id(from.getTime()), title: TITLE, text: TEXT, pdf: null, text_hash: hashOf({ title: TITLE, text: TEXT, pdf: null }), from_day: dayOf(from),
    renewal: 'new version' as const, made_at, by_id: leadOf(scene).id, ended_at: null,
  }
  const signatures = scene.adults.filter(({ part }) => !UNSIGNED.includes(part.name)).flatMap((adult) => signatureOf(scene, adult, agreement))
  return {
    agreements: [agreement], agreement_kinds: KINDS.map((kind) => ({ agreement_id: agreement.id, kind })), signatures,
    events: signatures.map(({ agreement_id, person_id, signed_at: at, how, recorded_by_id, ...signature }) => ({
      id: id(Date.parse(at)), at, verb: 'agreement.signed', actor_id: recorded_by_id, desk_id: null, subject: 'person', subject_id: person_id,
      data: JSON.stringify({ signature_id: signature.id, agreement_id, how }),
    })),
  }
}

function signatureOf(scene: Scene, adult: Adult, { id: agreement_id, text_hash }: Row<'agreements'>): Row<'signatures'>[] {
  const start = dayOf(scene.from)
  const came = adult.first_day !== null && adult.first_day > start
  const at = came ? clock(staffDay(addDays(adult.first_day!, -1), 1), '08:20') : clock(staffDay(addDays(start, -1), 1), '00:00')
  if (at > scene.now.getTime() || !isHere(adult, start) && !came) return []
  return [{
    id: scene.id(at), agreement_id, person_id: adult.id, text_hash, full_name: adult.part.name, job_title: adult.part.job, signed_at: iso(at),
    how: came ? 'reception' : 'paper', recorded_by_id: leadOf(scene).id,
  }]
}
