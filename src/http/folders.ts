import { fileURLToPath } from 'node:url'

/** The top of the repository: one step above src/, two above dist/src/. */
export const topFolder = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]dist([\\/]bundle)?[\\/]?$/, '')
