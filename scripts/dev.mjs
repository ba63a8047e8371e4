import { spawn } from 'node:child_process'
import { prepare, root, tool } from './prepare.mjs'

prepare()
const env = { NODE_ENV: 'development', ...process.env }
const watch = (...args) => spawn(process.execPath, args, { cwd: root, env, stdio: 'inherit' })
const compiler = watch(tool('typescript', 'bin/tsc'), '-p', '.', '--watch', '--preserveWatchOutput')
const server = watch('--watch', '--enable-source-maps', 'dist/src/server.js')

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    compiler.kill()
    server.kill()
  })
}
