import { qrSvg } from '../tags/qr.ts'
import { inFours } from './rules.ts'
import { appText } from './totp.ts'

/** What somebody reads into their authenticator app: as a picture, and to type where there is no camera. */
export async function secretModel(secret: string, email: string, school: string) {
  const svg = await qrSvg(await appText(secret, email, school))
  return { qr: `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`, secret: inFours(secret).replaceAll('-', ' ') }
}

export const WORDS = {
  wrong: 'That code is not right. Type the one that your app shows now',
  sealed: 'Kitbook cannot check your app’s codes: it was moved here without the key that they were kept under. Type one of your recovery codes',
  locked: 'Too many wrong codes. Wait a quarter of an hour',
}
