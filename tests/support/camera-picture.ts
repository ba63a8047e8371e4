import QRCode from 'qrcode'

/** Grey pixels, row by row: what a camera sees, before its lens and its light. */
export type Picture = { width: number, height: number, grey: Float32Array }
/** A label in a picture: its centre and width in pixels, turned by degrees, leaning back by `lean` (0 to 1). */
export type Label = { text: string, x: number, y: number, size: number, turned?: number, lean?: number }
/** How bright paper, ink and the shelf behind are, 0 to 255. */
export type Light = { paper: number, ink: number, shelf: number }

export const DAYLIGHT: Light = { paper: 232, ink: 24, shelf: 96 }
/** The edges of a label are drawn as finely as this a pixel, as a lens would. */
const FINE = 3
const QUIET = 4

export function picture(labels: Label[], { width = 1280, height = 720, light = DAYLIGHT } = {}): Picture {
  const seen = { width, height, grey: new Float32Array(width * height).fill(light.shelf) }
  for (const label of labels) paint(seen, label, light)
  return seen
}

function paint({ width, height, grey }: Picture, label: Label, light: Light): void {
  const at = paperOf(label, light)
  const reach = label.size * (0.75 + (label.lean ?? 0) / 4)
  for (let row = Math.max(0, Math.floor(label.y - reach)); row < Math.min(height, label.y + reach); row++) {
    for (let column = Math.max(0, Math.floor(label.x - reach)); column < Math.min(width, label.x + reach); column++) {
      const place = row * width + column
      grey[place] = within(at, column - label.x, row - label.y, grey[place]!)
    }
  }
}

type Paper = (right: number, down: number) => number | null

function within(at: Paper, right: number, down: number, behind: number): number {
  let sum = 0
  for (let i = 0; i < FINE * FINE; i++) sum += at(right + (i % FINE + 0.5) / FINE, down + (Math.floor(i / FINE) + 0.5) / FINE) ?? behind
  return sum / FINE ** 2
}

/** How bright a label is so far right and down of its centre; null beside it. */
function paperOf({ text, size, turned = 0, lean = 0 }: Label, { paper, ink }: Light): Paper {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'Q' })
  const across = modules.size + 2 * QUIET
  const [cos, sin] = [Math.cos(turned * Math.PI / 180), Math.sin(turned * Math.PI / 180)]
  return (right, down) => {
    const far = 1 - lean * (down * cos - right * sin) / size
    const [u, v] = [(right * cos + down * sin) / size / far + 0.5, (down * cos - right * sin) / size / far + 0.5]
    if (u < 0 || u >= 1 || v < 0 || v >= 1) return null
    const [i, j] = [Math.floor(u * across) - QUIET, Math.floor(v * across) - QUIET]
    const inside = i >= 0 && j >= 0 && i < modules.size && j < modules.size
    return inside && modules.get(j, i) ? ink : paper
  }
}
