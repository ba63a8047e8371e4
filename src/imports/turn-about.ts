import type { Db } from '../database/open.ts'
import type { About } from './columns/fields.ts'
import { readAs } from './columns/recognise.ts'
import type { Import } from './detail.ts'
import { listLines } from './store.ts'

/** The same list taken as one about devices, or about people; what its columns mean is then to be confirmed. */
export async function turned(db: Db, imp: Import, about: About): Promise<Import> {
  const sample = (await listLines(db, imp.id, 0, 500)).map(([, cells]) => JSON.parse(cells) as string[])
  const { mapping } = readAs(about, imp.detail.headings, sample)
  return { ...imp, about, format: 'list', detail: { ...imp.detail, mapping, settled: false, unclear_dates: [] } }
}
