import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

export const top = fileURLToPath(new URL('../..', import.meta.url))

export type Server = {
  url: string
  /** Ends the process by a signal and waits until it is gone; says its exit code. */
  end(signal: NodeJS.Signals): Promise<number | null>
}

/** Starts the built Kitbook as a process of its own, and waits until it says where it is. */
export async function startServer(dataDir: string, env: Record<string, string> = {}): Promise<Server> {
  const child = spawn(process.execPath, ['dist/bundle/src/server.js'], {
    cwd: top, env: { ...process.env, NODE_ENV: 'production', LOG_LEVEL: 'error', DATA_DIR: dataDir, PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const url = await whereItIs(child)
  return { url, end: (signal) => end(child, signal) }
}

function whereItIs(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    child.stdout!.on('data', (chunk) => {
      said += String(chunk)
      const port = /http:\/\/localhost:(\d+)/.exec(said)?.[1]
      if (port) resolve(`http://127.0.0.1:${port}`)
    })
    child.on('exit', () => reject(new Error(`Kitbook ended before it was ready: ${said}`)))
  })
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    child.kill(signal)
    await once(child, 'exit')
  }
  return child.exitCode
}

/** What `npm run NAME -- …` does; says what it printed. */
export function run(dataDir: string, ...args: string[]): { ok: boolean, said: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/run.mjs', ...args],
    { cwd: top, encoding: 'utf8', env: { ...process.env, DATA_DIR: dataDir, LOG_LEVEL: 'error', PUBLIC_URL: 'https://kitbook.larkfield.example' } })
  return { ok: status === 0, said: stdout + stderr }
}
