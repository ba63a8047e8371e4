import { can, type Capability, ROLE_NAMES, ROLES } from '../auth/permissions.ts'

/** What each capability lets somebody do, in words; a new one needs its line here to compile. */
const MAY: Record<Capability, string> = {
  'see-devices': 'see the devices', 'book-out': 'book out for themselves', 'book-out-for-others': 'book out for others',
  'edit-devices': 'add and change devices', 'take-out-of-use': 'take devices out of use', 'see-people': 'see people',
  'edit-people': 'add and change people and classes', 'arrange-returns': 'arrange by when somebody’s devices come back', 'grant-roles': 'give roles and accounts', 'read-book': 'read the signing-out book',
  'trace-devices': 'find out who had a device when', 'correct-book': 'correct the book', 'open-desk': 'open desks', 'import-lists': 'bring in lists',
  'print-labels': 'print labels', 'change-settings': 'change the settings', 'do-end-of-day': 'do the end-of-day check',
  'sign-exceptions': 'sign exceptions from the check', 'pause-day': 'pause the day', 'extend-loans': 'extend loans',
  'record-signatures': 'record signatures of the agreement', 'record-checks': 'record device checks',
  'override-off-site': 'let a device leave against the rules', 'name-deputies': 'name who stands in for the head',
  'record-resets': 'record password resets', 'keep-calendar': 'keep the calendar', 'take-school-file': 'take the whole school’s records out as a file',
  'prepare-holidays': 'prepare a long holiday', 'write-off': 'write off what a leaver cannot give back', 'see-personal-devices': 'see who uses a device of their own',
  'plan-new-year': 'prepare the new school year', 'see-new-year': 'see the plan of the new school year',
  'keep-master-passwords': 'keep the list of who holds master passwords',
}

/** Each role with all that it may do, as the routes themselves decide it. */
export const ROLES_IN_WORDS = ROLES.map((role) => ({
  name: ROLE_NAMES[role], may: (Object.keys(MAY) as Capability[]).filter((capability) => can([role], capability)).map((capability) => MAY[capability]),
}))
