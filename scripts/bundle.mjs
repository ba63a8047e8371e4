// Puts the compiled server and its packages into a few files: loading hundreds took half of a start. Each module keeps
// its address below dist/bundle, so that what it names from there (a thread's work, the migrations) is found there.
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join, posix, relative, sep } from 'node:path'
import { rolldown } from 'rolldown'
import { bundle, root } from './prepare.mjs'

const dist = join(root, 'dist')
/** Native, or reading files of their own beside them, and loaded only where they are used. */
const external = ['better-sqlite3', '@node-rs/argon2', 'pg', 'pdfkit']
const NAMED = /new URL\('(\.[^']+)', import\.meta\.url\)/g

const place = (file) => relative(dist, file).replaceAll(sep, '/')
const compiled = (folder) => readdirSync(join(dist, folder), { recursive: true })
  .filter((name) => name.endsWith('.js')).map((name) => join(dist, folder, name))

/** The modules that one names by their address instead of importing them. */
function named(file) {
  const found = [...readFileSync(file, 'utf8').matchAll(NAMED)].map(([, name]) => join(dirname(file), name.replace(/(\.js)?$/, '.js')))
  return found.filter((other) => existsSync(other))
}

const entries = [join(dist, 'src/server.js'), ...compiled('src').flatMap(named), ...compiled('db/migrations')]

const keepAddresses = {
  name: 'keep-addresses',
  transform: (code, id) => (id.startsWith(dist) ? code.replaceAll('import.meta.url', `ADDRESS_OF("${place(id)}")`) : null),
  renderChunk: (code, { fileName }) => code.replaceAll(/ADDRESS_OF\("([^"]+)"\)/g, (_, module) =>
    `new URL('${posix.relative(posix.dirname(fileName), module)}', import.meta.url).href`),
}

rmSync(bundle, { recursive: true, force: true })
const building = await rolldown({
  input: Object.fromEntries(entries.map((file) => [place(file).replace(/\.js$/, ''), file])),
  platform: 'node', external, plugins: [keepAddresses],
})
await building.write({ dir: bundle, entryFileNames: '[name].js', chunkFileNames: 'shared/[name]-[hash].js' })
