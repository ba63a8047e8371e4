// Runs before anything is installed or built, so it uses nothing but Node's own modules.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))
const sources = ['src', 'db', 'scripts']
const stamp = join(root, 'dist', '.built')
export const bundle = join(root, 'dist', 'bundle')

/** Ends with one sentence instead of a stack trace: these messages are read by whoever looks after the school's PC. */
function stop(sentence) {
  console.error(`\nKitbook: ${sentence}`)
  process.exit(1)
}

/** Runs a Node program of this repository; true when it ended well. */
export function run(program, args = [], options = {}) {
  const { status } = spawnSync(process.execPath, [program, ...args], { cwd: root, stdio: 'inherit', ...options })
  return status === 0
}

export function tool(name, file) {
  return join(root, 'node_modules', name, file)
}

function npm(...args) {
  const beside = dirname(process.execPath)
  const cli = [
    process.env.npm_execpath ?? '',
    join(beside, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(beside, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ].find((file) => file.endsWith('npm-cli.js') && existsSync(file))
  return cli ? run(cli, args) : stop('npm was not found beside Node. Start with "npm start".')
}

export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  stop(`this needs Node 20.19 or newer (24 is best); this is Node ${process.versions.node}. Get it from nodejs.org.`)
}

const modified = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0
const onNode22 = () => Number(process.versions.node.split('.')[0]) >= 22

/** Packages are installed when they are not there, or older than the lock file says. */
export function install() {
  if (modified(join(root, 'node_modules', '.package-lock.json')) < modified(join(root, 'package-lock.json'))) {
    console.log('Installing what Kitbook needs. The first time takes a few minutes.')
    const installed = npm('ci', '--include=dev') || (onNode22() && npm('ci', '--include=dev', '--ignore-scripts'))
    if (!installed) stop('the installation failed; the reason is above. Mend it and start again.')
  }
  if (sqliteLoads() || (npm('rebuild', 'better-sqlite3') && sqliteLoads())) return
  // Version 13 carries its binaries inside the package, for schools whose filter blocks their download.
  if (onNode22() && npm('install', '--no-save', 'better-sqlite3@13') && sqliteLoads()) return
  stop('SQLite could not be built here. Install Node 24, or a C++ compiler and Python, and start again.')
}

function sqliteLoads() {
  const probe = 'const Sqlite = require("better-sqlite3"); new Sqlite(":memory:").close()'
  return run('-e', [probe], { stdio: 'ignore' })
}

/** The folder itself comes too: it is newer when a file in it was taken away. */
function everythingIn(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  return [folder, ...entries.map((entry) => join(entry.parentPath, entry.name))]
}

function isBuilt() {
  const built = modified(stamp)
  const files = ['tsconfig.json', 'package-lock.json'].map((name) => join(root, name))
  const inputs = [...sources.flatMap((name) => everythingIn(join(root, name))), ...files]
  return inputs.every((path) => modified(path) < built)
}

/** A migration that was taken away must not live on as compiled code. */
function removeOrphans() {
  const dist = join(root, 'dist')
  for (const file of sources.flatMap((name) => everythingIn(join(dist, name))).filter((path) => /\.js(\.map)?$/.test(path))) {
    const source = file.slice(dist.length).replace(/\.js(\.map)?$/, '.ts')
    if (!existsSync(join(root, source))) rmSync(file)
  }
}

/** Compiles when any source is newer than the last build. */
export function build() {
  if (isBuilt()) return
  console.log('Building …')
  const began = new Date()
  if (!run(tool('typescript', 'bin/tsc'), ['-p', '.'])) stop('the build failed; the reason is above.')
  removeOrphans()
  if (!run(join(root, 'scripts', 'bundle.mjs'))) stop('the build could not be put together; the reason is above.')
  writeFileSync(stamp, '')
  utimesSync(stamp, began, began)
}

export function prepare() {
  checkNode()
  install()
  build()
}
