import type { Db } from '../database/open.ts'
import { runBeside } from '../workers/run.ts'
import type { Detail, Import } from './detail.ts'
import { inParts } from './in-parts.ts'
import { findMapping } from './remembered.ts'
import { stageImport } from './stage.ts'
import { insertLines, updateImport } from './store.ts'
import type { FileFacts, FileRead } from './work/read.ts'

export const BROKEN =
  'Kitbook could not finish reading this list. Choose it again, or tell whoever looks after Kitbook.'

/**
 * Reads a file that was chosen, in a thread, and keeps its lines until it is applied or thrown away; then goes on
 * to the preview, or stops to ask. A file that cannot be read leaves its import `failed`, with a sentence.
 */
export async function readFile(db: Db, imp: Import, bytes: Uint8Array, now: Date): Promise<void> {
  const read = await runBeside<Uint8Array, FileRead>(new URL('./work/read', import.meta.url), bytes)
  if (!read.ok) return fail(db, imp, read.sentence)
  await inParts(read.lines, 500, async (lines, done) => {
    await insertLines(db, imp.id, lines)
    await updateImport(db, imp.id, { progress: Math.round(done / read.lines.length * 30) })
  })
  const remembered = read.facts.format === 'list' ? await findMapping(db, read.facts.headings) : null
  const known = { ...imp, ...detailFrom(imp, read.facts, read.lines.length, remembered) }
  await updateImport(db, imp.id, { about: known.about, format: known.format, detail: known.detail, progress: 30 })
  await stageImport(db, known, now)
}

export async function fail(db: Db, imp: Import, sentence: string): Promise<void> {
  await updateImport(db, imp.id, { state: 'failed', detail: { ...imp.detail, sentence } })
}

function detailFrom(imp: Import, facts: FileFacts, lines: number, remembered: Awaited<ReturnType<typeof findMapping>>) {
  const { encoding, separator, heading_line, headings, format, sure } = facts
  const { about, mapping } = remembered ?? facts
  const detail: Detail = {
    ...imp.detail,
    encoding, separator, heading_line, headings, lines, mapping, settled: sure || remembered !== null,
  }
  return { about, format, detail }
}
