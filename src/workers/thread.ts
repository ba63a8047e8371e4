// The other end of run.ts: what a thread does first.
import { parentPort, workerData } from 'node:worker_threads'
import type { Message, Work } from './run.ts'

const { href, input } = workerData as { href: string, input: unknown }
const { work } = await import(href) as { work: Work<unknown, unknown> }
const say = (message: Message<unknown>) => parentPort!.postMessage(message)
say({ result: await work(input, (done) => say({ done })) })
