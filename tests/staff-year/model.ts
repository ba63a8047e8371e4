/** What a careful secretary would have written down by hand; it knows nothing of Kitbook. */
export type Adult = { name: string, id: string, first: string, last: string | null, kind: 'staff' | 'supply', away_until: string | null }
export type Ended = { code: string, had: 'borrowed' | 'looked after', ended: 'given back' | 'written off', day: string }
/** `answers` is who answers for it beside whoever has it. */
export type Place = { with: string, as: 'borrowed' | 'looked after', answers?: string } | 'store' | 'written off'

export type Model = {
  adults: Map<string, Adult>
  /** Where each device is, by code. */
  devices: Map<string, Place>
  /** What each adult gave back or had written off, in order. */
  ended: Map<string, Ended[]>
  /** Who looked after the one laptop that is passed on and on. */
  chain: string[]
  cards: { number: number, name: string, day: string }[]
  /** Who has reserved what is still wanted, by the reservation's id. */
  reserved: Map<string, { name: string, day: string }>
}

export function emptyModel(): Model {
  return { adults: new Map(), devices: new Map(), ended: new Map(), chain: [], cards: [], reserved: new Map() }
}

export function isHere({ first, last }: Adult, day: string): boolean {
  return first <= day && (last === null || day <= last)
}

export function whoIsHere({ adults }: Model, day: string, kind: Adult['kind'] = 'staff'): Adult[] {
  return [...adults.values()].filter((one) => one.kind === kind && isHere(one, day))
}

export function has({ devices }: Model, name: string): { code: string, as: 'borrowed' | 'looked after' }[] {
  return [...devices].flatMap(([code, place]) => (typeof place === 'object' && place.with === name ? [{ code, as: place.as }] : []))
}

export function answersFor({ devices }: Model, name: string): string[] {
  return [...devices].flatMap(([code, place]) => (typeof place === 'object' && place.answers === name ? [code] : []))
}

export function inStore({ devices }: Model): string[] {
  return [...devices].flatMap(([code, place]) => (place === 'store' ? [code] : []))
}

export function goesTo(model: Model, code: string, name: string, as: 'borrowed' | 'looked after', answers?: string): void {
  model.devices.set(code, { with: name, as, ...answers !== undefined && { answers } })
}

/** It is back, or nobody waits for it any more; whoever had it is rid of it. */
export function ends(model: Model, code: string, ended: Ended['ended'], day: string): void {
  const place = model.devices.get(code)!
  if (typeof place !== 'object') throw new Error(`nobody has ${code}`)
  model.ended.set(place.with, [...model.ended.get(place.with) ?? [], { code, had: place.as, ended, day }])
  model.devices.set(code, ended === 'written off' ? 'written off' : 'store')
}
