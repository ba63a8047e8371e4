import type { CustodyFacts } from '../custody/facts.ts'
import type { PersonKind } from '../database/tables.ts'
import { needsAnswer, standingOf } from '../custody/rules.ts'
import type { AtDesk } from './state.ts'

export type Lane = 'desk' | 'back'
/** The desk a scan came to, who is at it, and the moment (UTC ISO). */
export type Place = { desk_id: string, lane: Lane, at_desk: AtDesk, person_kind: PersonKind | null, moment: string }

export type Decision =
  | { do: 'lend' | 'take back' | 'wait for who' | 'wait for purpose' | 'wait for who answers' | 'wait for terms', device_ids: string[] }
  | { do: 'ask whose' | 'see', device_ids: string[] }
  /** `rest`: of a set, whether some of it is in store still. */
  | { do: 'ask if sure', device_ids: string[], rest: boolean }
  | { do: 'keeper is here' | 'tell of keeper' | 'out of use' | 'nothing to take', device_ids: string[] }

const JUST_TAKEN = 2 * 60_000

/** What a scan of one device means: domain.md's table, row by row (M1, M3, M4). `said_yes`: its keeper lets whoever is here borrow it. */
export function decideDevice(device: CustodyFacts, place: Place, said_yes = false): Decision {
  const device_ids = [device.device_id]
  const state = standingOf(device)
  if (state === 'out') return { do: decideOut(device, place), device_ids, rest: false }
  if (state === 'looked after') return { do: decideKept(device, place, said_yes), device_ids }
  if (state === 'in store') return place.lane === 'back' ? { do: 'see', device_ids } : { do: whatIsMissing(place), device_ids }
  return { do: 'out of use', device_ids }
}

function decideOut(device: CustodyFacts, place: Place): 'take back' | 'ask if sure' | 'ask whose' {
  if (isForAnybody(place)) return 'take back'
  if (device.borrower_id !== place.at_desk.person_id) return 'ask whose'
  return wasJustTaken(device, place) ? 'ask if sure' : 'take back'
}

function wasJustTaken({ taken_at, out_desk_id }: CustodyFacts, { desk_id, moment }: Place): boolean {
  return Date.parse(moment) - Date.parse(taken_at!) <= JUST_TAKEN && out_desk_id === desk_id
}

function decideKept(device: CustodyFacts, place: Place, saidYes: boolean): 'see' | 'keeper is here' | 'tell of keeper' | Missing {
  if (isForAnybody(place)) return 'see'
  if (device.keeper_id === place.at_desk.person_id) return 'keeper is here'
  return saidYes ? whatIsMissing(place) : 'tell of keeper'
}

type Missing = 'lend' | 'wait for who' | 'wait for purpose' | 'wait for who answers' | 'wait for terms'

/** What must still be said before devices go out; nothing missing means lend. */
export function whatIsMissing({ at_desk, person_kind }: Place): Missing {
  if (at_desk.person_id === null) return 'wait for who'
  if (person_kind && needsAnswer(person_kind) && at_desk.answers_id === null) return 'wait for who answers'
  if (at_desk.purpose === null) return 'wait for purpose'
  return at_desk.away?.acceptance === null ? 'wait for terms' : 'lend'
}

/** A set comes back with all of it that is out to whoever is here, or goes out with all of it that is in store; what they took here a moment ago is asked about first. */
export function decideSet(devices: CustodyFacts[], place: Place): Decision {
  const theirs = theirsOf(devices, place)
  const isUnsure = !isForAnybody(place) && theirs.some((device) => wasJustTaken(device, place))
  if (isUnsure) return { do: 'ask if sure', device_ids: idsOf(theirs), rest: inStoreOf(devices).length > 0 }
  if (theirs.length > 0) return { do: 'take back', device_ids: idsOf(theirs) }
  return place.lane === 'back' ? { do: 'nothing to take', device_ids: inStoreOf(devices) } : decideRest(devices, place)
}

/** What of a set is out to whoever is here comes back; without anybody, and in the back lane, all that is out. */
export function decideReturn(devices: CustodyFacts[], place: Place): Decision {
  const device_ids = idsOf(theirsOf(devices, place))
  return { do: device_ids.length === 0 ? 'nothing to take' : 'take back', device_ids }
}

function theirsOf(devices: CustodyFacts[], place: Place): CustodyFacts[] {
  return devices.filter((device) => standingOf(device) === 'out' && (isForAnybody(place) || device.borrower_id === place.at_desk.person_id))
}

function isForAnybody({ lane, at_desk }: Place): boolean {
  return lane === 'back' || at_desk.person_id === null
}

/** What of a set is in store goes out, whatever of it is out already. */
export function decideRest(devices: CustodyFacts[], place: Place): Decision {
  const device_ids = inStoreOf(devices)
  return { do: device_ids.length === 0 ? 'nothing to take' : whatIsMissing(place), device_ids }
}

function inStoreOf(devices: CustodyFacts[]): string[] {
  return idsOf(devices.filter((device) => standingOf(device) === 'in store'))
}

function idsOf(devices: CustodyFacts[]): string[] {
  return devices.map(({ device_id }) => device_id)
}
