import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import type { Db } from '../../database/open.ts'
import { type Form, formOf, parseForm } from '../../http/forms.ts'
import { madeForm, signedForm } from '../forms.ts'
import type { HalfWay } from '../half-way.ts'
import { addPasskey, passkeySigns } from './acts.ts'

const refusal = (name: string, message: string) => formOf({}, [{ name, message }])

/** The second step taken with a passkey: null, or the form with what went wrong. */
export async function signWithPasskey(db: Db, { half, home }: HalfWay, body: unknown, now: Date): Promise<Form | null> {
  const parsed = parseForm(signedForm, body)
  if (!parsed.ok) return parsed.form
  const answer = parsed.data.answer as unknown as AuthenticationResponseJSON
  const signs = home !== null && await passkeySigns(db, half.id, answer, { home, challenge: half.challenge }, now)
  return signs ? null : refusal('answer', 'That passkey is not one of yours here. Try again, or type a code')
}

/** Two steps set up with a first passkey: the recovery codes, or the form with what went wrong. */
export async function makePasskey(db: Db, { half, home, set_up }: HalfWay, body: unknown, now: Date): Promise<{ codes: string[] } | { refused: Form }> {
  const parsed = parseForm(madeForm, body)
  if (!parsed.ok) return { refused: parsed.form }
  const { answer, name } = parsed.data
  const asked = home && !set_up ? { home, challenge: half.challenge } : null
  const added = asked && await addPasskey(db, half, answer as unknown as RegistrationResponseJSON, asked, name, now)
  return added ?? { refused: refusal('name', 'That did not work. Try again, or with another device') }
}
