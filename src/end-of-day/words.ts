import type { CountedIn, CountIn } from './count-in.ts'

/** As views/shared/_answer.ejs takes it. */
export type Told = { kind: 'back' | 'again' | 'refused' | 'unknown', words: string, more: string[] }

type When = (instant: string) => string

/** What the page says to one scan or look, by what it did. */
export function toldOf({ devices, unknown }: CountIn, when: When): Told {
  const strange = unknown.map((text) => `Nobody knows “${text}”. Nothing was counted for it.`)
  const more = [...devices.flatMap((device) => heedOf(device, devices.length > 1, when)), ...strange]
  const [one] = devices
  if (!one) return { kind: 'unknown', words: unknown.length > 0 ? `Nobody knows “${unknown.join(' ')}”` : 'Nothing was read', more: ['Nothing was counted. Check the tag and scan it again.'] }
  if (devices.length === 1) return { ...ONE[one.did](one), more }
  return { kind: devices.every(({ did }) => did === 'again') ? 'again' : 'back', words: `${devices.length} devices counted`, more: [devices.map(({ code }) => code).join(', '), ...more] }
}

const ONE: Record<CountedIn['did'], (device: CountedIn) => Pick<Told, 'kind' | 'words'>> = {
  'back': ({ code }) => ({ kind: 'back', words: `${code} back` }),
  'in': ({ code }) => ({ kind: 'back', words: `${code} is in` }),
  'again': ({ code }) => ({ kind: 'again', words: `${code}: already counted` }),
  'out of use': ({ code, because }) => ({ kind: 'refused', words: `${code} is ${because}` }),
}

function heedOf({ code, because, ...device }: CountedIn, named: boolean, when: When): string[] {
  const whose = named ? `${code}: ` : ''
  if (because) return [`${named ? `${code} is ${because}. ` : ''}It was seen here just now. Keep it here and tell the computing lead.`]
  return device.not_back_since ? [`${whose}${wasNotBack(device.not_back_since, device, when)}`] : []
}

type Seen = { last_seen_at: string | null, last_place: string | null }

/** "It was not back since Mon 23 Nov, 3:50 pm. Before that it was last seen at 9:00 am at the Suite desk." */
export function wasNotBack(since: string, { last_seen_at, last_place }: Seen, when: When): string {
  const seen = last_seen_at ? ` It was last seen ${when(last_seen_at)}, ${placeWords(last_place!)}.` : ''
  return `It was not back since ${when(since)}.${seen}`
}

/** A place as part of a sentence: "at the suite", "at Suite desk", "going with its keeper". */
export function placeWords(place: string): string {
  return place.startsWith('going ') ? place : `at ${place}`
}
