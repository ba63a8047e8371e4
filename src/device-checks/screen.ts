import { dayOf } from '../calendar/days.ts'
import { typedDay } from '../calendar/typed.ts'
import type { Db } from '../database/open.ts'
import { newFormKey } from '../http/forms.ts'
import { sayFor } from '../http/say.ts'
import { isOwed } from '../password-resets/rules.ts'
import { deviceNow } from '../password-resets/standing.ts'
import { listResetsOfAct } from '../password-resets/store.ts'
import { cellWords } from '../password-resets/words.ts'
import { asksFor, findingsOf } from './rules.ts'
import { checksOf } from './standing.ts'
import { findCheck } from './store.ts'

/** Stands in the place of a finding and of a kind of check: the password is reset, and nothing else is said of it (M10). */
export const PASSWORD_RESET = 'password reset'

/** `reset` is the act that a password's reset was just written down in, `day` the earlier day that is typed. */
export type Asked = { device: { id: string, code: string, type_name: string } | null, kind: string, checked: string, reset: string, day: string }

/** What views/device-checks/index.ejs needs: the device that was scanned, its checks, and the one that the digits answer. */
export async function screenModel(db: Db, { device, kind, checked, reset, day }: Asked, now: Date) {
  const lines = device ? await checksOf(db, device.id, now) : []
  const just = checked ? await findCheck(db, checked) ?? null : null
  const [just_reset] = reset ? await listResetsOfAct(db, reset) : []
  const visited = (just ?? just_reset)?.code === device?.code
  const usable = lines.filter(({ standing }) => standing.standing !== 'not needed')
  const asked = usable.find(({ kind_id }) => kind_id === kind)
    ?? usable.find(({ standing, last }) => asksFor(standing, last, visited, typedDay(day) ?? dayOf(now))) ?? null
  const password = device ? await passwordOf(db, device.id, now) : null
  const current = kind === PASSWORD_RESET && password?.owed ? null : asked
  return {
    device, lines, current, just: just && toldOf(just, now), form_key: newFormKey(), password, day,
    just_reset: just_reset ? { code: just_reset.code, act: reset } : null,
    gone: lines.length > 0 && usable.length === 0,
    findings: current ? findingsOf(current).map((finding, i) => ({ finding, digit: i + 1, passes: i === 0 })) : [],
  }
}

/** Where its password's reset stands; null where it needs none now. */
async function passwordOf(db: Db, deviceId: string, now: Date) {
  const cell = (await deviceNow(db, deviceId, now))?.cells[0]
  if (!cell || cell.standing === 'not needed') return null
  return { owed: isOwed(cell.standing), standing: cell.standing, words: cellWords(cell, sayFor(now)) }
}

type Just = NonNullable<Awaited<ReturnType<typeof findCheck>>>

function toldOf({ code, kind_name, finding, passed, valid_until }: Just, now: Date) {
  const until = valid_until === null ? '' : `, holds until ${sayFor(now).day(valid_until)}`
  return passed === 1
    ? { kind: 'back', words: `${code} passed`, more: [`${kind_name}: ${finding}${until}`] }
    : { kind: 'refused', words: `${code} failed`, more: [`${kind_name}: ${finding}`] }
}
