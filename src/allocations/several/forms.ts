import { z } from 'zod'
import { codes } from '../../approvals/forms.ts'
import { chosenId, day, formKey, several, tick } from '../../http/fields.ts'
import { conditionLine } from '../forms.ts'

/** What is said once and holds for every device that is scanned after it. */
const held = { person_id: chosenId, condition: conditionLine, charger: tick, bag: tick, until_day: day, goes_home: tick }

/** One form for scanning: a badge says to whom, a device is given to them; `keeper_id` is a name chosen without a badge. */
export const severalForm = z.object({ ...held, keeper_id: chosenId, text: codes, form_key: formKey })

/** Whatever cannot be read of an address counts as not said. */
export const severalQuery = z.object({
  person_id: z.string().max(64).catch(''), condition: z.string().max(200).catch('Good'), charger: z.string().max(1).catch(''), bag: z.string().max(1).catch(''),
  until_day: z.string().max(20).catch(''), goes_home: z.string().max(1).catch(''), given: z.string().max(200).catch(''),
})

const ids = several.pipe(z.array(z.string().max(64)).max(200))

export const confirmForm = z.object({ person_id: z.string().max(64).default(''), handover_id: ids, badge: z.string().max(2000).default(''), pin: z.string().max(20).default('') })
