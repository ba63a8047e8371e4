import type { Db } from '../database/open.ts'
import { addressOf } from '../http/address.ts'
import { mendAfter, wordsOf } from './dry-run/words.ts'
import { listDoneClasses } from './effect/done-store.ts'
import { listLeft } from './effect/store.ts'
import { listKeepers, listTrolleys } from './lines/store.ts'
import type { Plan } from './store.ts'

/** What views/new-year/_done.ejs needs of a plan that is in effect: what was done, what was left and what waits. */
export async function doneModel(db: Db, plan: Plan) {
  const left = (await listLeft(db, plan.id)).map((one) => ({ id: one.id, words: wordsOf({ code: one.code, about: one }, (day) => day), mend: mendAfter({ about: one }), device_id: one.device_id, set_id: one.set_id }))
  const { classes, cards } = await listDoneClasses(db, plan.id)
  const keepers = await listKeepers(db, plan.id)
  return {
    plan, left, classes, cards_href: cards.length > 0 ? addressOf('/labels', { what: 'classes', cards: cards.join(',') }) : null,
    trolleys: (await listTrolleys(db, plan.id)).filter(({ set_id }) => !left.some((one) => one.set_id === set_id))
      .map((one) => ({ ...one, class_name: classes.find(({ id }) => id === one.line_id)?.name ?? '' })),
    handed_on: keepers.filter(({ done_at }) => done_at !== null),
    waiting: keepers.filter(({ done_at, device_id }) => done_at === null && !left.some((one) => one.device_id === device_id)),
  }
}
