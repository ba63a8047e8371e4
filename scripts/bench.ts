// Measures Kitbook against the floor on growing histories: npm run bench -- --loans 1000,10000 --asks 1000
import { cpus, tmpdir } from 'node:os'
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Ask, measure, type Measured } from './bench/load.ts'
import { type BenchSchool, makeSchool } from './bench/school.ts'
import { type Running, startFloor, startKitbook } from './bench/servers.ts'

const { values } = parseArgs({ options: {
  loans: { type: 'string', default: '1000,10000,100000,1000000' }, devices: { type: 'string', default: '500' },
  asks: { type: 'string', default: '1000' }, connections: { type: 'string', default: '10' },
} })
const [devices, asks, connections] = [Number(values.devices), Number(values.asks), Number(values.connections)]

type Next = (connection: number, i: number) => Ask
type Work = { name: string, kitbook(school: BenchSchool): Next, floor(school: BenchSchool): Next, asks?: number }

let key = 0
const form = (fields: Record<string, string>) => new URLSearchParams(fields).toString()

function scanAll(lane: string): Work['kitbook'] {
  return ({ desks }) => (connection, i) => {
    const { cookie, codes } = desks[connection]!
    return { method: 'POST', path: '/desk/scans', cookie, partial: true, body: form({ id: `bench-${key++}-x`, lane, code: codes[i % codes.length]! }) }
  }
}

const floorScan: Work['floor'] = ({ desks }) => (connection, i) => {
  const { id, person_id, codes } = desks[connection]!
  return { method: 'POST', path: '/scan', cookie: '', body: form({ code: codes[i % codes.length]!, desk_id: id, person_id, key: `floor-${key++}` }) }
}

function page(name: string, path: (school: BenchSchool) => string, floorPath: (school: BenchSchool) => string): Work {
  return {
    name,
    kitbook: (school) => () => ({ method: 'GET', path: path(school), cookie: school.lead }),
    floor: (school) => () => ({ method: 'GET', path: floorPath(school), cookie: '' }),
  }
}

/** Each connection books out its own devices once and brings them back once: what is asked is what they have. */
function works(school: BenchSchool): Work[] {
  const scans = school.desks.reduce((sum, { codes }) => sum + codes.length, 0)
  return [
    { name: 'book out', kitbook: scanAll('desk'), floor: floorScan, asks: scans },
    { name: 'bring back', kitbook: scanAll('back'), floor: floorScan, asks: scans },
    page('Today', () => '/', () => '/today'),
    page('device page', ({ device }) => `/devices/${device}`, ({ device }) => `/device/${device}`),
    page('book page', () => '/book', () => '/book'),
    page('search', () => '/devices?q=dell', () => '/search?q=dell'),
  ]
}

async function perSize(loans: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'kitbook-bench-'))
  try {
    const school = await makeSchool(folder, devices, loans, connections)
    const kitbook = await startKitbook(folder)
    const floor = await startFloor(school.floorFile)
    await atTheDesks(school, kitbook)
    console.log(`\n${loans.toLocaleString('en-GB')} loans, ${devices} devices, ${connections} connections; start-up to first page ${kitbook.started_ms.toFixed(0)} ms`)
    console.log('| | Kitbook /s | floor /s | ratio | p50 ms | p95 ms | p99 ms | KB |\n| --- | --: | --: | --: | --: | --: | --: | --: |')
    for (const work of works(school)) await compare(work, school, kitbook, floor)
    console.log(`memory ${kitbook.memory_mb().toFixed(0)} MB (floor ${floor.memory_mb().toFixed(0)} MB)`)
    await Promise.all([kitbook.stop(), floor.stop()])
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function atTheDesks({ desks }: BenchSchool, { port }: Running): Promise<void> {
  await measure(port, desks.length, desks.length, (connection) => {
    const { cookie, card } = desks[connection]!
    return { method: 'POST', path: '/desk/scans', cookie, partial: true, body: form({ id: `bench-${key++}-card`, lane: 'desk', code: card }) }
  })
}

async function compare(work: Work, school: BenchSchool, kitbook: Running, floor: Running): Promise<void> {
  const run = (server: Running, next: Next) => measure(server.port, connections, work.asks ?? asks, next)
  const theirs = await run(floor, work.floor(school))
  const ours = await run(kitbook, work.kitbook(school))
  console.log(line(work.name, ours, theirs))
}

function line(name: string, ours: Measured, theirs: Measured): string {
  const figures = [ours.rate.toFixed(0), theirs.rate.toFixed(0), (ours.rate / theirs.rate).toFixed(2), ...[ours.p50, ours.p95, ours.p99, ours.bytes / 1024].map((figure) => figure.toFixed(1))]
  return `| ${name} | ${figures.join(' | ')} |`
}

console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${new Date().toISOString().slice(0, 10)}`)
for (const loans of values.loans.split(',').map(Number)) await perSize(loans)
