import { prepare } from './prepare.mjs'

prepare()
await import('../dist/bundle/src/server.js')
