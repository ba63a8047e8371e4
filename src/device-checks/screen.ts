import { dayOf } from '../calendar/days.ts'
import type { Db } from '../database/open.ts'
import { newFormKey } from '../http/forms.ts'
import { sayFor } from '../http/say.ts'
import { asksFor, findingsOf } from './rules.ts'
import { checksOf } from './standing.ts'
import { findCheck } from './store.ts'

export type Asked = { device: { id: string, code: string, type_name: string } | null, kind: string, checked: string }

/** What views/device-checks/index.ejs needs: the device that was scanned, its checks, and the one that the digits answer. */
export async function screenModel(db: Db, { device, kind, checked }: Asked, now: Date) {
  const lines = device ? await checksOf(db, device.id, now) : []
  const just = checked ? await findCheck(db, checked) ?? null : null
  const visited = just !== null && just.code === device?.code
  const usable = lines.filter(({ standing }) => standing.standing !== 'not needed')
  const current = usable.find(({ kind_id }) => kind_id === kind)
    ?? usable.find(({ standing, last }) => asksFor(standing, last, visited, dayOf(now))) ?? null
  return {
    device, lines, current, just: just && toldOf(just, now), form_key: newFormKey(),
    gone: lines.length > 0 && usable.length === 0,
    findings: current ? findingsOf(current).map((finding, i) => ({ finding, digit: i + 1, passes: i === 0 })) : [],
  }
}

type Just = NonNullable<Awaited<ReturnType<typeof findCheck>>>

function toldOf({ code, kind_name, finding, passed, valid_until }: Just, now: Date) {
  const until = valid_until === null ? '' : `, holds until ${sayFor(now).day(valid_until)}`
  return passed === 1
    ? { kind: 'back', words: `${code} passed`, more: [`${kind_name}: ${finding}${until}`] }
    : { kind: 'refused', words: `${code} failed`, more: [`${kind_name}: ${finding}`] }
}
