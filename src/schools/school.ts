import type { Db } from '../database/open.ts'
import type { SealKey } from '../second-step/seal.ts'
import type { Settings } from '../settings/store.ts'

/** One school as a request sees it: its database, its settings, and the key to what is sealed in the database. */
export type School = { db: Db, settings: Settings, sealKey: SealKey }
