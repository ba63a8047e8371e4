import { Worker } from 'node:worker_threads'

/** What a module for a thread exports as `work`; it says how much is done, of whatever total its caller knows. */
export type Work<In, Out> = (input: In, report: (done: number) => void) => Out | Promise<Out>
export type Message<Out> = { done: number } | { result: Out }

/** How modules end here: in the sources, or built. */
export const ENDING = import.meta.url.endsWith('.ts') ? '.ts' : '.js'

/**
 * Runs a module's `work` in a thread of its own, for what costs over 50 ms of CPU; it rejects with whatever the
 * work throws. `module` is named without its ending: `new URL('./work', import.meta.url)`. What goes in and comes
 * out is plain data, and a worker never writes to the database.
 */
export function runBeside<In, Out>(module: URL, input: In, report: (done: number) => void = () => {}): Promise<Out> {
  const href = module.href + ENDING
  return ENDING === '.ts' ? runHere(href, input, report) : runInThread(href, input, report)
}

/** Node 20 cannot load TypeScript in a thread, so from its sources (in tests) the work is done in place. */
async function runHere<In, Out>(href: string, input: In, report: (done: number) => void): Promise<Out> {
  const { work } = await import(href) as { work: Work<In, Out> }
  return work(structuredClone(input), report)
}

function runInThread<In, Out>(href: string, input: In, report: (done: number) => void): Promise<Out> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./thread.js', import.meta.url), { workerData: { href, input } })
    worker.on('message', (message: Message<Out>) => {
      if ('result' in message) resolve(message.result)
      else report(message.done)
    })
    worker.on('error', reject)
    worker.on('exit', () => reject(new Error('the worker ended without a result')))
  })
}
