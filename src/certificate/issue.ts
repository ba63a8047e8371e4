import { X509Certificate } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { certificateFiles } from './folder.ts'
import { areCovered, namesFrom } from './names.ts'
import { makeAuthority, makeServer, type Pair } from './x509.ts'

type Wish = { folder: string, names: readonly string[], newAuthority: boolean }
export type Issued = { isNewAuthority: boolean, names: string[], until: Date }

/** An authority that ends sooner than a new server's certificate would is of no use for it. */
const LEAST_LEFT_MS = 801 * 24 * 3600_000

/**
 * Makes a certificate for a server under these names, and the school's own authority the first time; later ones are
 * signed by the same, so that devices that trust it need nothing new. Throws with words where it would vouch for a
 * name that it may not.
 */
export function issueCertificate({ folder, names: typed, newAuthority }: Wish, now: Date): Issued {
  const names = namesFrom(typed)
  const { authority, authorityKey, permitted, server, serverKey } = certificateFiles(folder)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const kept = newAuthority ? null : keptAuthority(folder, names.dns, now)
  const own = kept ?? makeAuthority(`Kitbook at ${hostname().slice(0, 40)} ${now.toISOString().slice(0, 10)}`, names, now)
  const made = makeServer({ ...own, subject: subjectOf(own.certificate) }, names, now)
  if (!kept) {
    write(authorityKey, own.key, 0o600)
    write(authority, own.certificate, 0o644)
    write(permitted, names.dns.join('\n'), 0o644)
  }
  write(serverKey, made.key, 0o600)
  write(server, made.certificate, 0o644)
  return { isNewAuthority: !kept, names: [...names.dns, ...names.ips], until: new Date(new X509Certificate(made.certificate).validTo) }
}

function keptAuthority(folder: string, dns: string[], now: Date): Pair | null {
  const { authority, authorityKey, permitted } = certificateFiles(folder)
  if (![authority, authorityKey, permitted].every(existsSync)) return null
  const certificate = readFileSync(authority, 'utf8')
  if (Date.parse(new X509Certificate(certificate).validTo) - now.getTime() < LEAST_LEFT_MS) return null
  if (!areCovered(dns, readFileSync(permitted, 'utf8').split('\n'))) {
    throw new Error('The school’s own authority was made for other names. Add --new-authority to make another; every device must then be told to trust that one.')
  }
  return { certificate, key: readFileSync(authorityKey, 'utf8') }
}

function subjectOf(certificate: string): string {
  return /CN=(.*)/.exec(new X509Certificate(certificate).subject)![1]!
}

/** Whole or not at all, and never readable by others for a moment. */
function write(file: string, words: string, mode: number): void {
  const beside = `${file}.new`
  writeFileSync(beside, words, { mode })
  chmodSync(beside, mode)
  renameSync(beside, file)
}
