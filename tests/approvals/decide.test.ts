import { expect, test } from 'vitest'
import { nameDeputy } from '../../src/approvals/deputies.ts'
import { readApprovals } from '../../src/approvals/lending.ts'
import { Forbidden } from '../../src/errors.ts'
import { newFormKey } from '../../src/http/forms.ts'
import { askingSchool, idOf } from '../support/asking.ts'

const DAY = '2026-11-24'

async function asked(changes: Parameters<Awaited<ReturnType<typeof askingSchool>>['ask']>[0] = {}) {
  const kit = await askingSchool()
  const id = idOf(await kit.ask(changes))
  await kit.db.deleteFrom('outbox').execute()
  const row = () => kit.db.selectFrom('approvals').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  return { ...kit, id, row }
}

test('approved by the head it holds, and the one who asked is told', async () => {
  const { db, id, head, imogen, device, decide, row, letters } = await asked()
  await decide(id, { words: 'Mind the rain' })
  expect(await row()).toMatchObject({ decision: 'approved', decided_by_id: head, decided_as: 'head', granted_until: '2026-11-27', words: 'Mind the rain' })
  expect((await readApprovals(db, imogen, [device.ipad], DAY)).get(device.ipad)).toMatchObject({ approval_id: id, by: 'head' })
  expect(await letters()).toMatchObject([{ to_address: 'imogen.vale@larkfield.example', subject: 'Imogen Vale may take IP-0001 out of school until 27 Nov 2026' }])
  expect((await letters())[0]!.body_text).toContain('Approved by Hedda Marsh. “Mind the rain”')
  const events = await db.selectFrom('events').select(['verb', 'actor_id', 'data']).where('subject_id', '=', id).orderBy('id').execute()
  expect(events.at(-1)).toEqual({ verb: 'approval.approved', actor_id: head, data: JSON.stringify({ person_id: imogen, as: 'head', granted_until: '2026-11-27' }) })
})

test('declined it holds nothing, and the words are told', async () => {
  const { db, id, imogen, device, decide, row, letters } = await asked()
  await decide(id, { decision: 'declined', words: 'We need it on Thursday' })
  expect(await row()).toMatchObject({ decision: 'declined', granted_until: null })
  expect((await readApprovals(db, imogen, [device.ipad], DAY)).get(device.ipad)).toBeNull()
  const [letter] = await letters()
  expect(letter!.subject).toBe('Please keep IP-0001 in school: Imogen Vale has no permission to take it')
  expect(letter!.body_text).toContain('Hedda Marsh has declined that IP-0001 leaves the school with Imogen Vale. “We need it on Thursday”')
})

test('approved for a longer period than was asked, or a shorter one', async () => {
  const { id, decide, row, ask } = await asked()
  await decide(id, { until: '2027-07-21' })
  expect(await row()).toMatchObject({ until_day: '2026-11-27', granted_until: '2027-07-21' })
  const other = idOf(await ask())
  expect(await decide(other, { until: '2026-11-23' })).toMatchObject({ problems: [{ name: 'until', message: 'That is before it leaves' }] })
  expect(await decide(other, { until: '2027-11-26' })).toMatchObject({ problems: [{ name: 'until' }] })
  idOf(await decide(other, { until: '2026-11-24' }))
})

test('asked for by the office for a teacher, both are told', async () => {
  const { id, business, decide, letters, ask, imogen } = await asked()
  await decide(idOf(await ask({ person_id: imogen, actor: { person_id: business, desk_id: null } })))
  expect((await letters()).map(({ to_address }) => to_address).slice(-2)).toEqual(['imogen.vale@larkfield.example', 'bryony.oakes@larkfield.example'])
  expect((await decide(id)))  .toEqual({ approval_id: id })
})

test('nobody but who may decides: a teacher never, the lead not what is the head’s', async () => {
  const { id, by, decide, row } = await asked()
  await expect(decide(id, { by: by.marlo })).rejects.toThrow(Forbidden)
  await expect(decide(id, { by: by.lead })).rejects.toThrow('Only the head teacher')
  expect((await row()).decision).toBeNull()
})

test('nobody approves their own, not even the head, nor what they asked for somebody else', async () => {
  const { head, by, ask, decide, imogen } = await asked()
  await expect(decide(idOf(await ask({ person_id: head })))).rejects.toThrow('Nobody decides what they asked for themselves')
  await expect(decide(idOf(await ask({ person_id: imogen, actor: { person_id: head, desk_id: null } })))).rejects.toThrow('Nobody decides what they asked for themselves')
  await expect(decide(idOf(await ask({ codes: ['CB-0001'], person_id: by.lead.id })), { by: by.lead })).rejects.toThrow(Forbidden)
})

test('the lead decides what is the lead’s, and it does not count as the head’s', async () => {
  const { id: _, by, ask, decide, db } = await asked()
  const id = idOf(await ask({ codes: ['CB-0001'] }))
  await decide(id, { by: by.lead })
  expect(await db.selectFrom('approvals').select('decided_as').where('id', '=', id).executeTakeFirst()).toEqual({ decided_as: 'lead' })
})

test('who stands in for the head decides as the head while they do, and no longer', async () => {
  const kit = await asked()
  const name = (person_id: string, from_day: string, until_day: string | null) =>
    nameDeputy(kit.db, newFormKey(), { person_id, from_day, until_day, actor: { person_id: kit.head, desk_id: null } }, kit.clock.now)
  await name(kit.marlo, '2026-11-20', '2026-11-23')
  await name(kit.marlo, '2026-11-25', null)
  await expect(kit.decide(kit.id, { by: kit.by.marlo })).rejects.toThrow(Forbidden)
  await name(kit.marlo, DAY, DAY)
  await kit.decide(kit.id, { by: kit.by.marlo })
  expect(await kit.row()).toMatchObject({ decided_by_id: kit.marlo, decided_as: 'head' })
})

test('the second to decide hears that it is decided, the same form twice acts once', async () => {
  const { id, decide, letters, row } = await asked()
  const key = newFormKey()
  await decide(id, {}, key)
  expect(await decide(id, {}, key)).toEqual({ approval_id: id })
  expect(await decide(id, { decision: 'declined' })).toEqual({ problems: [{ name: '', message: 'Hedda Marsh has decided this already' }] })
  expect(await letters()).toHaveLength(1)
  expect((await row()).decision).toBe('approved')
})

test('twenty answers at one moment make one decision', async () => {
  const { id, decide, letters } = await asked()
  const done = await Promise.all(Array.from({ length: 20 }, (_, i) => decide(id, { decision: i % 2 ? 'approved' : 'declined' })))
  expect(done.filter((one) => 'approval_id' in one)).toHaveLength(1)
  expect(await letters()).toHaveLength(1)
})

test('after its last day, once withdrawn, or once its type stays in school there is nothing to approve', async () => {
  const { db, clock, id, decide, ask, revoke, imogen } = await asked()
  const withdrawn = idOf(await ask())
  await revoke(withdrawn, { id: imogen, roles: ['staff'] })
  expect(await decide(withdrawn)).toMatchObject({ problems: [{ message: 'It was withdrawn' }] })
  await db.updateTable('device_types').set({ off_site: 'no' }).where('name', '=', 'iPad').execute()
  expect(await decide(id)).toMatchObject({ problems: [{ message: 'Its type does not leave the school any more' }] })
  clock.now = new Date('2026-11-28T09:00:00.000Z')
  expect(await decide(id)).toMatchObject({ problems: [{ message: 'Its last day has passed' }] })
})

test('revoked it ends at once, and whoever had it is told', async () => {
  const { db, id, imogen, device, decide, revoke, letters } = await asked()
  await decide(id)
  await revoke(id, undefined, 'Needed for the play')
  expect((await readApprovals(db, imogen, [device.ipad], DAY)).get(device.ipad)).toBeNull()
  const letter = (await letters()).at(-1)!
  expect(letter.subject).toBe('Please keep IP-0001 in school: the permission of Imogen Vale is revoked')
  expect(letter.body_text).toContain('“Needed for the play”')
  expect(await revoke(id)).toMatchObject({ problems: [{ message: 'There is nothing left to end' }] })
})

test('once it is decided or withdrawn nobody is asked to decide it any more', async () => {
  const { db, imogen, ask, decide, revoke } = await askingSchool()
  const [decided, withdrawn, waiting] = [idOf(await ask()), idOf(await ask()), idOf(await ask())]
  await decide(decided)
  await revoke(withdrawn, { id: imogen, roles: ['staff'] })
  const asking = await db.selectFrom('approval_letters as l').innerJoin('outbox as o', 'o.id', 'l.letter_id')
    .select(['l.approval_id', 'o.not_sent_because']).execute()
  expect(new Map(asking.map((one) => [one.approval_id, one.not_sent_because]))).toEqual(new Map([[decided, 'settled'], [withdrawn, 'settled'], [waiting, null]]))
})

test('one’s own is given up or withdrawn without a letter to oneself; a stranger ends nothing', async () => {
  const { db, id, imogen, by, decide, revoke, letters, ask } = await asked()
  const own = { id: imogen, roles: ['staff' as const] }
  await expect(revoke(id, by.marlo)).rejects.toThrow(Forbidden)
  await expect(revoke(id, by.head)).rejects.toThrow(Forbidden)
  await decide(id)
  await expect(revoke(id, by.lead)).rejects.toThrow(Forbidden)
  await revoke(id, own)
  await revoke(idOf(await ask()), own)
  expect((await letters()).map(({ to_address }) => to_address)).toEqual(['imogen.vale@larkfield.example', 'hedda.marsh@larkfield.example'])
  expect((await db.selectFrom('events').select('verb').where('verb', 'in', ['approval.revoked', 'approval.withdrawn']).orderBy('id').execute()).map(({ verb }) => verb))
    .toEqual(['approval.revoked', 'approval.withdrawn'])
})
