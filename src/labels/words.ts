import { nearestLetters } from './letters.ts'
import { CAP, DEPTH, type Document, type Font, hasLetter, printable, widthOf, write } from './pen.ts'

/** A line of words that wants to be `most` millimetres high, and may shrink or, rather than below `shrink` of that, take two lines to fit; a third only where it would be cut. */
export type Words = { text: string, font: Font, most: number, least?: number, lines?: 1 | 2 | 3, shrink?: number, gap?: number, colour?: string }
export type SetWords = { lines: string[], font: Font, size: number, gap: number, colour: string }

const LEAST = 1.4

/** How words are set in a width: as large as they may be; on more lines rather than much smaller; cut short at the last. */
export function setWords(doc: Document, words: Words, width: number): SetWords {
  const { font, most, least = LEAST, shrink = font === 'mono' ? 0.6 : 0.85, gap = 0, colour = '#000' } = words
  const text = printable(nearestLetters(printable(words.text), (letter) => hasLetter(doc, letter, font)))
  const sizeOf = (lines: string[]) => Math.min(most, width / (Math.max(...lines.map((each) => widthOf(doc, each, font))) || 1))
  let lines = [text]
  for (let count = 2; count <= (words.lines ?? 1) && sizeOf(lines) < (count === 2 ? Math.max(most * shrink, least) : least); count++) {
    const split = splitIn(doc, text, font, count)
    if (split && sizeOf(split) > sizeOf(lines)) lines = split
  }
  const size = Math.max(least, sizeOf(lines))
  return { lines: lines.map((each) => cutShort(doc, each, font, width / size)), font, size, gap, colour }
}

/** After spaces, or else hyphens, so that the longest line is as short as can be; null when there are too few. */
function splitIn(doc: Document, text: string, font: Font, count: number): string[] | null {
  if (count === 1) return [text]
  const parts = text.split(text.includes(' ') ? /(?<= )/ : /(?<=-)/)
  const splits = parts.slice(1).flatMap((_, i) => {
    const rest = splitIn(doc, parts.slice(i + 1).join(''), font, count - 1)
    return rest ? [[parts.slice(0, i + 1).join('').trimEnd(), ...rest]] : []
  })
  const longest = (split: string[]) => Math.max(...split.map((each) => widthOf(doc, each, font)))
  return splits.length > 0 ? splits.reduce((best, each) => (longest(each) < longest(best) ? each : best)) : null
}

function cutShort(doc: Document, text: string, font: Font, room: number): string {
  if (widthOf(doc, text, font) <= room + 0.001) return text
  const letters = [...text]
  while (letters.length > 0 && widthOf(doc, `${letters.join('')}…`, font) > room) letters.pop()
  return `${letters.join('').trimEnd()}…`
}

const LEADING = 1.12

/** Millimetres from the top of the capitals of the first line to the feet of the last. */
export function heightOf(all: SetWords[]): number {
  return all.reduce((sum, { lines, size, gap }, i) =>
    sum + (i > 0 ? gap + size * (CAP + DEPTH) : size * CAP) + (lines.length - 1) * size * LEADING, 0)
}

/** The same words smaller by so much that they are no higher than `height`. */
export function setInHeight(doc: Document, all: readonly Words[], width: number, height: number): SetWords[] {
  const set = (scale: number) => all.filter(({ text }) => text !== '').map((words) =>
    setWords(doc, { ...words, most: Math.max(words.least ?? LEAST, words.most * scale), gap: (words.gap ?? 0) * scale }, width))
  const scales = [1, 0.92, 0.84, 0.77, 0.7, 0.63, 0.56, 0.5]
  return set(scales.find((scale) => heightOf(set(scale)) <= height) ?? 0.45)
}

/** Writes set words downwards from the top of the first capitals at `y`; returns the feet of the last line. */
export function writeWords(doc: Document, all: SetWords[], x: number, y: number): number {
  let feet = y
  all.forEach(({ lines, font, size, gap, colour }, i) => lines.forEach((text, j) => {
    feet += j > 0 ? size * LEADING : i > 0 ? gap + size * (CAP + DEPTH) : size * CAP
    write(doc, text, x, feet, { font, size, colour })
  }))
  return feet
}
