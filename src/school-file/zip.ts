import { strToU8, Zip, ZipDeflate } from 'fflate'

export type Entry = { write: (text: string) => void, end: () => void }

/** Writes a ZIP part by part: one entry is open at a time, and nothing is kept in memory. */
export function zipInto(out: (bytes: Uint8Array) => void) {
  const zip = new Zip((error, bytes) => {
    if (error) throw error
    out(bytes)
  })
  const entry = (name: string): Entry => {
    const file = new ZipDeflate(name, { level: 2 })
    zip.add(file)
    return { write: (text) => file.push(strToU8(text)), end: () => file.push(new Uint8Array(), true) }
  }
  return {
    entry, end: () => zip.end(),
    whole(name: string, text: string) {
      const { write, end } = entry(name)
      write(text)
      end()
    },
  }
}
