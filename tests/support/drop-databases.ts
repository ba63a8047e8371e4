import { afterAll } from 'vitest'
import { dropSpareDatabases } from './database.ts'

// A set-up file: it runs for every file of tests, while the modules those use are loaded once a worker.
afterAll(dropSpareDatabases)
