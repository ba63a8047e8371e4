import type { Measured } from './load.ts'

export type Figures = { name: string, floor: Measured, kitbook: Measured }

export const HEADING = `| | Kitbook /s | floor /s | ratio | ratio by CPU | p50 ms | p95 ms | p99 ms | CPU ms | KB |
| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: |`

/** `ratio` is Kitbook's answers a second against the floor's; by CPU, the floor's processor time against Kitbook's. */
export function line({ name, floor, kitbook }: Figures): string {
  const times = [0.5, 0.95, 0.99].map((part) => at(kitbook, part).toFixed(1))
  const figures = [
    rate(kitbook).toFixed(0), rate(floor).toFixed(0), (rate(kitbook) / rate(floor)).toFixed(2), (cpu(floor) / cpu(kitbook)).toFixed(2),
    ...times, cpu(kitbook).toFixed(2), (kitbook.bytes / kitbook.times.length / 1024).toFixed(1),
  ]
  return `| ${name} | ${figures.join(' | ')} |`
}

/** How each act and page grows from the shortest history to the longest, by processor time and by its middle answer. */
export function growth(found: Map<number, Figures[]>): string {
  const [first, last] = [Math.min(...found.keys()), Math.max(...found.keys())]
  const lines = found.get(first)!.map(({ name, kitbook }, i) => {
    const long = found.get(last)![i]!.kitbook
    return `| ${name} | ${(cpu(long) / cpu(kitbook)).toFixed(2)} | ${(at(long, 0.5) / at(kitbook, 0.5)).toFixed(2)} |`
  })
  const number = (loans: number) => loans.toLocaleString('en-GB')
  return [`\n| ${number(last)} against ${number(first)} loans | CPU | p50 |\n| --- | --: | --: |`, ...lines].join('\n')
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
