import type { Work } from '../workers/run.ts'
import { drawSheets } from './drawing.ts'
import type { Order } from './items.ts'

/** Runs in a thread: a sheet of QR codes costs tens of milliseconds, hundreds of labels seconds. */
export const work: Work<Order, Uint8Array> = (order, report) => drawSheets(order, report)
