import { createHash } from 'node:crypto'

export type Shown = { title: string, text: string, pdf: Buffer | null }

/** The sha256 of exactly what is shown: the title, an empty line, the text, and after them the bytes of the PDF. */
export function hashOf({ title, text, pdf }: Shown): string {
  const hash = createHash('sha256').update(`${title}\n\n${text}`)
  return (pdf ? hash.update(pdf) : hash).digest('hex')
}
