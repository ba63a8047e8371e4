import { act, type Act } from '../database/act.ts'
import type { Db } from '../database/open.ts'
import { NotFound } from '../errors.ts'
import { type Actor, record } from '../events/record.ts'
import { replaceTagsOf, tagsOfDevice } from '../tags/of-device.ts'
import { problemsOf } from './check.ts'
import type { DeviceFields } from './forms.ts'
import { columnsOf, type Registered } from './register.ts'
import { type Device, findDevice, updateDevice } from './store.ts'

/** Changes what is known of a device. A code that it loses stays scannable as an old number. Throws NotFound. */
export function changeDevice(db: Db, code: string, fields: DeviceFields, actor: Actor, now: Date): Promise<Registered> {
  return act(db, async (db) => {
    const device = await findDevice(db, code)
    if (!device) throw new NotFound('There is no such device.')
    const isRenamed = device.code !== fields.code
    const wanted = isRenamed ? { ...fields, old_numbers: [...fields.old_numbers, device.code] } : fields
    const problems = await problemsOf(db, wanted, device.id)
    if (problems.length > 0) return { problems }
    await change(db, device, wanted, actor, now)
    return { code: wanted.code }
  })
}

async function change(db: Act, device: Device, fields: DeviceFields, actor: Actor, now: Date): Promise<void> {
  const columns = columnsOf(fields)
  const changed = (Object.keys(columns) as (keyof typeof columns)[]).filter((key) => columns[key] !== device[key])
  await updateDevice(db, device.id, columns)
  await replaceTagsOf(db, device.id, tagsOfDevice(fields), now)
  const data = { fields: changed.join(' ') }
  await record(db, actor, now, { verb: 'device.changed', subject: 'device', subject_id: device.id, data })
}
