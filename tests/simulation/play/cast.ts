import type { SchoolCalendar, Special } from '../model/calendar.ts'
import type { Person } from '../model/school.ts'

const person = (name: string, roles: Person['roles'], more: Partial<Person> = {}): Person => (
  { name, kind: 'staff', roles, address: `${name.toLowerCase().replace(' ', '.')}@larkfield.example`, lastDay: null, ...more })

export const LEAD = person('Wren Calloway', ['lead', 'staff'])
export const HEAD = person('Hedda Brask', ['head'])
export const OFFICE = person('Opal Quist', ['office'])
/** Writes no letters and gets none. */
const PIA = person('Pia Marsh', ['staff'], { address: null })
/** Leaves in the middle of the year, on a Friday before a half-term holiday. */
const BRAM = person('Bram Ostler', ['staff'], { lastDay: '2027-02-12' })
export const SUPPLY = person('Ned Harrow', ['staff'], { kind: 'supply', lastDay: '2026-12-18' })
export const VOLUNTEER = person('Vera Lund', [], { kind: 'volunteer' })

export const TEACHERS = [person('Marlo Finch', ['staff']), person('Imogen Vale', ['staff']), person('Tamsin Oake', ['staff']), BRAM]
export const HELPERS = [person('Sol Winter', ['staff']), PIA]
export const KEEPER = TEACHERS[1]!

export const PEOPLE: Person[] = [LEAD, HEAD, OFFICE, ...TEACHERS, ...HELPERS, SUPPLY, VOLUNTEER]

export type Card = { text: string, className: string, answers: string, purpose: string }
export const CARDS: Card[] = [
  { text: 'CL-3ASH', className: 'Year 3 Ash', answers: TEACHERS[2]!.name, purpose: 'Phonics' },
  { text: 'CL-4OAK', className: 'Year 4 Oak', answers: TEACHERS[0]!.name, purpose: 'Computing' },
  { text: 'CL-5ELM', className: 'Year 5 Elm', answers: TEACHERS[1]!.name, purpose: 'Maths' },
  { text: 'CL-6YEW', className: 'Year 6 Yew', answers: BRAM.name, purpose: 'Science' },
]

export const PURPOSES = ['Assessment', 'Planning', 'Reading', 'Art', 'Assembly']
export const LAPTOPS = Array.from({ length: 14 }, (_, i) => `LT-${String(i + 1).padStart(4, '0')}`)
export const IPADS = Array.from({ length: 12 }, (_, i) => `IP-${String(i + 1).padStart(4, '0')}`)
export const TROLLEY = 'TR-A'
/** One laptop is looked after by a teacher. */
export const KEPT = 'LT-0014'
export const FIRST_LESSON_ENDS = '10:30'
export const CLUB_ENDS = '17:45'

const special = (kind: Special['kind'], ends: string | null = null): Special => ({ kind, ends })

/** Larkfield’s 2026/27, and how the year after it begins: five INSET days, an early end before Christmas, Easter inside a term, Fridays that end at ten past three. */
export function larkfieldCalendar(): SchoolCalendar {
  const half = (name: string, first: string, last: string) => ({ name, first, last })
  return {
    starts: '08:40', ends: ['15:30', '15:30', '15:30', '15:30', '15:10', '15:30', '15:30'],
    halfTerms: [
      half('Autumn 1', '2026-09-01', '2026-10-23'), half('Autumn 2', '2026-11-02', '2026-12-18'),
      half('Spring 1', '2027-01-04', '2027-02-12'), half('Spring 2', '2027-02-23', '2027-04-01'),
      half('Summer 1', '2027-04-19', '2027-05-28'), half('Summer 2', '2027-06-07', '2027-07-21'),
      half('Autumn 1', '2027-09-02', '2027-10-22'),
    ],
    bankHolidays: ['2026-12-25', '2026-12-28', '2027-01-01', '2027-03-26', '2027-03-29', '2027-05-03', '2027-05-31', '2027-08-30'],
    special: new Map([
      ['2026-09-01', special('staff only')], ['2026-11-02', special('staff only')], ['2026-12-18', special('short', '13:30')],
      ['2027-01-04', special('staff only')], ['2027-06-07', special('staff only')], ['2027-07-21', special('staff only')],
    ]),
  }
}
