import { X509Certificate } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Where a school's own certificates are: `ca.crt` is for every device, `server.*` for this server, `ca.key` for nobody. */
export function certificateFiles(folder: string) {
  return {
    authority: join(folder, 'ca.crt'), authorityKey: join(folder, 'ca.key'), permitted: join(folder, 'ca-names.txt'),
    server: join(folder, 'server.crt'), serverKey: join(folder, 'server.key'),
  }
}

/** `until` is the server's certificate's last day (YYYY-MM-DD). */
export type Standing = { names: string[], until: string, fingerprint: string }

/** What the page says of the certificates; null where the school has made none. */
export function standingOf(folder: string): Standing | null {
  const { authority, server } = certificateFiles(folder)
  if (!existsSync(authority) || !existsSync(server)) return null
  const [own, of] = [new X509Certificate(readFileSync(authority)), new X509Certificate(readFileSync(server))]
  const names = (of.subjectAltName ?? '').split(', ').map((name) => name.replace(/^(DNS|IP Address):/, ''))
  return {
    names: names.filter((name) => name !== 'localhost' && name !== '127.0.0.1'),
    until: new Date(of.validTo).toISOString().slice(0, 10), fingerprint: own.fingerprint256,
  }
}
