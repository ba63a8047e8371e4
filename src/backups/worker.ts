import { parentPort, workerData } from 'node:worker_threads'
import { backUp, type Where } from './back-up.ts'

// Checking a large file takes seconds of computing, which nobody at the desk is to wait for.
parentPort?.postMessage(await backUp(workerData as Where))
