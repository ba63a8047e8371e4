// Measures Kitbook against the floor on growing histories: npm run bench -- --loans 1000,10000 --asks 500
import { cpus, tmpdir } from 'node:os'
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { measure, type Measured, together } from './bench/load.ts'
import { measureReminders } from './bench/reminders.ts'
import { type BenchSchool, makeSchool } from './bench/school.ts'
import { measureScreen } from './bench/screen.ts'
import { type Running, startFloor, startKitbook } from './bench/servers.ts'
import { growth, HEADING, line, type Figures } from './bench/table.ts'
import { bookOut, bringBack, cards, IN_A_ROW, inARow, pages, type Work } from './bench/works.ts'

const { values } = parseArgs({ options: {
  loans: { type: 'string', default: '1000,10000,100000,1000000' }, devices: { type: 'string', default: '500' },
  asks: { type: 'string', default: '500' }, rounds: { type: 'string', default: '3' }, connections: { type: 'string', default: '10' },
  screen: { type: 'boolean', default: false }, scans: { type: 'string', default: '1000' },
  kept: { type: 'string' },
} })
const [devices, asks, rounds, connections] = [values.devices, values.asks, values.rounds, values.connections].map(Number) as [number, number, number, number]

/** The same code read again within three seconds at one desk is the same scan. */
const SAME_SCAN_MS = 3100

/** Of each connection, not counted: a server that has stood for a day has met every page as often. */
const WARMING_ASKS = 100

/** Faster than anybody at a school's screens. */
const PACE_MS = 500
const PACED_ASKS = 20

type Pair = { floor: Running, kitbook: Running }
type Rounds = { floor: Measured[], kitbook: Measured[], paced?: Measured }

function perSize(loans: number): Promise<Figures[]> {
  return withSchool(loans, async (school, folder) => {
    const kitbook = await startKitbook(folder)
    const floor = await startFloor(school.floorFile)
    try {
      console.log(`\n${loans.toLocaleString('en-GB')} loans, ${devices} devices, ${connections} connections; start-up to first page ${kitbook.started_ms.toFixed(0)} ms\n${HEADING}`)
      const pair = { floor, kitbook }
      const figures = [...await acts(school, pair), await scansInARow(school, pair), ...await allPages(school, pair)]
      console.log(await measureReminders(school.floorFile, rounds * 10))
      console.log(`memory ${kitbook.memory_mb().toFixed(0)} MB, at most ${kitbook.peak_mb().toFixed(0)} MB (floor ${floor.memory_mb().toFixed(0)} MB)`)
      return figures
    } finally {
      await Promise.all([kitbook.stop(), floor.stop()])
    }
  })
}

async function withSchool<T>(loans: number, run: (school: BenchSchool, folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'kitbook-bench-'))
  try {
    return await run(await makeSchool(folder, { devices, loans, connections, kept: values.kept }), folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function told(name: string, found: Rounds): Figures {
  const figures = { name, floor: together(found.floor), kitbook: together(found.kitbook), paced: found.paced ? together([found.paced]) : null }
  console.log(line(figures))
  return figures
}

/** The floor and Kitbook turn about, so that whatever else the machine does falls on both. */
async function round(pair: Pair, { next }: Work, each: number, found: Rounds | null, first: Work | null = null, at = connections): Promise<void> {
  for (const who of ['floor', 'kitbook'] as const) {
    if (first) await measure(pair[who], at, 1, first.next)
    const measured = await measure(pair[who], at, each, next)
    found?.[who].push(measured)
  }
}

/** As many people as there are connections, each asking twice a second. */
function paced({ kitbook }: Pair, { next }: Work, most = PACED_ASKS): Promise<Measured> {
  return measure(kitbook, connections, Math.min(PACED_ASKS, most), next, PACE_MS)
}

/** The first round warms both up and is not counted. */
async function acts(school: BenchSchool, pair: Pair): Promise<Figures[]> {
  const each = school.desks[0]!.codes.length
  const [out, back] = [{ floor: [], kitbook: [] }, { floor: [], kitbook: [] }] as [Rounds, Rounds]
  for (let i = 0; i <= rounds; i++) {
    await sleep(SAME_SCAN_MS)
    await round(pair, bookOut(school), each, i === 0 ? null : out, cards(school))
    await sleep(SAME_SCAN_MS)
    await round(pair, bringBack(school), each, i === 0 ? null : back)
  }
  await sleep(SAME_SCAN_MS)
  await measure(pair.kitbook, connections, 1, cards(school).next)
  out.paced = await paced(pair, bookOut(school), each)
  await sleep(SAME_SCAN_MS)
  back.paced = await paced(pair, bringBack(school), each)
  return [told('book out', out), told('bring back', back)]
}

/** At one desk, which asks the next only when it has its answer. */
async function scansInARow(school: BenchSchool, pair: Pair): Promise<Figures> {
  const found: Rounds = { floor: [], kitbook: [] }
  for (let i = 0; i < rounds; i++) {
    await sleep(SAME_SCAN_MS)
    await round(pair, inARow(school, 'desk'), IN_A_ROW, found, cards(school), 1)
    await sleep(SAME_SCAN_MS)
    await round(pair, inARow(school, 'back'), IN_A_ROW, found, null, 1)
  }
  return told(inARow(school, 'desk').name, found)
}

async function allPages(school: BenchSchool, pair: Pair): Promise<Figures[]> {
  const figures: Figures[] = []
  for (const work of pages(school)) {
    const found: Rounds = { floor: [], kitbook: [] }
    await round(pair, work, WARMING_ASKS, null)
    for (let i = 0; i < rounds; i++) await round(pair, work, Math.ceil(asks / connections / rounds), found)
    found.paced = await paced(pair, work)
    figures.push(told(work.name, found))
  }
  return figures
}

console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${new Date().toISOString().slice(0, 10)}`)
if (values.screen) {
  await withSchool(10_000, (school, folder) => measureScreen(school, folder, Number(values.scans)))
} else {
  const sizes = values.loans.split(',').map(Number)
  const found = new Map<number, Figures[]>()
  for (const loans of sizes) found.set(loans, await perSize(loans))
  if (sizes.length > 1) console.log(growth(found))
}
