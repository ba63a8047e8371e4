import { hostname } from 'node:os'
import type { Config } from '../config.ts'

const ANYWHERE = ['0.0.0.0', '::']
const HERE = ['127.0.0.1', '::1']

/** Whether nobody but this very computer can reach Kitbook. */
export function isOnlyHere({ host }: Pick<Config, 'host'>): boolean {
  return [...HERE, 'localhost'].includes(host)
}

/** The address that links in mail lead to: what the school configured, never what a request claims to have asked. */
export function publicAddress(config: Pick<Config, 'publicUrl' | 'host' | 'port' | 'tls'>): string {
  if (config.publicUrl) return config.publicUrl
  const host = ANYWHERE.includes(config.host) ? hostname() : HERE.includes(config.host) ? 'localhost' : config.host
  return `${config.tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${config.port}`
}
