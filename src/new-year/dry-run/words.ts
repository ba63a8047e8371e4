import type { About, Code, Contradiction } from './facts.ts'

type SayDay = (day: string) => string
type Mend = { href: string, label: string }

const nobody = 'Somebody who is listed no more'
const who = ({ person }: About) => person ?? nobody
const its = ({ class_name }: About) => class_name ?? 'a class'
/** " on Friday 16 July 2027", where a day is known. */
const on = ({ day }: About, say: SayDay) => (day ? ` on ${say(day)}` : '')

/** What each contradiction says; once it is a thing of the past it is said without its day. */
const WORDS: Record<Code, (about: About, say: SayDay) => string> = {
  'name twice': (about) => `${its(about)} is planned twice`,
  'there already': (about) => `The new year has a class ${its(about)} already`,
  'adult gone': (about, say) => `${who(about)}, planned for ${its(about)}, leaves${on(about, say)}`,
  'adult not begun': (about, say) => `${who(about)}, planned for ${its(about)}, begins only${on(about, say) || ' later'}`,
  'no adult': (about) => `Nobody answers for ${its(about)}, so it gets no new class card`,
  'no card': (about) => `${its(about)} has no usual purpose, so it gets no class card`,
  'not planned': (about) => `The plan does not say what becomes of ${its(about)}`,
  'class left': ({ set_name, class_name }) => `${set_name} is to stand with ${class_name ?? 'a class that ends'}, which does not begin`,
  'out of use': ({ device, day }, say) => `${device} is out of use${day ? ` since ${say(day)}` : ''}`,
  'out': ({ device, person, day }, say) => `${device} is booked out to ${person ?? nobody}${day ? `, due back ${say(day)}` : ''}`,
  'keeper gone': (about, say) => `${who(about)}, who is to look after ${about.device}, leaves${on(about, say)}`,
  'wrong kind': (about) => `${about.device} is of a type that is not lent to somebody like ${who(about)}`,
  'changed since': (about) => `${about.device} went to ${who(about)} since this was planned`,
  'not back': (about, say) => `${about.device} is still with ${who(about)}, whose last day ${about.day ? `is ${say(about.day)}` : 'has passed'}`,
  'not given': (about) => `${about.device} could not be given to ${who(about)} on the day`,
  'same': (about) => `${who(about)} looks after ${about.device} already`,
  'waits': (about, say) => `${who(about)} begins${on(about, say)}: ${about.device} is handed on that day`,
  'unsigned': (about) => `${who(about)}, who is to look after ${about.device}, has not signed the agreement`,
  'no account': (about, say) => `${who(about)}, who begins${on(about, say)}, has no account yet`,
  'leaver keeps': (about, say) => `${about.device} is with ${who(about)}, who leaves${on(about, say)}: nobody is planned for it`,
}

export function wordsOf({ code, about }: Pick<Contradiction, 'code' | 'about'>, say: SayDay): string {
  return WORDS[code](about, say)
}

const toDevice = ({ device }: About, label: string): Mend => ({ href: `/devices/${device}`, label })
const toPerson = ({ person_id }: About, label: string): Mend => (person_id ? { href: `/people/${person_id}`, label } : { href: '/people', label })
const toLine = ({ line_id }: About, label: string): Mend => ({ href: `/new-year/classes/${line_id}`, label })
const toHandOver: Mend = { href: '/new-year/people', label: 'Choose again' }

const MENDS: Record<Code, (about: About) => Mend> = {
  'name twice': (about) => toLine(about, 'Give it another name'),
  'there already': (about) => toLine(about, 'Give it another name'),
  'adult gone': (about) => toLine(about, 'Choose another adult'),
  'adult not begun': (about) => toLine(about, 'Choose another adult'),
  'no adult': (about) => toLine(about, 'Choose who answers'),
  'no card': (about) => toLine(about, 'Say what it usually borrows for'),
  'not planned': () => ({ href: '/new-year/classes', label: 'Plan the class' }),
  'class left': () => ({ href: '/new-year/trolleys', label: 'Choose another class' }),
  'out of use': (about) => toDevice(about, 'See the device'),
  'out': (about) => toDevice(about, 'Bring it back'),
  'keeper gone': () => toHandOver,
  'wrong kind': () => toHandOver,
  'changed since': () => toHandOver,
  'not back': ({ person_id }) => ({ href: `/leavers/${person_id}`, label: 'Open the leaver’s checklist' }),
  'not given': () => toHandOver,
  'same': () => toHandOver,
  'waits': (about) => toPerson(about, 'See their first day'),
  'unsigned': () => ({ href: '/agreements', label: 'See who has signed' }),
  'no account': (about) => toPerson(about, 'Give them an account'),
  'leaver keeps': () => ({ href: '/new-year/people', label: 'Say where it goes' }),
}

/** What mends it, while the plan can still be changed. */
export function mendOf({ code, about }: Contradiction): Mend {
  return MENDS[code](about)
}

/** The same once the plan is in effect: by hand, on the page of the thing itself. */
export function mendAfter({ about }: Pick<Contradiction, 'about'>): Mend {
  if (about.device) return { href: `/devices/${about.device}`, label: 'Hand it over by hand' }
  if (about.set_name) return { href: '/sets', label: 'Say where it stands' }
  return { href: '/classes', label: 'See the classes' }
}
