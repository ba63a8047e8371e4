import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'

type Asked = { challenge: string, rp?: { id: string }, rpId?: string }

/** A security key in software: makes one passkey and signs with it, as a browser at `origin` would have it do. */
export function newAuthenticator() {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const id = randomBytes(16)
  let counter = 0
  const said = (type: string, challenge: string, origin: string) => Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }))
  const facts = (name: string, flags: number) => Buffer.concat([sha256(name), Buffer.from([flags]), uint32(counter)])
  const answer = (response: object) => JSON.stringify({ id: text(id), rawId: text(id), type: 'public-key', clientExtensionResults: {}, response })
  return {
    id: text(id),
    make: ({ challenge, rp }: Asked, origin: string) => {
      const made = Buffer.concat([facts(rp!.id, 0x45), Buffer.alloc(16), Buffer.from([0, id.length]), id, coseKey(publicKey.export({ format: 'jwk' }))])
      return answer({ clientDataJSON: text(said('webauthn.create', challenge, origin)), attestationObject: text(attested(made)), transports: ['internal'] })
    },
    sign: ({ challenge, rpId }: Asked, origin: string) => {
      counter += 1
      const [client, device] = [said('webauthn.get', challenge, origin), facts(rpId!, 0x05)]
      const signature = sign('sha256', Buffer.concat([device, sha256(client)]), privateKey)
      return answer({ clientDataJSON: text(client), authenticatorData: text(device), signature: text(signature) })
    },
  }
}

function text(bytes: Buffer): string {
  return bytes.toString('base64url')
}

function sha256(what: string | Buffer): Buffer {
  return createHash('sha256').update(what).digest()
}

function uint32(number: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(number)
  return bytes
}

/** CBOR of { 1: 2, 3: -7, -1: 1, -2: x, -3: y }: an ES256 key. */
function coseKey({ x, y }: { x?: string, y?: string }): Buffer {
  const part = (head: string, coordinate: string) => Buffer.concat([Buffer.from(head, 'hex'), Buffer.from(coordinate, 'base64url')])
  return Buffer.concat([part('a5010203262001215820', x!), part('225820', y!)])
}

/** CBOR of { fmt: "none", attStmt: {}, authData }. */
function attested(authData: Buffer): Buffer {
  return Buffer.concat([Buffer.from('a363666d74646e6f6e656761747453746d74a0686175746844617461', 'hex'), Buffer.from([0x58, authData.length]), authData])
}
