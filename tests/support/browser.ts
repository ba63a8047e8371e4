import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { expect, onTestFinished } from 'vitest'
import { findChromium } from '../../scripts/chromium.mjs'

type Wishes = {
  /** The site's address; every other address is refused, and asking for one fails the test. */
  url: string
  javaScriptEnabled?: boolean
  width?: number
  height?: number
  colorScheme?: 'light' | 'dark'
  /** Cookies by name, such as a session's. */
  cookies?: Record<string, string>
  locale?: string
  /** A film for the camera, made by `film()`. */
  camera?: string
}

/** As root Chromium needs no sandbox; the rest keeps it from asking its maker anything. */
const FLAGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
]

/** So long (ms) a journey waits for what must come; only what never comes fails it. */
const PATIENCE = 90_000

/** Pages that were opened with JavaScript off. */
export const withoutScripts = new WeakSet<Page>()

let launched: Promise<Browser> | undefined

function browser(): Promise<Browser> {
  launched ??= chromium.launch({ executablePath: findChromium() ?? 'chromium', args: FLAGS, timeout: PATIENCE })
  return launched
}

export async function closeBrowser(): Promise<void> {
  await (await launched)?.close()
  launched = undefined
}

/** A browser of its own whose camera plays a film (.y4m) and needs no leave; closed when the test ends. */
async function browserWithCamera(film: string): Promise<Browser> {
  const camera = ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${film}`]
  const own = await chromium.launch({ executablePath: findChromium() ?? 'chromium', args: [...FLAGS, ...camera], timeout: PATIENCE })
  onTestFinished(() => own.close())
  return own
}

/**
 * A new window with nothing remembered. Whatever the browser complains of (an error, a refusal by the CSP, a file
 * not found, a request to another host) fails the test when it ends.
 */
export async function openPage({ url, width = 1280, height = 900, cookies = {}, camera, ...rest }: Wishes): Promise<Page> {
  const options: BrowserContextOptions = { baseURL: url, viewport: { width, height }, locale: 'en-GB', timezoneId: 'Europe/London' }
  const used = camera ? await browserWithCamera(camera) : await browser()
  const context = await used.newContext({ ...options, ...rest, permissions: camera ? ['camera'] : [] })
  await context.addCookies(Object.entries(cookies).map(([name, value]) => ({ name, value, url })))
  const complaints: string[] = []
  context.on('page', (page) => listen(page, url, complaints))
  const page = await context.newPage()
  page.setDefaultTimeout(PATIENCE)
  if (rest.javaScriptEnabled === false) withoutScripts.add(page)
  onTestFinished(async () => {
    await context.close()
    expect(complaints, 'what the browser complained of').toEqual([])
  })
  return page
}

/** Says of a page what is wrong with it. A form that was refused (4xx) is an answer like any other. */
function listen(page: Page, url: string, complaints: string[]): void {
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    const refused = /Failed to load resource: (the server responded with a status of 4|net::ERR_CONNECTION_FAILED)/.test(message.text())
    if (message.type() === 'error' && !refused) complaints.push(message.text())
  })
  page.on('request', (request) => {
    const own = /^(data|blob|about):/.test(request.url()) || request.url().startsWith(`${url}/`)
    if (!own) complaints.push(`asked elsewhere: ${request.url()}`)
  })
  page.on('response', (response) => {
    const part = ['stylesheet', 'script', 'font', 'image', 'manifest'].includes(response.request().resourceType())
    if (part && response.status() >= 400) complaints.push(`${response.status()}: ${response.url()}`)
  })
}

/** Types as a USB scanner does: into whatever has the focus, and Enter. */
export async function scan(page: Page, code: string): Promise<void> {
  await page.keyboard.type(code)
  await page.keyboard.press('Enter')
}
