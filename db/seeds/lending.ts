import type { LoanOutcome, LoanSource } from '../../src/database/tables.ts'
import { between, chance } from './random.ts'
import { type Adult, clock, dayAt, isFree, type Kit, minutes, type Room, type Scene } from './scene.ts'
import { staffDay } from './terms.ts'

/** One loan as it will be written, its instants in milliseconds; `back` is null while it is out. */
export type Lending = {
  id: string, kit: Kit, borrower: Adult, answers: Adult, room: Room | null, purpose: string
  taken: number, due: number, back: number | null, outcome: LoanOutcome | null
  off_site: boolean, source: LoanSource, desk: number, voided: number | null
}

/** What somebody has in mind: they take it now and mean to bring it back at `until`. */
export type Want = {
  borrower: Adult, answers?: Adult, room?: Room | null, purpose: string
  taken: number, until: number, due: number, off_site?: boolean, source?: LoanSource, desk?: number
}

/** Books a device out and tells how it ended: mostly as meant, sometimes late, forgotten or a slip of the hand. */
export function lend(scene: Scene, kit: Kit, want: Want): Lending {
  return book(scene, kit, want, ending(scene, kit, want))
}

/** Books a device out with an ending that is given; null is still out. */
export function book(scene: Scene, kit: Kit, want: Omit<Want, 'until'>, end: Ending | null): Lending {
  const { answers = want.borrower, room = null, off_site = false, source = 'desk', desk = 0 } = want
  kit.free_from = end === null ? Infinity : end.voided ?? end.back!
  return {
    id: scene.id(want.taken), kit, borrower: want.borrower, answers, room, purpose: want.purpose,
    taken: want.taken, due: want.due, off_site, source, desk,
    back: end?.back ?? null, outcome: end?.outcome ?? null, voided: end?.voided ?? null,
  }
}

export type Ending = { back: number | null, outcome: LoanOutcome | null, voided?: number }

function ending(scene: Scene, kit: Kit, want: Want): Ending {
  const asMeant: Ending = { back: want.until, outcome: 'returned' }
  const unusual = unlucky(scene, want)
  const fits = unusual && isFree(kit, want.taken, unusual.back ?? want.taken)
  return fits ? unusual : asMeant
}

function unlucky({ random }: Scene, want: Want): Ending | null {
  const luck = random()
  if (luck < 0.004) return { back: null, outcome: null, voided: want.taken + minutes(between(random, 1, 4)) }
  if (luck < 0.010) {
    const morning = clock(staffDay(dayAt(want.due), 1), '08:30') + minutes(between(random, 0, 25))
    return { back: morning, outcome: chance(random, 0.3) ? 'returned unscanned' : 'returned' }
  }
  return luck < 0.035 ? { back: want.due + minutes(between(random, 3, 45)), outcome: 'returned' } : null
}
