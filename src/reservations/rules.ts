import type { Row } from '../database/tables.ts'

/** One lesson, or several in a row, of a day; HH:MM. */
export type Span = Pick<Row<'reservations'>, 'starts' | 'ends'>

/** What a reservation that stands wants; `wanted` is a number of a type. */
export type Want = Span & Pick<Row<'reservations'>, 'id' | 'type_id' | 'set_id' | 'device_id' | 'wanted'>

/** A device that can be reserved; `from`: from when on the day (HH:MM) it is in the store again, '' where it is now. */
export type Stock = { device_id: string, type_id: string, set_id: string | null, from: string }

export function overlaps(one: Span, other: Span): boolean {
  return one.starts < other.ends && one.ends > other.starts
}

/** Whether a device is wanted by its own code, or with the set that it lives in. */
export function isNamedBy(want: Pick<Want, 'device_id' | 'set_id'>, device: Pick<Stock, 'device_id' | 'set_id'>): boolean {
  return want.device_id === device.device_id || (want.set_id !== null && want.set_id === device.set_id)
}

/**
 * How many of a type can still be had through the whole of a span: what is there when it starts, less what is wanted of it by
 * name, less the numbers wanted of it at the most crowded moment. Below nothing where more is wanted than there is.
 */
export function freeOf(type_id: string, span: Span, stock: readonly Stock[], wants: readonly Want[]): number {
  const beside = wants.filter((want) => overlaps(want, span))
  return Math.min(...momentsOf(span, beside).map((moment) => freeAt(type_id, moment, stock, beside)))
}

/** Where a count can change within a span: when it starts, and when anything else does. */
function momentsOf(span: Span, wants: readonly Want[]): string[] {
  return [...new Set([span.starts, ...wants.map(({ starts }) => starts).filter((starts) => starts > span.starts)])]
}

/** How many of a type can still be had at a moment (HH:MM); below nothing where more is wanted. */
export function freeAt(type_id: string, moment: string, stock: readonly Stock[], wants: readonly Want[]): number {
  const then = wants.filter(({ starts, ends }) => starts <= moment && moment < ends)
  const there = stock.filter((device) => device.type_id === type_id && device.from <= moment && !then.some((want) => isNamedBy(want, device)))
  return then.reduce((free, want) => free - (want.type_id === type_id ? want.wanted : 0), there.length)
}

/** What stands in the way of one more: somebody has reserved the very thing; it is not there then; or of a type there would be too few. */
export type InTheWay = { taken: string[], away: boolean, short: { type_id: string, free: number }[] }

/** `free` is what there is without the new one; `taken` are the ids of reservations of the same device or set, or of one within the other. */
export function inTheWay(want: Want, stock: readonly Stock[], wants: readonly Want[]): InTheWay {
  const beside = wants.filter(({ id }) => id !== want.id)
  const named = stock.filter((device) => isNamedBy(want, device))
  const types = want.type_id === null ? [...new Set(named.map(({ type_id }) => type_id))] : [want.type_id]
  const short = types.filter((type_id) => freeOf(type_id, want, stock, [...beside, want]) < 0)
  const taken = beside.filter((other) => overlaps(other, want) && named.some((device) => isNamedBy(other, device))).map(({ id }) => id)
  const away = want.type_id === null && !named.some(({ from }) => from <= want.starts)
  return { taken, away, short: short.map((type_id) => ({ type_id, free: Math.max(0, freeOf(type_id, want, stock, beside)) })) }
}

export type Lesson = Span & { name: string }

/** The lessons that somebody ticked (by when they start) as few spans: those that follow each other are one, "first to last". */
export function spansOf(lessons: readonly Lesson[], ticked: readonly string[]): Lesson[] {
  const spans: Lesson[][] = []
  for (const [i, lesson] of lessons.entries()) {
    if (!ticked.includes(lesson.starts)) continue
    const last = spans.at(-1)
    if (last && last.at(-1) === lessons[i - 1]) last.push(lesson)
    else spans.push([lesson])
  }
  return spans.map((run) => ({ name: run.length === 1 ? run[0]!.name : `${run[0]!.name} to ${run.at(-1)!.name}`, starts: run[0]!.starts, ends: run.at(-1)!.ends }))
}
