import { act } from '../../src/database/act.ts'
import type { Db } from '../../src/database/open.ts'
import { rebuildWeeks } from '../../src/figures/count.ts'
import { type DemoAccount, newPassword, openAccounts } from './accounts.ts'
import { foundSchool, insertAll, nameSchool } from './found.ts'
import { hurry } from './hurry.ts'
import { stock, type Stock } from './kit.ts'
import { book, type Ending, type Lending } from './lending.ts'
import { between, pick, type Random, randomFrom } from './random.ts'
import { recordsOf } from './records.ts'
import { clock, minutes, roomsOn, type Scene, seconds } from './scene.ts'
import { dayBack, upcoming } from './stories.ts'
import { addDays, kindOfDay, staffDay } from './terms.ts'

export type LongPlan = {
  now: Date, devices: number, loans: number, random?: Random
  /** Told how many loans are written, about every hundredth of them. */
  progress?: Progress
}

type Progress = (done: number) => void

const LOANS_A_DAY_EACH = 1.4
const CLASS_SIZE = 15
const BATCH = 5000
const STILL_OUT = 50
const lessons = ['09:05', '10:25', '13:10', '14:10']
const purposes = ['Computing lesson', 'Reading', 'Maths', 'Topic research', 'Phonics', 'Science']

/** A school that has lent `devices` devices `loans` times up to now, for measuring: only its length is unusual. */
export async function buildLongHistory(db: Db, plan: LongPlan): Promise<{ accounts: DemoAccount[] }> {
  const { now, devices, loans, random = randomFrom(1), progress = () => {} } = plan
  const password = await newPassword()
  const out = Math.min(STILL_OUT, Math.floor(devices / 10), loans)
  const days = daysBefore(now, Math.ceil(loans / (devices * LOANS_A_DAY_EACH)))
  const settle = await hurry(db)
  const { scene, accounts } = await act(db, async (db) => {
    await nameSchool(db)
    const from = new Date(clock(addDays(days[0]!, -1), '08:00'))
    const scene = await foundSchool(db, { now, from, random, stock: scaled(devices) })
    return { scene, accounts: await openAccounts(db, scene, password) }
  })
  await writeDays(db, scene, days, loans - out, progress)
  await act(db, (db) => write(db, scene, stillOut(scene, out)))
  await settle()
  await act(db, (db) => rebuildWeeks(db, now))
  return { accounts }
}

async function writeDays(db: Db, scene: Scene, days: string[], total: number, progress: Progress): Promise<void> {
  let [batch, told]: [Lending[], number] = [[], 0]
  for (const [i, day] of days.entries()) {
    const soFar = Math.floor(total * (i + 1) / days.length)
    batch.push(...lessonsOf(scene, day, soFar - told - batch.length))
    if (batch.length < BATCH && i < days.length - 1) continue
    const lendings = batch.splice(0)
    await act(db, (db) => write(db, scene, lendings))
    progress(told += lendings.length)
  }
}

async function write(db: Db, scene: Scene, lendings: Lending[]): Promise<void> {
  await insertAll(db, recordsOf(scene, lendings))
}

/** Exactly `quota` loans, spread over the day's lessons; a class has fifteen devices at a time. */
function lessonsOf(scene: Scene, day: string, quota: number): Lending[] {
  const rooms = roomsOn(scene, day)
  const lendings: Lending[] = []
  for (const [i, time] of lessons.entries()) {
    const start = clock(day, time)
    const free = scene.kit.filter((kit) => kit.free_from <= start)
    const count = Math.min(free.length, Math.floor(quota * (i + 1) / lessons.length) - lendings.length)
    const first = between(scene.random, 0, free.length - 1)
    for (let n = 0; n < count; n++) {
      const group = first + Math.floor(n / CLASS_SIZE)
      const room = rooms[group % rooms.length]!
      const want = {
        room, borrower: room.teacher, purpose: purposes[group % purposes.length]!,
        taken: start + seconds(n % CLASS_SIZE * 4), due: clock(day, '15:30'),
      }
      lendings.push(book(scene, free[(first + n) % free.length]!, want, endOf(scene, day, want.taken)))
    }
  }
  return lendings
}

function endOf({ random }: Scene, day: string, taken: number): Ending {
  const luck = random()
  if (luck < 0.003) return { back: null, outcome: null, voided: taken + minutes(2) }
  if (luck < 0.008) return { back: clock(staffDay(day, 1), '08:31') + minutes(random() * 20), outcome: 'returned' }
  if (luck < 0.03) return { back: clock(day, '15:33') + minutes(random() * 40), outcome: 'returned' }
  return { back: taken + minutes(45) + seconds(Math.floor(random() * 300)), outcome: 'returned' }
}

/** What is out now: half of it late, half of it at home until the next day with staff in. */
function stillOut(scene: Scene, count: number): Lending[] {
  const day = dayBack(scene.now, '15:30')
  const rooms = roomsOn(scene, day)
  const taken = clock(day, '15:14')
  return scene.kit.filter((kit) => kit.free_from <= taken).slice(0, count).map((kit, i) => {
    const late = i % 2 === 0
    const { teacher: borrower } = rooms[i % rooms.length]!
    const due = late ? clock(day, '15:30') : upcoming(scene.now, '08:40')
    return book(scene, kit, { borrower, purpose: pick(scene.random, purposes), taken, due, off_site: !late }, null)
  })
}

/** The last `count` days with pupils in that are over, the earliest first. */
function daysBefore(now: Date, count: number): string[] {
  const days: string[] = []
  for (let day = dayBack(now, '16:30'); days.length < count; day = staffDay(day, -1)) {
    if (kindOfDay(day) === 'open') days.unshift(day)
  }
  return days
}

/** The demonstration's stock in the same proportions, so that it has exactly that many devices. */
function scaled(devices: number): Stock[] {
  const all = stock.reduce((sum, { count }) => sum + count, 0)
  let [owed, given] = [0, 0]
  return stock.map((line) => {
    owed += line.count * devices / all
    const count = Math.round(owed) - given
    given += count
    return { ...line, count }
  })
}
