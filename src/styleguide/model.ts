import { formOf } from '../http/forms.ts'

const STATES = [
  'in store', 'due today', 'out', 'overdue', 'back', 'looked after', 'off-site', 'on charge', 'not said', 'in repair',
  'not back', 'needs a look', 'lost', 'stolen', 'refused', 'done', 'retired',
]

/** What the page of components shows; every name in it is made up. */
export function componentsModel() {
  return {
    states: STATES, right: formOf(TYPED), wrong: formOf(TYPED, PROBLEMS), cards: CARDS, devices: DEVICES,
    answers: ANSWERS, slots: SLOTS,
  }
}

export function listModel() {
  return { form: formOf({ q: 'lap' }), devices: DEVICES }
}

export function deskModel() {
  return { answer: ANSWERS[0]!, slots: SLOTS, picks: ['Computing, 4 Oak', 'Reading at home', 'Assembly'] }
}

const TYPED = {
  name: 'Marlo Finch', code: 'LT-0427', bought_on: '17 3 2025', type: 'ipad', off_site: 'head', weekday: ['mon', 'wed'],
  notes: 'The hinge is stiff.', terms: '1', serial: 'FW0O-8B1I-LQ', slot: '3', price: '649.00',
}

const PROBLEMS = [
  { name: 'name', message: 'Type the person’s name' },
  { name: 'code', message: 'LT-0427 is already another device’s code' },
  { name: 'bought_on', message: 'The day it was bought must be a real day' },
  { name: 'type', message: 'Choose a type' },
  { name: 'off_site', message: 'Say whether it may leave the building' },
  { name: 'weekday', message: 'Tick at least one day' },
  { name: 'notes', message: 'That looks like a recovery key, which is never kept here' },
  { name: 'list', message: 'Choose a file' },
  { name: 'terms', message: 'Accept the terms of due care' },
]

const CARDS = [
  { state: 'in store', code: 'LT-0427', what: 'Laptop', who: 'In the suite', when: 'Last seen today 8:52 am' },
  {
    state: 'out', code: 'IP-0112', what: 'iPad', who: 'With Marlo Finch for 4 Oak',
    when: 'Computing · due back today 3:30 pm',
  },
  {
    state: 'overdue', code: 'CB-0031', what: 'Chromebook', who: 'With Imogen Vale',
    when: 'Was due Fri 20 Nov, 3:30 pm',
  },
  {
    state: 'not back', code: 'CA-0003', what: 'Camera', who: 'With Oskar Lindqvist',
    when: 'Not back at yesterday’s end-of-day check',
  },
  { state: 'looked after', code: 'LT-0390', what: 'Laptop', who: 'By Priya Marsh', when: 'Since 2 Sep 2026' },
  { state: 'in repair', code: 'RB-0007', what: 'Robot', who: 'With the technician', when: 'Since Mon 16 Nov' },
  { state: 'stolen', code: 'LT-0266', what: 'Laptop', who: 'Reported by Marlo Finch', when: 'Sat 7 Nov, 9:10 am' },
  { state: 'retired', code: 'LT-0009', what: 'Laptop', who: 'Wiped and sold', when: '14 Jul 2025' },
]

const DEVICES = [
  {
    id: 'a', code: 'LT-0427', type: 'Laptop', home: 'The suite', state: 'in store', holder: '', due: '',
    price: 64900,
  },
  {
    id: 'b', code: 'IP-0112', type: 'iPad', home: 'Trolley Kestrel, slot 3', state: 'out',
    holder: 'Marlo Finch, 4 Oak', due: 'today 3:30 pm', price: 31900,
  },
  {
    id: 'c', code: 'CB-0031', type: 'Chromebook', home: 'The suite', state: 'overdue', holder: 'Imogen Vale',
    due: 'Fri 20 Nov, 3:30 pm', price: 22950,
  },
  {
    id: 'd', code: 'LT-0390', type: 'Laptop', home: 'The suite', state: 'looked after', holder: 'Priya Marsh',
    due: '', price: 64900,
  },
  {
    id: 'e', code: 'RB-0007', type: 'Robot', home: 'The suite', state: 'in repair', holder: '', due: '',
    price: 18000,
  },
  {
    id: 'f', code: 'IP-O1L8', type: 'iPad', home: 'Trolley Kestrel, slot 4', state: 'lost', holder: '', due: '',
    price: 31900,
  },
]

const undo = { action: '/styleguide', label: 'Undo', fields: { loan: 'example' } }

const ANSWERS = [
  {
    kind: 'out', words: 'LT-0427 out to Marlo Finch', more: ['4 Oak · Computing · due back today 3:30 pm'],
    act: undo,
  },
  { kind: 'back', words: 'LT-0427 back', more: ['Out since 9:05 am. Thank you, Marlo Finch'], act: undo },
  { kind: 'ask', words: 'Who is taking LT-0427?', more: ['Scan a badge or a class card, or tap a name.'] },
  { kind: 'again', words: 'IP-0112 already counted', more: ['It came back two seconds ago'] },
  {
    kind: 'refused', words: 'CA-0003 cannot go out',
    reasons: ['Cameras are not lent to volunteers: ask a member of staff', 'Imogen Vale starts on Mon 30 Nov'],
  },
  {
    kind: 'unknown', words: 'Nobody knows 50123450',
    more: ['It is not a tag of this school. Check it, or register it'],
  },
]

const SLOTS = [
  { number: 1, code: 'IP-0110', id: 'IP-0110', ticked: true, state: 'in', words: 'in' },
  { number: 2, code: 'IP-0111', id: 'IP-0111', ticked: true, state: 'in', words: 'in' },
  { number: 3, code: 'IP-0112', id: null, ticked: false, state: 'out', words: 'out to 4 Oak' },
  { number: 4, code: 'IP-O1L8', id: null, ticked: false, state: 'held', words: 'lost' },
  { number: 5, id: null, ticked: false, state: 'empty', words: 'empty' },
  { number: 6, code: 'IP-0115', id: 'IP-0115', ticked: true, state: 'in', words: 'in' },
  { number: 7, code: 'IP-0116', id: 'IP-0116', ticked: true, state: 'in', words: 'in' },
  { number: 8, code: 'IP-0117', id: null, ticked: false, state: 'out', words: 'out to 4 Oak' },
]
