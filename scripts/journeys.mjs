import { findChromium } from './chromium.mjs'
import { prepareTests, runTests } from './vitest.mjs'

prepareTests()
const chromium = findChromium()
if (chromium) {
  process.env.CHROMIUM = chromium
  runTests('tests/journeys/vitest.config.ts')
} else {
  console.error(`Journeys need Chromium (or Chrome, or Edge), and none was found here.
  Debian, Ubuntu: sudo apt-get install chromium
  macOS:          brew install --cask chromium
  Windows:        Edge will do; it is looked for in Program Files
  elsewhere:      set CHROMIUM to the browser's program file`)
  process.exitCode = 1
}
