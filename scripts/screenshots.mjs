// Takes the README's three pictures from the demonstration school, on a server and a folder of its own.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { findChromium } from './chromium.mjs'
import { bundle, prepare, root } from './prepare.mjs'

const PORT = 3987
const base = `http://127.0.0.1:${PORT}`
const FLAGS = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking']

prepare()
const folder = mkdtempSync(join(tmpdir(), 'kitbook-pictures-'))
const server = spawn(process.execPath, [join(bundle, 'src', 'server.js')],
  { env: { ...process.env, PORT: String(PORT), DATA_DIR: folder, LOG_LEVEL: 'warn' }, stdio: ['ignore', 'pipe', 'inherit'] })
const browser = await chromium.launch({ executablePath: findChromium() ?? 'chromium', args: FLAGS })
try {
  await takeAll(await setUpCode())
} finally {
  await browser.close()
  server.kill()
  server.once('exit', () => rmSync(folder, { recursive: true, force: true }))
}

function setUpCode() {
  return new Promise((resolve) => {
    let said = ''
    server.stdout.on('data', (part) => {
      said += part
      const code = /code=(\S+)/.exec(said)
      if (code) resolve(code[1])
    })
  })
}

async function takeAll(code) {
  const page = await browser.newPage({ baseURL: base, viewport: { width: 1280, height: 860 }, locale: 'en-GB' })
  const take = (name) => page.screenshot({ path: join(root, 'scripts', 'screenshots', `${name}.png`) })
  await page.goto(`/set-up?code=${code}`)
  await page.getByRole('button', { name: 'Open a demonstration school' }).click()
  await page.getByRole('heading', { name: 'Today', exact: true }).waitFor()
  await take('today')
  await page.goto('/book')
  await take('book')
  await page.goto('/classes')
  await page.getByRole('link', { name: /^Year 4/ }).first().click()
  const card = await page.getByText(/^CL-/).first().textContent()
  await page.goto('/desk/open')
  await page.getByRole('button', { name: 'Open the desk' }).click()
  for (const code of [card.trim(), 'IP-0030', 'IP-0031', 'IP-0032']) {
    await page.keyboard.type(code)
    const answered = page.waitForResponse((response) => response.url().endsWith('/desk/scans'))
    await page.keyboard.press('Enter')
    await answered
  }
  await page.getByText('IP-0032').first().waitFor()
  await take('desk')
}
