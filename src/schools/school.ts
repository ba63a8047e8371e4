import type { Db } from '../database/open.ts'
import type { Settings } from '../settings/store.ts'

/** One school as a request sees it: its database and its settings. */
export type School = { db: Db, settings: Settings }
