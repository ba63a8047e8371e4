import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Memory is the resident one, now and at its highest; `cpu_ms` is the processor time so far. */
export type Running = {
  port: number, started_ms: number, memory_mb(): number, peak_mb(): number, cpu_ms(): number, stop(): Promise<void>
}

/** As `npm start` runs it: with room for 512 MB in all, what pages leave behind is swept up sooner than with a machine's all. */
const HEAP = ['--max-semi-space-size=4', '--max-old-space-size=512']

/** Kitbook itself on a folder of data, ready when its first page answers. */
export function startKitbook(dataDir: string): Promise<Running> {
  const port = 20_000 + Math.floor(Math.random() * 20_000)
  const file = fileURLToPath(new URL('../../bundle/src/server.js', import.meta.url))
  const env = { ...process.env, NODE_ENV: 'production', DATA_DIR: dataDir, PORT: String(port), HOST: '127.0.0.1', LOG_LEVEL: 'error' }
  return start([...HEAP, file], env, async () => port)
}

/** The floor on a database file. */
export function startFloor(databaseFile: string): Promise<Running> {
  const file = fileURLToPath(new URL('./floor.js', import.meta.url))
  return start([file], { ...process.env, FLOOR_FILE: databaseFile }, portSaid)
}

async function start(args: string[], env: NodeJS.ProcessEnv, portOf: (child: ChildProcess) => Promise<number>): Promise<Running> {
  const began = performance.now()
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] })
  const port = await portOf(child)
  child.stdout?.resume()
  await answers(port)
  const stop = () => new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.kill()
  })
  const started_ms = performance.now() - began
  const pid = child.pid!
  return { port, started_ms, memory_mb: () => memoryOf(pid, 'VmRSS'), peak_mb: () => memoryOf(pid, 'VmHWM'), cpu_ms: () => cpuOf(pid), stop }
}

function portSaid(child: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    child.stdout!.on('data', (part: Buffer) => {
      const port = /port=(\d+)/.exec(part.toString())
      if (port) resolve(Number(port[1]))
    })
  })
}

async function answers(port: number): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    const answer = await fetch(`http://127.0.0.1:${port}/sign-in`).catch(() => null)
    if (answer) return
    await new Promise((resolve) => { setTimeout(resolve, 20) })
  }
  throw new Error('the server did not start')
}

/** In MB, where the system tells it (Linux); else 0. */
function memoryOf(pid: number, which: 'VmRSS' | 'VmHWM'): number {
  return Number(new RegExp(`${which}:\\s+(\\d+)`).exec(readProc(pid, 'status'))?.[1] ?? 0) / 1024
}

/** Processor time of all its threads, where the system tells it; a tick is a hundredth of a second. */
function cpuOf(pid: number): number {
  const fields = readProc(pid, 'stat').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * 10
}

function readProc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return ''
  }
}
