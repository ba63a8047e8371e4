import type { Role } from '../database/tables.ts'

/** Whoever is signed in: an account, the person it belongs to and the roles that person holds now. */
export type Account = {
  id: string, person_id: string, name: string, email: string, roles: Role[], session_id: string
}
