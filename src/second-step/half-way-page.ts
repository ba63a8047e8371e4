import { browserName } from '../accounts/rules.ts'
import type { Db } from '../database/open.ts'
import { type Form, formOf } from '../http/forms.ts'
import type { HalfWay } from './half-way.ts'
import { askToMake, askToSign } from './passkeys/ceremony.ts'
import { listPasskeys } from './passkeys/store.ts'
import type { SealKey } from './seal.ts'
import { secretModel } from './set-up-page.ts'
import { findAuthenticator } from './store.ts'

/** What views/second-step/code.ejs needs. */
export async function stepModel(db: Db, key: SealKey, { half, home }: HalfWay, form: Form) {
  const passkeys = await listPasskeys(db, half.id)
  const app = await findAuthenticator(db, key, half.id)
  const [has_app, sealed] = [Boolean(app?.confirmed_at && app.secret !== null), Boolean(app?.confirmed_at && app.secret === null)]
  const passkey = home && passkeys.length > 0 ? await askToSign({ home, challenge: half.challenge, passkeys }) : null
  return { form, name: half.name, has_app, sealed, passkey, elsewhere: home === null && passkeys.length > 0 }
}

/** What views/second-step/set-up.ejs needs; `label` is the browser's own name of itself. */
export async function setUpModel({ half, home }: HalfWay, secret: string, form: Form, { school, label }: { school: string, label: string }) {
  const options = home && await askToMake({ home, challenge: half.challenge, passkeys: [] }, half, school)
  const named = form.error('name') ? form : formOf({ name: browserName(label) })
  return { form, ...await secretModel(secret, half.email, school), action: '/sign-in/second-step/new', needed: true, passkey: options && { options, form: named } }
}
