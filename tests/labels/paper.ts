import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Box } from '../../src/labels/layout.ts'

/** Debian's poppler-utils and zbar-tools, which know nothing of our drawing. */
const TOOLS = { draw: 'pdftoppm', text: 'pdftotext', scan: 'zbarimg' }
export const hasTools = Object.values(TOOLS).every((tool) => spawnSync(tool, ['--version']).error === undefined)

const MM = 25.4

function inFolder<T>(run: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'kitbook-paper-'))
  try {
    return run(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

export function textOf(pdf: Uint8Array): string {
  return execFileSync(TOOLS.text, ['-layout', '-', '-'], { input: pdf, encoding: 'utf8' })
}

/** Those of the words that cannot be copied out of a PDF; none where there is nothing to look with. */
export function lacking(pdf: Uint8Array, words: string[]): string[] {
  const text = hasTools ? textOf(pdf) : words.join(' ')
  return words.filter((each) => !text.includes(each))
}

type Picture = { width: number, pixels: Buffer }

/** Each page as it would come out of a printer of so many dots an inch. */
function pagesOf(pdf: Uint8Array, dpi: number, folder: string): Picture[] {
  execFileSync(TOOLS.draw, ['-gray', '-r', String(dpi), '-', join(folder, 'page')], { input: pdf })
  return readdirSync(folder).filter((name) => name.endsWith('.pgm')).toSorted().map((name) => {
    const bytes = readFileSync(join(folder, name))
    const [head, width, height] = /^P5\s(\d+)\s(\d+)\s255\s/.exec(bytes.subarray(0, 40).toString('latin1'))!
    return { width: Number(width), pixels: bytes.subarray(head.length, head.length + Number(width) * Number(height)) }
  })
}

function cutOut({ width, pixels }: Picture, box: Box, dpi: number): Buffer {
  const [left, top, across, down] = [box.x, box.y, box.width, box.height].map((length) => Math.round(length * dpi / MM)) as [number, number, number, number]
  const rows = Array.from({ length: down }, (_, row) => pixels.subarray((top + row) * width + left, (top + row) * width + left + across))
  return Buffer.concat([Buffer.from(`P5\n${across} ${down}\n255\n`), ...rows])
}

/** What zbar reads on each label, page by page: every label is cut out along its edge and shown to it alone. */
export function scan(pdf: Uint8Array, places: Box[][], dpi: number): string[] {
  return inFolder((folder) => {
    const labels = pagesOf(pdf, dpi, folder).flatMap((page, i) => places[i]!.map((box) => cutOut(page, box, dpi)))
    const files = labels.map((label, i) => {
      const file = join(folder, `label-${i}.pgm`)
      writeFileSync(file, label)
      return file
    })
    const { stdout } = spawnSync(TOOLS.scan, ['--xml', '-q', '-Sdisable', '-Sqrcode.enable', ...files], { encoding: 'utf8', maxBuffer: 1e8 })
    const found = new Map([...stdout.matchAll(/<source href='([^']+)'>([^]*?)<\/source>/g)].map(([, file, inside]) => [file, inside]))
    return files.map((file) => /<data><!\[CDATA\[([^]*?)\]\]>/.exec(found.get(file) ?? '')?.[1] ?? 'unread')
  })
}

/** The rectangles that an uncompressed PDF draws, page by page, in millimetres from the top left of the paper. */
export function boxesOf(pdf: Uint8Array): Box[][] {
  const streams = Buffer.from(pdf).toString('latin1').split(/stream\r?\n/).filter((part) => part.startsWith('1 0 0 -1 0 841.89 cm'))
  return streams.map((stream) => [...stream.matchAll(/^([\d.-]+) ([\d.-]+) ([\d.-]+) ([\d.-]+) re$/gm)].map((numbers) => {
    const [x, y, width, height] = numbers.slice(1).map((points) => Number(points) * MM / 72) as [number, number, number, number]
    return { x, y, width, height }
  }))
}
