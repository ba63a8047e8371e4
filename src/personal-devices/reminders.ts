import { type Ask, type Said, weekly } from '../reminders/ledger.ts'

type Waiting = { id: string, person: string, device: string, used_for: string }

/** Whoever may say yes to a device is told once in seven days that it waits (M23). */
export function waitingAsks({ id, person, device, used_for }: Waiting, deciders: readonly { id: string }[], today: string): Ask[] {
  return deciders.map((decider) => (
    { person_id: decider.id, kind: 'personal device', what: id, ...weekly(today), items: [`${person}: ${device}, for ${used_for}`], link: '/personal-devices' }))
}

export function exampleAsks(person_id: string, today: string): Ask[] {
  return waitingAsks({ id: 'example', person: 'A colleague', device: 'Pixel 8 telephone', used_for: 'school e-mail' }, [{ id: person_id }], today)
}

export function sayWaiting(asks: Ask[]): Said {
  const what = asks.length === 1 ? 'a personal device' : `${asks.length} personal devices`
  return {
    subject: `Please decide about ${what} used for school`, items: asks.flatMap(({ items }) => items), link: asks[0]!.link, link_words: 'Say yes, or end it',
    words: 'Until you say yes it may not be used for school. You are told once a week until you have decided.',
  }
}
