/** Where a passkey is good: the address that it is bound to, and that address's name. */
export type Home = { origin: string, name: string }

/**
 * The address under which people may have passkeys, or null: browsers make them only where the page is secure, and they are
 * bound to the name. `host` is what the browser asked for; it counts on this very computer only.
 */
export function homeOfPasskeys(publicUrl: string | undefined, host = ''): Home | null {
  const { protocol, hostname, origin } = new URL(publicUrl ?? localAddress(host))
  return protocol === 'https:' || hostname === 'localhost' ? { origin, name: hostname } : null
}

function localAddress(host: string): string {
  return /^localhost(:\d+)?$/.test(host) ? `http://${host}` : 'http://elsewhere.invalid'
}
