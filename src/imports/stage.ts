import type { Db } from '../database/open.ts'
import { runBeside } from '../workers/run.ts'
import { listTypes } from '../device-types/store.ts'
import type { Import } from './detail.ts'
import { stageDevices } from './stage-devices.ts'
import { stagePeople } from './stage-people.ts'
import { listLines, removeRows, updateImport } from './store.ts'
import type { Interpret, Interpreted } from './work/interpret.ts'

export type Told = Extract<Interpreted, { ask: null }>

/**
 * From an import's lines to its preview, each compared with what Kitbook holds; or to the questions that only a
 * person can answer (columns, order of dates). Can be done again after an answer.
 */
export async function stageImport(db: Db, imp: Import, now: Date): Promise<void> {
  await removeRows(db, imp.id)
  if (!imp.detail.settled) return updateImport(db, imp.id, { state: 'mapping' })
  const read = await interpret(db, imp)
  if (read.ask === 'dates') {
    return updateImport(db, imp.id, { state: 'mapping', detail: { ...imp.detail, unclear_dates: read.examples } })
  }
  const unknown_types =
    imp.about === 'devices' ? await stageDevices(db, imp, read, now) : await stagePeople(db, imp, read, now)
  const { order, several, partial_dates } = read
  await updateImport(db, imp.id, {
    state: 'preview', progress: 100,
    detail: { ...imp.detail, order, several, partial_dates, unknown_types },
  })
}

async function interpret(db: Db, imp: Import): Promise<Interpreted> {
  const types = (await listTypes(db)).map(({ id, name, code_prefix }) => ({ id, name, code_prefix }))
  const { headings, mapping, answers } = imp.detail
  const input: Interpret = {
    about: imp.about, headings, mapping, format: imp.format, answers, types, lines: await everyLine(db, imp.id),
  }
  return runBeside(new URL('./work/interpret', import.meta.url), input)
}

async function everyLine(db: Db, id: string): Promise<Interpret['lines']> {
  const lines: Interpret['lines'] = []
  for (;;) {
    const more = await listLines(db, id, lines.at(-1)?.[0] ?? 0, 2000)
    if (more.length === 0) return lines
    lines.push(...more)
  }
}
