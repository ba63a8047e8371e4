import type { Account } from '../auth/account.ts'
import type { Db } from '../database/open.ts'
import type { Desk } from '../desk/desk.ts'
import type { School } from '../schools/school.ts'

declare global {
  namespace Express {
    interface Request {
      /** The school this request is for, and its database. */
      school: School
      db: Db
      /** The moment the request is answered for. */
      now: Date
      /** Whoever is signed in, and the shared screen it comes from: either, both or neither. */
      viewer: Account | null
      desk: Desk | null
    }
  }
}
