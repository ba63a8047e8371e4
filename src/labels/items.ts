import type { Placing } from './layout.ts'

/** One thing to be printed. `code` is what a scanner reads and what is written in clear. */
export type Item = {
  kind: 'device' | 'set' | 'badge' | 'class' | 'supply' | 'blank'
  code: string
  /** "Laptop", "iPad trolley A", "Mair Ŵyn Ellis", "Year 4 Oak"; empty on a blank tag. */
  name: string
  /** Smaller words beneath the name: a job, the adult who answers, the usual purpose. */
  more: readonly string[]
}

/** All that a sheet is drawn from: plain data, so that it can go to a thread. */
export type Order = {
  items: readonly Item[]
  sheet: string
  placing: Placing
  /** A thin line around each label, to see on plain paper how the printer sits. */
  border: boolean
  /** The school's public address where tags carry a link, or null where they carry the code alone. */
  link: string | null
  school: { name: string, phone: string }
}
