import { isIPv4 } from 'node:net'

export type Names = { dns: string[], ips: string[] }

const HOST = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/
/** The network addresses that a school gives out within its own building (RFC 1918), and this very computer. */
export const BUILDING: readonly [from: string, mask: string][] = [
  ['10.0.0.0', '255.0.0.0'], ['172.16.0.0', '255.240.0.0'], ['192.168.0.0', '255.255.0.0'], ['127.0.0.0', '255.0.0.0'],
]

/** Names and addresses as they were typed, apart; `localhost` is always among them. Throws with words for what is neither. */
export function namesFrom(typed: readonly string[]): Names {
  const all = [...new Set([...typed.map((name) => name.trim().toLowerCase()).filter(Boolean), 'localhost', '127.0.0.1'])]
  const wrong = all.find((name) => !isIPv4(name) && (!HOST.test(name) || /^[\d.]+$/.test(name)))
  if (wrong !== undefined) throw new Error(`"${wrong}" is neither a name such as kitbook.school.example nor an address such as 192.168.1.20. Leave out https:// and the port.`)
  const abroad = all.find((name) => isIPv4(name) && !isInBuilding(name))
  if (abroad !== undefined) throw new Error(`${abroad} is an address on the internet, not one of the school's own network. Use its name instead.`)
  return { dns: all.filter((name) => !isIPv4(name)), ips: all.filter((name) => isIPv4(name)) }
}

export function ipBytes(ip: string): Buffer {
  return Buffer.from(ip.split('.').map(Number))
}

function isInBuilding(ip: string): boolean {
  const number = (address: string) => ipBytes(address).readUInt32BE()
  return BUILDING.some(([from, mask]) => ((number(ip) & number(mask)) >>> 0) === number(from))
}

/** Whether every name is, or lies under, one that the authority may vouch for. */
export function areCovered(dns: readonly string[], permitted: readonly string[]): boolean {
  return dns.every((name) => permitted.some((own) => name === own || name.endsWith(`.${own}`)))
}
