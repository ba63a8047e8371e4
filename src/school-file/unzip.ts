import type { Readable } from 'node:stream'
import { type Entry, openPromise, type ZipFile } from 'yauzl'

/** Why a file cannot be brought in, in a sentence's end: "it is no school file of Kitbook". */
export class NotBroughtIn extends Error {
  override name = 'NotBroughtIn'
}

const MOST_ENTRIES = 1000
/** An agreement's PDF is the longest line there is. */
const LONGEST = 32 * 1024 * 1024

export type Unzipped = { lines: (name: string) => AsyncIterable<string>, close: () => void }

/** Opens a ZIP by the list at its end; nothing is ever written to a name that stands in it. Throws NotBroughtIn. */
export async function openZip(file: string): Promise<Unzipped> {
  const zip = await openPromise(file, { lazyEntries: true, autoClose: false }).catch(noZip)
  const entries = await entriesOf(zip).catch((error: unknown) => {
    zip.close()
    return noZip(error)
  })
  return {
    async* lines(name) {
      const entry = entries.get(name)
      if (!entry) throw new NotBroughtIn(`it lacks ${name}`)
      yield* linesOf(await zip.openReadStreamPromise(entry).catch(noZip))
    },
    close: () => zip.close(),
  }
}

function noZip(error: unknown): never {
  throw new NotBroughtIn(`it is no ZIP that can be read (${(error as Error).message})`)
}

async function entriesOf(zip: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>()
  for await (const entry of zip.eachEntry()) {
    if (entries.size === MOST_ENTRIES) throw new Error('too many files')
    entries.set(entry.fileName, entry)
  }
  return entries
}

async function* linesOf(stream: Readable): AsyncGenerator<string> {
  let rest = ''
  for await (const chunk of readable(stream)) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop()!
    if (rest.length > LONGEST) throw new NotBroughtIn('a line of it is too long')
    yield* lines
  }
  if (rest) yield rest
}

/** What is damaged is found as it is read. */
async function* readable(stream: Readable): AsyncGenerator<string> {
  try {
    yield* stream.setEncoding('utf8') as AsyncIterable<string>
  } catch (error) {
    noZip(error)
  }
}
