import { insertDefaultTypes } from '../device-types/defaults.ts'
import { act } from '../database/act.ts'
import { newId } from '../database/ids.ts'
import type { Db } from '../database/open.ts'
import { record } from '../events/record.ts'
import { writeSettings } from '../settings/store.ts'
import { fold, sortName } from '../text/fold.ts'
import { hasAccount } from '../auth/store.ts'

type Claim = {
  school_name: string, school_address: string, school_phone: string, name: string, email: string, password_hash: string
}

/** Claims an empty school for its first lead: settings, device types, person and account in one act. Null if claimed already. */
export function claimSchool(db: Db, claim: Claim, now: Date): Promise<{ account_id: string } | null> {
  return act(db, async (db) => {
    if (await hasAccount(db)) return null
    const { school_name, school_address, school_phone, name, email, password_hash } = claim
    await writeSettings(db, { school_name, school_address, school_phone })
    await insertDefaultTypes(db)
    const person_id = newId()
    const created_at = now.toISOString()
    await db.insertInto('people').values({
      id: person_id, name, sort_name: sortName(name), search_name: fold(name), email, kind: 'staff',
      job_title: '', first_day: null, last_day: null, created_at,
    }).execute()
    await db.insertInto('person_roles').values([{ person_id, role: 'lead' }, { person_id, role: 'staff' }]).execute()
    const account_id = newId()
    await db.insertInto('accounts').values({ id: account_id, person_id, email, password_hash, created_at, closed_at: null }).execute()
    await record(db, { person_id, desk_id: null }, now, { verb: 'school.claimed', subject: 'person', subject_id: person_id })
    return { account_id }
  })
}
