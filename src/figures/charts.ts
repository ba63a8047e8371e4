import { scaleBand, scaleLinear, scalePoint } from 'd3-scale'
import { area, line } from 'd3-shape'

/** Lengths in the chart's own units: 360 are its whole width, about a phone's. */
const WIDTH = 360
const ROW = 34

type Bar = { label: string, value: string, y: number, width: number }
type Tick = { at: number, label: string }
export type BarChart = { width: number, height: number, ticks: Tick[], bars: Bar[] }
export type LineChart = { width: number, height: number, left: number, bottom: number, ticks: Tick[], marks: Tick[], path: string, ground: string }

export type Measured = { label: string, amount: number, value: string }

/** Lying bars, one a row with its words above it; `most` ends the scale, or the largest amount does. */
export function barsOf(rows: readonly Measured[], tickWords: (amount: number) => string, most?: number): BarChart {
  const height = rows.length * ROW
  const x = scaleLinear([0, Math.max(1, most ?? Math.max(...rows.map(({ amount }) => amount)))], [0, WIDTH - 60])
  const y = scaleBand(rows.map((_, i) => i), [0, height])
  return {
    width: WIDTH, height: height + 20,
    ticks: x.ticks(4).map((amount) => ({ at: round(x(amount)), label: tickWords(amount) })),
    bars: rows.map(({ label, amount, value }, i) => ({ label, value, y: round(y(i)!), width: round(x(amount)) })),
  }
}

const [LEFT, TOP, BOTTOM, HEIGHT] = [40, 10, 180, 204]

/** A line over the points with its ground; `mark` says what stands below a point, or nothing. */
export function lineOf(amounts: readonly number[], mark: (index: number) => string | null): LineChart {
  const x = scalePoint(amounts.map((_, i) => i), [LEFT, WIDTH - 6])
  const y = scaleLinear([0, Math.max(1, ...amounts)], [BOTTOM, TOP]).nice(4)
  const at = (_: number, i: number) => round(x(i)!)
  const top = (amount: number) => round(y(amount))
  const words = amounts.map((_, i) => ({ at: round(x(i)!), label: mark(i) }))
  return {
    width: WIDTH, height: HEIGHT, left: LEFT, bottom: BOTTOM,
    ticks: y.ticks(4).filter(Number.isInteger).map((amount) => ({ at: top(amount), label: amount.toLocaleString('en-GB') })),
    marks: words.filter((word): word is Tick => word.label !== null),
    path: line<number>(at, top)([...amounts]) ?? '',
    ground: area<number>(at, BOTTOM, top)([...amounts]) ?? '',
  }
}

function round(length: number): number {
  return Math.round(length * 10) / 10
}
