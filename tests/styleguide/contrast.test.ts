import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const css = readFileSync('public/app.css', 'utf8')
const ROOTS = /:root \{([^}]*)\}[^]*?prefers-color-scheme: dark\) \{\s*:root \{([^}]*)\}/
const [, light = '', dark = ''] = css.match(ROOTS) ?? []
const inLight = coloursOf(light)
const schemes = { light: inLight, dark: { ...inLight, ...coloursOf(dark) } }

const KINDS = ['out', 'back', 'no', 'heed', 'plain']
const READ: [words: string, ground: string][] = [
  ...['ink', 'ink-soft', 'accent', 'accent-deep'].flatMap((words) => [pair(words, 'sheet'), pair(words, 'paper')]),
  ...KINDS.flatMap((kind) => [kind, 'ink', 'ink-soft'].map((words) => pair(words, `${kind}-wash`))),
  ...KINDS.map((kind) => pair(kind, 'sheet')),
  ...KINDS.filter((kind) => kind !== 'heed').map((kind) => pair('#ffffff', `${kind}-solid`)),
  pair('#14131a', 'heed-solid'), pair('accent', 'heed-wash'), pair('on-cloth', 'cloth'), pair('on-cloth', 'cloth-deep'),
  pair('on-fill', 'fill'), pair('on-fill', 'fill-deep'), pair('on-marker', 'marker'),
]
const SEEN: [sign: string, ground: string][] =
  [pair('edge', 'sheet'), pair('fill', 'sheet'), pair('edge', 'plain-wash')]

function pair(words: string, ground: string): [string, string] {
  return [words, ground]
}

function coloursOf(block: string): Record<string, string> {
  return Object.fromEntries([...block.matchAll(/--([\w-]+): (#[0-9a-f]{3,6})/g)].map(([, name, hex]) => [name!, hex!]))
}

/** WCAG 2.2's contrast ratio of two colours, 1 to 21. */
function contrast(one: string, other: string): number {
  const [dim, bright] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number]
  return (bright + 0.05) / (dim + 0.05)
}

function luminance(hex: string): number {
  const full = hex.slice(1).replace(/^(.)(.)(.)$/, '$1$1$2$2$3$3')
  const [r, g, b] = [0, 2, 4].map((i) => parseInt(full.slice(i, i + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)) as [number, number, number]
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

for (const [name, colours] of Object.entries(schemes)) {
  const colour = (which: string) => (which.startsWith('#') ? which : colours[which]!)
  const weak = (pairs: [string, string][], least: number) => pairs
    .map(([a, b]) => ({ pair: `${a} on ${b}`, ratio: Number(contrast(colour(a), colour(b)).toFixed(2)) }))
    .filter(({ ratio }) => !(ratio >= least))

  test(`words can be read on their ground (${name}, at least 4.5 to 1)`, () => {
    expect(weak(READ, 4.5)).toEqual([])
  })

  test(`edges and fills can be seen on their ground (${name}, at least 3 to 1)`, () => {
    expect(weak(SEEN, 3)).toEqual([])
  })

  test(`the ring of focus can be seen on every ground (${name}): one of its two colours stands out`, () => {
    for (const ground of ['sheet', 'paper', 'cloth', 'out-solid', 'no-solid', 'heed-solid']) {
      const best = Math.max(contrast(colour('marker'), colour(ground)), contrast(colour('ink-under'), colour(ground)))
      expect(best, ground).toBeGreaterThanOrEqual(3)
    }
  })
}
