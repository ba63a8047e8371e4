import type { Measured } from './load.ts'

/** `paced`: ten people who each ask twice a second, where that was measured. */
export type Figures = { name: string, floor: Measured, kitbook: Measured, paced: Measured | null }

export const HEADING = `| | Kitbook /s | floor /s | ratio | ratio by CPU | p50 ms | p95 ms | p99 ms | floor p95 ms | paced p95 ms | CPU ms | KB |
| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |`

/** `ratio` is Kitbook's answers a second against the floor's; by CPU, the floor's processor time against Kitbook's. */
export function line({ name, floor, kitbook, paced }: Figures): string {
  const times = [0.5, 0.95, 0.99].map((part) => at(kitbook, part).toFixed(1))
  const figures = [
    rate(kitbook).toFixed(0), rate(floor).toFixed(0), (rate(kitbook) / rate(floor)).toFixed(2), (cpu(floor) / cpu(kitbook)).toFixed(2),
    ...times, at(floor, 0.95).toFixed(1), paced ? at(paced, 0.95).toFixed(1) : '–', cpu(kitbook).toFixed(2), (kitbook.bytes / kitbook.times.length / 1024).toFixed(1),
  ]
  return `| ${name} | ${figures.join(' | ')} |`
}

/** How each act and page grows from the shortest history to the longest, by processor time and by its middle answer; and the floor. */
export function growth(found: Map<number, Figures[]>): string {
  const [first, last] = [Math.min(...found.keys()), Math.max(...found.keys())]
  const lines = found.get(first)!.map((short, i) => {
    const long = found.get(last)![i]!
    const grown = [cpu(long.kitbook) / cpu(short.kitbook), at(long.kitbook, 0.5) / at(short.kitbook, 0.5), cpu(long.floor) / cpu(short.floor)]
    return `| ${short.name} | ${grown.map((times) => times.toFixed(2)).join(' | ')} |`
  })
  const number = (loans: number) => loans.toLocaleString('en-GB')
  return [`\n| ${number(last)} against ${number(first)} loans | CPU | p50 | floor's CPU |\n| --- | --: | --: | --: |`, ...lines].join('\n')
}

function rate({ times, seconds }: Measured): number {
  return times.length / seconds
}

function cpu({ times, cpu_ms }: Measured): number {
  return cpu_ms / times.length
}

function at({ times }: Measured, part: number): number {
  return times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0
}
