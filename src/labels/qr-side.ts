import type { Box } from './layout.ts'

/** Up to this height a label has room for the QR and three short lines only. */
export const TINY = 15
const SIDE = 40

/** The square that the QR has on a label of this size, in millimetres. */
export function qrSide({ width, height }: Pick<Box, 'width' | 'height'>): number {
  return Math.min(height - 2 * insetOf(height), width * 0.46, SIDE)
}

export function insetOf(height: number): number {
  return height < TINY ? 0 : 0.8
}
