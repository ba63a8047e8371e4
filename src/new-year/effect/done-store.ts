import type { Db } from '../../database/open.ts'
import { compareClasses } from '../../classes/rules.ts'
import { prepared } from '../../database/prepared.ts'

const findClasses = prepared((db: Db, planId: string) => db.selectFrom('new_year_classes as n').leftJoin('classes as f', 'f.id', 'n.from_class_id').leftJoin('classes as c', 'c.id', 'n.class_id')
  .select(['n.id', 'n.name as planned', 'n.class_id', 'n.print_cards', 'c.name as now', 'f.name as from_name']).where('n.plan_id', '=', planId))

const findCards = prepared((db: Db, classIds: string[]) => db.selectFrom('class_cards').select('id').where('class_id', 'in', [...classIds, '']).orderBy('id'))

/** The classes of a plan that began or ended, and the cards of theirs that are to be printed. */
export async function listDoneClasses(db: Db, planId: string) {
  const found = await findClasses(db, planId)
  const cards = await findCards(db, found.filter(({ print_cards }) => print_cards === 1).flatMap(({ class_id }) => class_id ?? []))
  const classes = found.filter(({ planned, class_id, from_name }) => (planned === null ? from_name !== null : class_id !== null))
    .map(({ id, planned, now, class_id, from_name }) => ({ id, class_id, from_name, ends: planned === null, name: now ?? planned ?? from_name! }))
  return { classes: classes.toSorted(compareClasses), cards: cards.map(({ id }) => id) }
}
