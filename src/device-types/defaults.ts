import type { Db } from '../database/open.ts'
import type { PersonKind } from '../database/tables.ts'
import { type DeviceTypeInput, insertType } from './store.ts'

/** Equipment that takes pictures of children is not lent to people the school does not employ (M20). */
const takesPictures: PersonKind[] = ['volunteer', 'visitor']

const yearly = 365

const plain = {
  holds_data: 0, encryption: null, password_reset: 0, check_days: null, not_for: [],
} as const satisfies Partial<DeviceTypeInput>

/** What a new school starts from: the first of the presets (M6, M7, M9, M10, M15, M20, M24). Every line can be changed in the settings. */
export const defaultDeviceTypes: Omit<DeviceTypeInput, 'position'>[] = [
  {
    name: 'Laptop', code_prefix: 'LT', holds_data: 1, encryption: 'DESlock', password_reset: 1,
    check_days: yearly, off_site: 'yes', not_for: [],
  },
  {
    name: 'iPad', code_prefix: 'IP', holds_data: 1, encryption: 'iPadOS passcode', password_reset: 0,
    check_days: yearly, off_site: 'head', not_for: takesPictures,
  },
  {
    name: 'Chromebook', code_prefix: 'CB', holds_data: 1, encryption: 'ChromeOS built-in', password_reset: 0,
    check_days: yearly, off_site: 'lead', not_for: [],
  },
  { ...plain, name: 'Camera', code_prefix: 'CAM', holds_data: 1, off_site: 'head', not_for: takesPictures },
  { ...plain, name: 'Video camera', code_prefix: 'VC', holds_data: 1, off_site: 'head', not_for: takesPictures },
  { ...plain, name: 'Robot', code_prefix: 'RB', off_site: 'lead' },
  { ...plain, name: 'Data logger', code_prefix: 'DL', off_site: 'lead' },
  {
    name: 'Encrypted USB pen', code_prefix: 'USB', holds_data: 1, encryption: 'Hardware-encrypted',
    password_reset: 0, check_days: yearly, off_site: 'lead', not_for: [],
  },
  { ...plain, name: 'Video-conferencing kit', code_prefix: 'VK', off_site: 'head' },
]

/** Gives a new school its device types, inside the transaction that sets it up. */
export async function insertDefaultTypes(db: Db): Promise<void> {
  for (const [position, type] of defaultDeviceTypes.entries()) await insertType(db, { ...type, position })
}
