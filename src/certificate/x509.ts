import { createHash, createPublicKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { bits, type Der, integer, octets, oid, ownParts, ownValue, sequence, set, text, time, yes } from './der.ts'
import { BUILDING, ipBytes, type Names } from './names.ts'

/** A certificate and its private key, both PEM. */
export type Pair = { certificate: string, key: string }
type Facts = { subject: string, issuer: string, from: Date, until: Date, extensions: Der[] }

const ECDSA_SHA256 = sequence(oid('1.2.840.10045.4.3.2'))
const DAY_MS = 24 * 3600_000
/** iPads trust no server's certificate for longer than 825 days, whoever signed it. */
const SERVER_DAYS = 800
const AUTHORITY_DAYS = 3650

/**
 * A school's own authority. Should its key ever be stolen, it vouches for nothing but these names and addresses within
 * the building: a device that trusts it trusts no forged bank.
 */
export function makeAuthority(subject: string, { dns }: Pick<Names, 'dns'>, now: Date): Pair {
  const { privateKey, publicKey } = newKeys()
  const permitted = [
    ...dns.map((name) => sequence(ownValue(2, Buffer.from(name)))),
    ...BUILDING.map(([from, mask]) => sequence(ownValue(7, Buffer.concat([ipBytes(from), ipBytes(mask)])))),
  ]
  const extensions = [
    extension('2.5.29.19', sequence(yes, integer(Buffer.from([0]))), true),
    extension('2.5.29.15', bits(Buffer.from([0x06]), 1), true),
    extension('2.5.29.30', sequence(ownParts(0, ...permitted)), true),
    extension('2.5.29.14', octets(keyId(publicKey))),
  ]
  const facts = { subject, issuer: subject, from: before(now), until: after(now, AUTHORITY_DAYS), extensions }
  return { certificate: signed(facts, publicKey, privateKey), key: privateKey }
}

/** A server's certificate: its names as alternative names and the purpose *server*, without which iPads refuse it. */
export function makeServer(authority: Pair & { subject: string }, { dns, ips }: Names, now: Date): Pair {
  const { privateKey, publicKey } = newKeys()
  const names = [...dns.map((name) => ownValue(2, Buffer.from(name))), ...ips.map((ip) => ownValue(7, ipBytes(ip)))]
  const extensions = [
    extension('2.5.29.19', sequence(), true),
    extension('2.5.29.15', bits(Buffer.from([0x80]), 7), true),
    extension('2.5.29.37', sequence(oid('1.3.6.1.5.5.7.3.1'))),
    extension('2.5.29.17', sequence(...names)),
    extension('2.5.29.35', sequence(ownValue(0, keyId(publicOf(authority.key))))),
  ]
  const facts = { subject: dns[0]!.slice(0, 64), issuer: authority.subject, from: before(now), until: after(now, SERVER_DAYS), extensions }
  return { certificate: signed(facts, publicKey, authority.key), key: privateKey }
}

/** Clocks of school devices differ: what is valid from now on is valid since yesterday. */
const before = (now: Date) => new Date(now.getTime() - DAY_MS)
const after = (now: Date, days: number) => new Date(now.getTime() + days * DAY_MS)

function newKeys(): { privateKey: string, publicKey: Der } {
  const { privateKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256', privateKeyEncoding: { type: 'pkcs8', format: 'pem' }, publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
  return { privateKey, publicKey: publicOf(privateKey) }
}

function publicOf(privateKey: string): Der {
  return createPublicKey(privateKey).export({ type: 'spki', format: 'der' })
}

function keyId(publicKey: Der): Buffer {
  return createHash('sha1').update(publicKey).digest()
}

function extension(id: string, value: Der, critical = false): Der {
  return sequence(oid(id), ...critical ? [yes] : [], octets(value))
}

const named = (name: string) => sequence(set(sequence(oid('2.5.4.3'), text(name))))

function signed({ subject, issuer, from, until, extensions }: Facts, publicKey: Der, key: string): string {
  const serial = Buffer.concat([Buffer.from([0x40]), randomBytes(15)])
  const body = sequence(
    ownParts(0, integer(Buffer.from([2]))), integer(serial), ECDSA_SHA256, named(issuer),
    sequence(time(from), time(until)), named(subject), publicKey, ownParts(3, sequence(...extensions)),
  )
  return pem(sequence(body, ECDSA_SHA256, bits(sign('sha256', body, key))))
}

function pem(der: Der): string {
  return `-----BEGIN CERTIFICATE-----\n${der.toString('base64').replace(/.{64}(?=.)/g, '$&\n')}\n-----END CERTIFICATE-----\n`
}
