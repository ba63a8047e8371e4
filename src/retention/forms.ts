import { z } from 'zod'

const years = (least: number, most: number) => {
  const message = `Write a whole number from ${least} to ${most}`
  return z.string().trim().regex(/^\d{1,2}$/, message).transform(Number).refine((number) => number >= least && number <= most, message)
}

export const retentionForm = z.object({ keep_book_years: years(0, 10), keep_signatures_years: years(0, 50), retention_on: z.literal('1').optional().transform((on) => on === '1') })
