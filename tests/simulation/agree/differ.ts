import { Disagreement, type Simulation } from '../play/simulation.ts'

const MOST = 4

/** The two lists hold the same lines, in whatever order; else says the first that differ. */
export function mustAgree(sim: Simulation, what: string, app: string[], model: string[]): void {
  const [here, there] = [app.toSorted(), model.toSorted()]
  if (here.length === there.length && here.every((line, i) => line === there[i])) return
  const only = (some: string[], others: string[]) => {
    const left = [...others]
    const found = some.filter((line) => {
      const at = left.indexOf(line)
      if (at >= 0) left.splice(at, 1)
      return at < 0
    })
    return found.length > 0 ? found.slice(0, MOST).map((line) => `\n    ${line}`).join('') : ' nothing'
  }
  throw new Disagreement(sim, `${what} differ.\n  Only in the app:${only(here, there)}\n  Only in the model:${only(there, here)}`)
}

export function iso(instant: number | null): string {
  return instant === null ? '' : new Date(instant).toISOString()
}

export function lineOf(...parts: (string | number | null)[]): string {
  return parts.map((part) => part ?? '').join(' | ')
}
