import { afterAll } from 'vitest'
import { closeBrowser } from './browser.ts'

// A set-up file: it runs for every file of journeys, while the modules those use are loaded once a worker.
afterAll(closeBrowser)
