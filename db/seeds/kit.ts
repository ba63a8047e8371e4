import type { Random } from './random.ts'
import { pick } from './random.ts'

export type TypeName = 'Laptop' | 'iPad' | 'Chromebook' | 'Camera' | 'Video camera' | 'Robot' | 'Data logger'
  | 'Encrypted USB pen' | 'Video-conferencing kit'

type Model = [make: string, model: string, pence: number, years: number]
export type Stock = { type: TypeName, prefix: string, count: number, models: Model[] }

/** What the demonstration school owns; `years` ago it was bought. */
export const stock: Stock[] = [
  {
    type: 'Laptop', prefix: 'LT', count: 60,
    models: [
      ['Lenovo', 'ThinkPad L14', 64900, 2], ['Dell', 'Latitude 3540', 58950, 3], ['HP', 'ProBook 440', 61200, 5],
    ],
  },
  {
    type: 'iPad', prefix: 'IP', count: 90,
    models: [['Apple', 'iPad (10th generation)', 34900, 2], ['Apple', 'iPad (9th generation)', 31900, 4]],
  },
  { type: 'Chromebook', prefix: 'CB', count: 60, models: [['Acer', 'Chromebook 311', 21900, 3]] },
  { type: 'Camera', prefix: 'CAM', count: 8, models: [['Canon', 'IXUS 285', 17900, 4]] },
  { type: 'Video camera', prefix: 'VC', count: 3, models: [['Panasonic', 'HC-V180', 22900, 5]] },
  { type: 'Robot', prefix: 'RB', count: 18, models: [['TTS', 'Bee-Bot', 6500, 3]] },
  { type: 'Data logger', prefix: 'DL', count: 6, models: [['Data Harvest', 'EasySense', 15900, 6]] },
  { type: 'Encrypted USB pen', prefix: 'USB', count: 16, models: [['Kingston', 'IronKey', 5400, 2]] },
  { type: 'Video-conferencing kit', prefix: 'VK', count: 1, models: [['Logitech', 'MeetUp', 68900, 3]] },
]

type SetPlan = {
  prefix: string, name: string, size: number, slots: boolean, places: string[], purposes: string[]
  /** The places in the list of classes that use it. */
  rooms: [first: number, last: number]
}

/** The sets: how many devices of a type travel together, where each set lives and what for it is wanted. */
export const setsOf: Partial<Record<TypeName, SetPlan>> = {
  iPad: {
    prefix: 'IT', name: 'iPad trolley', size: 15, slots: true, rooms: [0, 13],
    places: [
      'Reception corridor', 'Key Stage 1 corridor', 'Library', 'Lower junior corridor',
      'Upper junior corridor', 'ICT suite',
    ],
    purposes: ['Phonics', 'Reading', 'Maths', 'Animation', 'Topic research', 'Science', 'Music'],
  },
  Chromebook: {
    prefix: 'CT', name: 'Chromebook trolley', size: 30, slots: true, rooms: [6, 13],
    places: ['ICT suite', 'Year 5 landing'],
    purposes: ['Computing lesson', 'Writing', 'Spelling', 'Topic research', 'Times tables'],
  },
  Robot: {
    prefix: 'RX', name: 'Robot box', size: 9, slots: false, rooms: [0, 5],
    places: ['Key Stage 1 corridor'], purposes: ['Computing lesson', 'Maths', 'Map work'],
  },
}

export const codeOf = (prefix: string, number: number) => `${prefix}-${String(number).padStart(4, '0')}`

const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

/** A serial number of nobody's: the code in the middle keeps it unique. */
export function inventSerial(random: Random, code: string): string {
  const some = (count: number) => Array.from({ length: count }, () => pick(random, [...letters])).join('')
  return `X${some(3)}${code.replace('-', '')}${some(2)}`
}
