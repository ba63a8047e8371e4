/** The few pieces of DER (ITU-T X.690) that a certificate is written with; reading is left to Node. */
export type Der = Buffer

function tagged(tag: number, body: Uint8Array): Der {
  const length = body.length < 0x80 ? [body.length] : longLength(body.length)
  return Buffer.concat([Buffer.from([tag, ...length]), body])
}

function longLength(length: number): number[] {
  const bytes = []
  for (let rest = length; rest > 0; rest >>>= 8) bytes.unshift(rest & 0xff)
  return [0x80 | bytes.length, ...bytes]
}

export const sequence = (...parts: Der[]): Der => tagged(0x30, Buffer.concat(parts))
export const set = (...parts: Der[]): Der => tagged(0x31, Buffer.concat(parts))
export const octets = (body: Uint8Array): Der => tagged(0x04, body)
export const text = (words: string): Der => tagged(0x0c, Buffer.from(words, 'utf8'))
export const yes: Der = tagged(0x01, Buffer.from([0xff]))
/** A part of its own kind: `[n]`, which is a value's own bytes, or holds further parts. */
export const ownValue = (n: number, body: Uint8Array): Der => tagged(0x80 | n, body)
export const ownParts = (n: number, ...parts: Der[]): Der => tagged(0xa0 | n, Buffer.concat(parts))

/** A whole number that is not negative, from its bytes. */
export function integer(bytes: Uint8Array): Der {
  return tagged(0x02, bytes[0]! & 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes)
}

export function bits(body: Uint8Array, unused = 0): Der {
  return tagged(0x03, Buffer.concat([Buffer.from([unused]), body]))
}

/** "1.2.840.10045.4.3.2" */
export function oid(dotted: string): Der {
  const [first, second, ...rest] = dotted.split('.').map(Number) as [number, number, ...number[]]
  return tagged(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(inSevens)]))
}

function inSevens(number: number): number[] {
  const bytes = [number & 0x7f]
  for (let rest = number >>> 7; rest > 0; rest >>>= 7) bytes.unshift(0x80 | (rest & 0x7f))
  return bytes
}

/** To the second: two figures of the year until 2049, as the standard (RFC 5280) asks, then four. */
export function time(moment: Date): Der {
  const figures = moment.toISOString().replace(/\.\d+Z$/, 'Z').replace(/[-:T]/g, '')
  return moment.getUTCFullYear() < 2050 ? tagged(0x17, Buffer.from(figures.slice(2))) : tagged(0x18, Buffer.from(figures))
}
