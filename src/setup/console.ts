import type { Config } from '../config.ts'
import { isOnlyHere } from '../mail/address.ts'

/** Tells whoever started Kitbook where it is and what to do first. */
export function sayWhereToGo(config: Config, setUpCode: string | null): void {
  const host = ['0.0.0.0', '::', '127.0.0.1', '::1'].includes(config.host) ? 'localhost' : config.host
  const address = config.publicUrl ?? `${config.tls ? 'https' : 'http'}://${host}:${config.port}`
  const lines = [`Kitbook is ready at ${address}`]
  if (setUpCode) {
    lines.push('', 'This school is not set up yet. Open this address to begin:', `  ${address}/set-up?code=${setUpCode}`,
      `or type the code there: ${setUpCode}`)
  }
  if (isOnlyHere(config)) lines.push('', 'Only this computer can open it so far; HOST=0.0.0.0 opens it to the school’s network.')
  lines.push('', `Its data is in ${config.dataDir}. Press Ctrl+C to stop.`)
  console.log(lines.join('\n'))
}
