import { setTimeout } from 'node:timers/promises'
import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { codeOf, comeToDesk, type Desk, loansOnDisk, schoolOnDisk, tap, temporaryFolder } from './school.ts'
import { type Server, startServer } from './server.ts'

const LAPTOPS = 120
const KILLS = 8

type Scan = { id: string, code: string }
type Lane = { desk: Desk, queue: Scan[], arrived: Set<Desk> }

function lanesOf(desks: Desk[], scans: Scan[]): Lane[] {
  const arrived = new Set<Desk>()
  return desks.map((desk, lane) => ({ desk, arrived, queue: scans.filter((_, index) => index % desks.length === lane) }))
}

function scansOfAll(): Scan[] {
  return Array.from({ length: LAPTOPS }, (_, index) => ({ id: randomUUID(), code: codeOf(index + 1) }))
}

/** Books out at one desk until the server is gone. A scan leaves the queue when its loan was shown, and not before. */
async function bookOut(server: Server, { desk, queue, arrived }: Lane, shown: Set<string>): Promise<void> {
  try {
    if (!arrived.has(desk)) await comeToDesk(server.url, desk)
    arrived.add(desk)
    for (let next = queue[0]; next; next = queue[0]) {
      expect(await tap(server.url, desk, 'scans', next)).toContain(`${next.code} out to`)
      shown.add(next.code)
      queue.shift()
    }
  } catch (error) {
    // The connection broke: whether the last scan was kept is unknown here, so it is sent again with the same id.
    if (!(error instanceof TypeError)) throw error
  }
}

/** Some milliseconds after so many loans were shown: in the middle of the next ones. */
async function somewhereAfter(count: number, shown: Set<string>): Promise<void> {
  while (shown.size < Math.min(count, LAPTOPS)) await setTimeout(1)
  await setTimeout(Math.random() * 10)
}

it(`kill -9, ${KILLS} times in ${LAPTOPS} book-outs: each loan that was shown is there, and none is there twice`, async () => {
  const dataDir = temporaryFolder()
  const desks = await schoolOnDisk(dataDir, LAPTOPS, 4)
  const scans = scansOfAll()
  const lanes = lanesOf(desks, scans)
  const shown = new Set<string>()
  for (let kills = 0; shown.size < LAPTOPS; kills++) {
    const server = await startServer(dataDir)
    const working = Promise.all(lanes.map((lane) => bookOut(server, lane, shown)))
    if (kills < KILLS) await somewhereAfter(shown.size + 2 + Math.floor(Math.random() * 10), shown)
    else await working
    await server.end('SIGKILL')
    await working
    const { codes, integrity } = await loansOnDisk(dataDir)
    expect(integrity).toBe('ok')
    expect(codes).toEqual(expect.arrayContaining([...shown]))
    expect(codes).toEqual([...new Set(codes)])
  }
  expect((await loansOnDisk(dataDir)).codes).toEqual(scans.map((scan) => scan.code))
})

it('SIGTERM while four desks are scanning: whatever was shown is there, and it ends by itself in good time', async () => {
  const dataDir = temporaryFolder()
  const desks = await schoolOnDisk(dataDir, LAPTOPS, 4)
  const server = await startServer(dataDir)
  const shown = new Set<string>()
  const working = Promise.all(lanesOf(desks, scansOfAll()).map((lane) => bookOut(server, lane, shown)))
  await somewhereAfter(10, shown)
  // Where it does not end by itself it gives up after its limit, with 1 (src/http/stop.ts).
  expect(await server.end('SIGTERM')).toBe(0)
  await working
  const { codes, integrity } = await loansOnDisk(dataDir)
  expect(integrity).toBe('ok')
  expect(codes).toEqual([...shown].toSorted())
})
