import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { codeOf, comeToDesk, loansOnDisk, schoolOnDisk, tap, temporaryFolder } from './school.ts'
import { startServer, top } from './server.ts'

const LAPTOPS = 40

const compiler = process.platform === 'linux' && spawnSync('cc', ['--version']).status === 0
if (!compiler) console.log('The power-cut drill needs Linux and a C compiler (cc); it is left out here.')

/** Compiles the disk that forgets whatever was not fsynced. */
function compileDisk(folder: string): string {
  const library = join(folder, 'durable.so')
  const { status, stderr } = spawnSync('cc', ['-shared', '-fPIC', '-O1', '-o', library, join(top, 'tests/quality/durable.c'), '-ldl'])
  if (status !== 0) throw new Error(String(stderr))
  return library
}

it.runIf(compiler || process.env['CI'])(
  'a power cut after every disk cache had still to be written: each loan that was shown is there', async () => {
    const folder = temporaryFolder()
    const [dataDir, durable] = [join(folder, 'data'), join(folder, 'durable')]
    for (const made of [dataDir, durable]) mkdirSync(made)
    const [desk] = await schoolOnDisk(dataDir, LAPTOPS, 1)
    cpSync(dataDir, durable, { recursive: true })
    const server = await startServer(dataDir, {
      LD_PRELOAD: compileDisk(folder), KITBOOK_DISK: dataDir, KITBOOK_DURABLE: durable,
    })
    await comeToDesk(server.url, desk!)
    const shown = Array.from({ length: LAPTOPS }, (_, index) => codeOf(index + 1))
    for (const code of shown) expect(await tap(server.url, desk!, 'scans', { code })).toContain(`${code} out to`)
    await server.end('SIGKILL')
    expect(await loansOnDisk(durable)).toEqual({ codes: shown, integrity: 'ok' })
  })
