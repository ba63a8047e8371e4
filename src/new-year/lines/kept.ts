import type { Db } from '../../database/open.ts'
import { prepared } from '../../database/prepared.ts'

/** Who looks after some devices now. */
export const listKeptOf = prepared((db: Db, deviceIds: string[]) => db.selectFrom('allocations').select(['device_id', 'keeper_id'])
  .where('device_id', 'in', [...deviceIds, '']).where('until_at', 'is', null))
