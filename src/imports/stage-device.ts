import { newId } from '../database/ids.ts'
import { deviceAfter, isSameDevice } from './compare/device.ts'
import { homeAfter } from './compare/homes.ts'
import type { KnownDevices } from './compare/known-devices.ts'
import { compareLoan } from './compare/loan.ts'
import { matchDevice } from './compare/match.ts'
import type { DeviceRun } from './device-run.ts'
import type { ReadDevice } from './lines/read.ts'
import { type DeviceState, type LoanFields, type OutOfUseFields, PARTS, staged, type StagedRow } from './rows.ts'

/** A line as the preview shows it: the device, and the loan or the end of use that comes with it. */
export async function stageDevice(row: ReadDevice, known: KnownDevices, run: DeviceRun): Promise<StagedRow[]> {
  if (row.problems.length > 0) return [problemRow(row, row.problems)]
  const match = matchDevice(row, known)
  if ('problem' in match) return [problemRow(row, [match.problem])]
  const { existing } = match
  const problem = existing ? metBefore(existing.device.id, row.line, run) : typeProblem(row, run)
  return problem === null ? compareAll(row, existing, known, run) : [problemRow(row, [problem])]
}

function metBefore(id: string, line: number, run: DeviceRun): string | null {
  const met = run.met.get(id)
  if (met !== undefined) return `This is the device of line ${met} again`
  run.met.set(id, line)
  return null
}

function typeProblem({ type_id, unknown_type }: ReadDevice, run: DeviceRun): string | null {
  if (type_id !== null) return null
  const key = unknown_type ?? ''
  run.unknown.set(key, (run.unknown.get(key) ?? 0) + 1)
  return key === '' ? 'Nothing says what it is' : `None of your types is “${key}”`
}

function problemRow(row: ReadDevice, problems: string[]): StagedRow {
  const label = row.code ?? row.serial ?? row.computer_name
  return staged({
    line: row.line, part: row.part, what: 'device', status: 'problem', reasons: [...problems, ...row.cautions],
    fields: { label, words: [row.make, row.model].filter(Boolean).join(' ') },
  })
}

async function compareAll(
  row: ReadDevice, existing: DeviceState | null, known: KnownDevices, run: DeviceRun,
): Promise<StagedRow[]> {
  const { home, cautions } = homeAfter(row, existing?.device ?? null, run.homes)
  const free = row.code !== null && !known.tags.has(row.code)
  const code =
    existing || free
      ? (row.code ?? '')
      : await run.giveCode(run.types.find(({ id }) => id === row.type_id)!.code_prefix)
  const wished = existing || free ? row : { ...row, code }
  const after = deviceAfter(wished, existing, { id: newId(), code, home, now: run.now }, known.tags)
  const reasons = [...row.cautions, ...cautions, ...cautionsOf(row, after, existing, known)]
  if (!existing && !row.code_stated && !free) {
    reasons.push(`The list has no code for it, so it gets ${after.device.code}`)
  }
  const device = staged({
    line: row.line, part: row.part, what: 'device', status: statusOf(existing, after), reasons, fields: after,
    target_id: after.device.id, before: existing,
  })
  return [device, ...outOfUse(row, after, existing), ...loan(row, after, known, run)]
}

function statusOf(existing: DeviceState | null, after: DeviceState) {
  if (!existing) return 'new'
  return isSameDevice(existing, after) ? 'unchanged' : 'changed'
}

function cautionsOf(row: ReadDevice, after: DeviceState, existing: DeviceState | null, known: KnownDevices): string[] {
  const lost = row.tags.filter(({ text }) => known.tags.has(text) && !after.tags.some((tag) => tag.text === text))
    .map(({ text, what }) => `The ${what} ${text} is another device’s already, so scanning it finds that one`)
  const inUse = existing && row.because !== null && !known.out_of_use.has(after.device.id)
  return inUse ? [...lost, `The list says that it is ${row.because}, but it is in use in Kitbook: see its page`] : lost
}

function outOfUse(row: ReadDevice, { device }: DeviceState, existing: DeviceState | null): StagedRow[] {
  if (row.because === null || existing) return []
  const fields: OutOfUseFields = { id: newId(), device_id: device.id, because: row.because, code: device.code }
  return [
    staged({
      line: row.line, part: PARTS.outOfUse + row.part, what: 'out of use', status: 'new', reasons: [], fields,
      target_id: fields.id,
    }),
  ]
}

function loan(row: ReadDevice, { device }: DeviceState, known: KnownDevices, run: DeviceRun): StagedRow[] {
  if (row.out_to === null) return []
  const out_of_use = known.out_of_use.get(device.id) ?? row.because
  const { status, reason, borrower } = compareLoan(
    row.out_to, { id: device.id, code: device.code, out_of_use }, known, run.today,
  )
  const fields: LoanFields | object = borrower
    ? {
        id: newId(), device_id: device.id, borrower_id: borrower.id, code: device.code, who: borrower.name,
        due_on: row.out_to.due_on,
      }
    : { label: device.code, words: '' }
  return [
    staged({
      line: row.line, part: PARTS.loan + row.part, what: 'loan', status, reasons: reason ? [reason] : [], fields,
      target_id: 'id' in fields ? fields.id : null,
    }),
  ]
}
