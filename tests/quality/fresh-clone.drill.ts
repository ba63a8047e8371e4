import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from './school.ts'
import { top } from './server.ts'

/** Does what the README says and nothing else; returns what it printed and how many seconds it took to say "ready". */
async function npmStart(clone: string, dataDir: string): Promise<{ said: string, seconds: number, stop: () => Promise<void> }> {
  const began = performance.now()
  const windows = process.platform === 'win32'
  const child = spawn('npm', ['start'], {
    cwd: clone, env: { ...process.env, PORT: '0', DATA_DIR: dataDir }, stdio: ['ignore', 'pipe', 'inherit'],
    shell: windows, detached: !windows,
  })
  const said = await untilReady(child)
  return { said, seconds: (performance.now() - began) / 1000, stop: () => stop(child) }
}

function untilReady(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    child.stdout!.on('data', (chunk) => {
      said += String(chunk)
      if (said.includes('Ctrl+C')) resolve(said)
    })
    child.on('exit', () => reject(new Error(`npm start ended: ${said}`)))
  })
}

async function stop(child: ChildProcess): Promise<void> {
  process.kill(process.platform === 'win32' ? child.pid! : -child.pid!, 'SIGTERM')
  await once(child, 'exit')
}

it('a fresh clone starts by one command, and the second time at once', async () => {
  const [clone, dataDir] = [join(temporaryFolder(), 'kitbook'), temporaryFolder()]
  execFileSync('git', ['clone', '--quiet', top, clone])
  for (const time of ['first', 'second']) {
    const { said, seconds, stop } = await npmStart(clone, dataDir)
    const address = /http:\/\/localhost:\d+/.exec(said)?.[0] ?? ''
    const page = await fetch(`${address.replace('localhost', '127.0.0.1')}/healthz`)
    expect(await page.text()).toBe('ok')
    expect(said).toMatch(/\/set-up\?code=/)
    console.log(`The ${time} start took ${seconds.toFixed(1)} s.`)
    await stop()
  }
}, 900_000)
