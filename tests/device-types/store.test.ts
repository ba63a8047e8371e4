import { expect, test } from 'vitest'
import { isUniqueViolation } from '../../src/database/act.ts'
import { defaultDeviceTypes, insertDefaultTypes } from '../../src/device-types/defaults.ts'
import { findType, insertType, listTypes, updateType } from '../../src/device-types/store.ts'
import { freshDatabase } from '../support/database.ts'

test('a new school has every kind of equipment of the policies, in order', async () => {
  const db = await freshDatabase()
  await insertDefaultTypes(db)
  const types = await listTypes(db)
  expect(types.map((type) => `${type.code_prefix} ${type.name}`)).toEqual([
    'LT Laptop', 'IP iPad', 'CB Chromebook', 'CAM Camera', 'VC Video camera', 'RB Robot', 'DL Data logger',
    'USB Encrypted USB pen', 'VK Video-conferencing kit',
  ])
})

test.each(['iPad', 'Camera', 'Video camera'])('a %s is not lent to volunteers and visitors', async (name) => {
  const db = await freshDatabase()
  await insertDefaultTypes(db)
  const type = (await listTypes(db)).find((each) => each.name === name)
  expect(type!.not_for).toEqual(['visitor', 'volunteer'])
})

test('what names an encryption holds data and says how long a check lasts', () => {
  for (const type of defaultDeviceTypes.filter((each) => each.encryption)) {
    expect(type).toMatchObject({ holds_data: 1, check_days: expect.any(Number) })
  }
})

test('a type is found with its exclusions, and a type that is not there is not', async () => {
  const db = await freshDatabase()
  const id = await insertType(db, { ...defaultDeviceTypes[0]!, position: 1, not_for: ['visitor', 'visitor', 'supply'] })
  expect(await findType(db, id)).toMatchObject({ name: 'Laptop', search_name: 'laptop', not_for: ['supply', 'visitor'] })
  expect(await findType(db, 'nothing')).toBeUndefined()
})

test('a change replaces the rules and the exclusions of that type only', async () => {
  const db = await freshDatabase()
  await insertDefaultTypes(db)
  const [laptop, ipad] = await listTypes(db)
  const { id, search_name, ...rules } = laptop!
  expect(search_name).toBe('laptop')
  await updateType(db, id, { ...rules, name: 'Netbook Ŵ', off_site: 'no', not_for: ['governor'] })
  expect(await findType(db, id)).toMatchObject({ search_name: 'netbook w', off_site: 'no', not_for: ['governor'] })
  expect(await findType(db, ipad!.id)).toEqual(ipad)
})

test('two types cannot have one name, whatever its capitals', async () => {
  const db = await freshDatabase()
  await insertDefaultTypes(db)
  const again = insertType(db, { ...defaultDeviceTypes[0]!, name: 'LAPTOP', position: 20 })
  await expect(again).rejects.toSatisfy(isUniqueViolation)
})
