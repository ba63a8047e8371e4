import { expect, test } from 'vitest'
import type { PresetId } from '../../src/presets/shape.ts'
import { addDevice, signedIn } from '../support/app.ts'
import { addApproval, addPass } from '../support/off-site.ts'
import { outcomeOf, schoolOn, sign } from '../support/preset-cases.ts'

/**
 * What each policy lets leave, read off the policies by hand: a type, what is so (tests/support/preset-cases.ts), and what
 * stands against it. Allowed, each lack alone, everything at once, and by the head's word. `permission-ends`: it is wanted
 * until Thursday week, and the permission ends on Monday.
 */
const TABLES: Record<PresetId, string> = {
  'signing-out-book': `
    Laptop  | signed checked accepted                          | goes
    Laptop  | signed checked-otherwise accepted                | not-checked
    Laptop  | signed accepted                                  | not-checked
    Laptop  | signed checked                                   | terms
    Laptop  | checked accepted                                 | not-signed
    Laptop  |                                                  | not-signed not-checked terms
    Laptop  | signed accepted overridden                       | goes
    Laptop  | overridden                                       | not-signed terms
    Laptop  | signed checked accepted until-thursday           | goes
    iPad    | signed checked accepted head                     | goes
    iPad    | signed checked accepted lead                     | no-permission
    iPad    | signed checked accepted                          | no-permission
    iPad    | signed checked accepted head until-thursday      | permission-ends
    iPad    | signed accepted head                             | not-checked
    iPad    | signed checked head                              | terms
    iPad    | checked accepted head                            | not-signed
    iPad    |                                                  | not-signed not-checked no-permission terms
    iPad    | signed accepted overridden                       | goes
    iPad    | signed overridden                                | terms
    iPad    | signed checked accepted head volunteer           | not-for-kind
    iPad    | volunteer                                        | not-for-kind not-signed not-checked no-permission terms
    Camera  | signed accepted head                             | goes
    Camera  | signed accepted                                  | no-permission
    Camera  | signed accepted head visitor                     | not-for-kind on-site-only
    Encrypted USB pen | signed checked accepted lead           | goes
    Encrypted USB pen | signed checked accepted head           | goes
    Encrypted USB pen | signed checked accepted                | no-permission
    Encrypted USB pen | signed accepted lead                   | not-checked
    Encrypted USB pen |                                        | not-signed not-checked no-permission terms
    Encrypted USB pen | signed accepted overridden             | goes
    Globe   | signed accepted head                             | stays-here
    Globe   | signed accepted overridden                       | stays-here
    Laptop  | here                                             | goes
    iPad    | here volunteer                                   | not-for-kind`,

  'code-of-conduct': `
    Laptop  | signed checked accepted                          | goes
    Laptop  | signed accepted                                  | not-checked
    Laptop  | signed checked                                   | terms
    Laptop  | checked accepted                                 | not-signed
    Laptop  | signed checked accepted data                     | no-permission
    Laptop  | signed checked accepted data head                | no-permission
    Laptop  | signed checked accepted data head data-permitted | goes
    Laptop  | data                                             | not-signed not-checked no-permission terms
    Laptop  | signed accepted data overridden                  | goes
    Laptop  | data overridden                                  | not-signed terms
    iPad    | signed checked accepted head                     | goes
    iPad    | signed checked accepted head data                | no-permission
    iPad    | signed checked accepted                          | no-permission
    iPad    | signed checked accepted lead                     | no-permission
    iPad    | signed checked accepted head until-thursday      | permission-ends
    iPad    | data                                             | not-signed not-checked no-permission no-permission terms
    iPad    | signed accepted overridden                       | goes
    iPad    | signed checked accepted head volunteer           | goes
    iPad    | signed checked accepted head visitor             | not-for-kind on-site-only
    Camera  | signed accepted head volunteer                   | goes
    Camera  | signed accepted                                  | no-permission
    Robot   | signed accepted                                  | goes
    Encrypted USB pen | signed checked accepted head           | goes
    Encrypted USB pen | signed checked accepted lead           | no-permission
    Globe   | signed accepted overridden                       | stays-here
    Laptop  | here                                             | goes`,

  'asked-first': `
    Laptop  | signed checked accepted lead                     | goes
    Laptop  | signed checked accepted head                     | goes
    Laptop  | signed checked accepted                          | no-permission
    Laptop  | signed accepted lead                             | not-checked
    Laptop  | signed checked lead                              | terms
    Laptop  | checked accepted lead                            | not-signed
    Laptop  | signed checked accepted lead until-thursday      | permission-ends
    Laptop  |                                                  | not-signed not-checked no-permission terms
    Laptop  | signed accepted overridden                       | goes
    Laptop  | overridden                                       | not-signed terms
    iPad    | signed checked accepted lead                     | goes
    iPad    | signed checked accepted                          | no-permission
    iPad    | signed checked accepted lead visitor             | not-for-kind on-site-only
    Camera  | signed accepted lead                             | goes
    Camera  | signed accepted                                  | no-permission
    Robot   | signed accepted                                  | no-permission
    Data logger | signed accepted lead                         | goes
    Encrypted USB pen | signed checked accepted lead           | goes
    Encrypted USB pen | signed checked accepted                | no-permission
    Globe   | signed accepted overridden                       | stays-here
    Laptop  | here                                             | goes
    Laptop  | here volunteer                                   | not-permitted
    Laptop  | here volunteer may-borrow                        | goes
    Laptop  | here visitor                                     | goes
    Laptop  | here volunteer head                              | goes
    Laptop  | here volunteer lead                              | not-permitted
    iPad    | here volunteer                                   | not-for-kind not-permitted
    Laptop  | signed checked accepted head volunteer           | goes
    Laptop  | volunteer                                        | not-permitted not-signed not-checked no-permission terms`,

  'signed-at-induction': `
    Laptop  | signed checked accepted                          | goes
    Laptop  | signed accepted                                  | not-checked
    Laptop  | signed checked-otherwise accepted                | not-checked
    Laptop  | signed checked                                   | terms
    Laptop  | checked accepted                                 | not-signed
    Laptop  |                                                  | not-signed not-checked terms
    Laptop  | signed accepted overridden                       | goes
    Laptop  | accepted overridden                              | not-signed
    iPad    | signed checked accepted                          | goes
    iPad    | signed checked accepted volunteer                | not-for-kind
    iPad    | signed checked accepted visitor                  | not-for-kind on-site-only
    iPad    | visitor                                          | not-for-kind on-site-only not-signed not-checked terms
    Camera  | signed accepted lead                             | goes
    Camera  | signed accepted                                  | no-permission
    Camera  | signed accepted lead until-thursday              | permission-ends
    Camera  | signed accepted overridden                       | goes
    Encrypted USB pen | signed checked accepted                | goes
    Encrypted USB pen | signed accepted                        | not-checked
    Globe   | signed accepted overridden                       | stays-here
    Laptop  | here signed                                      | goes
    Laptop  | here                                             | not-signed
    Robot   | here                                             | not-signed
    Camera  | here signed volunteer                            | not-for-kind`,

  'signed-yearly': `
    Laptop  | signed checked accepted                          | goes
    Laptop  | signed accepted                                  | not-checked
    Laptop  | signed checked                                   | terms
    Laptop  | checked accepted                                 | not-signed
    Laptop  | signed checked accepted data                     | no-permission
    Laptop  | signed checked accepted data head data-permitted | goes
    Laptop  | signed checked accepted calls                    | no-permission
    Laptop  | signed checked accepted calls head calls-permitted | goes
    Laptop  | signed checked accepted calls head data-permitted | no-permission
    Laptop  | data calls                                       | not-signed not-checked no-permission no-permission terms
    Laptop  | signed accepted data calls overridden            | goes
    iPad    | signed checked accepted head                     | goes
    iPad    | signed checked accepted lead                     | no-permission
    iPad    | signed checked accepted head until-thursday      | permission-ends
    iPad    | data calls                                       | not-signed not-checked no-permission no-permission no-permission terms
    iPad    | signed overridden                                | terms
    Camera  | signed accepted head volunteer                   | goes
    Camera  | signed accepted head visitor                     | not-for-kind on-site-only
    Video-conferencing kit | signed accepted head              | goes
    Video-conferencing kit | signed accepted lead              | no-permission
    Video-conferencing kit | signed accepted                   | no-permission
    Encrypted USB pen | signed checked accepted head           | goes
    Encrypted USB pen | signed checked accepted lead           | no-permission
    Globe   | signed accepted overridden                       | stays-here
    Laptop  | here signed                                      | goes
    Laptop  | here                                             | not-signed`,
}

const rowsOf = (table: string) => table.trim().split('\n').map((line) => line.split('|').map((cell) => cell.trim()) as [string, string, string])

test.each(Object.entries(TABLES))('on the rules of %s everything that leaves, and everything that does not, is as the policy says', async (preset, table) => {
  const school = await schoolOn(preset as PresetId)
  const found = []
  for (const [type, said] of rowsOf(table)) found.push([type, said, await outcomeOf(school, type, said)])
  expect(found).toEqual(rowsOf(table))
})

test.each<[PresetId, string[]]>([
  ['signing-out-book', []],
  ['code-of-conduct', ['carries_personal_data']],
  ['asked-first', []],
  ['signed-at-induction', []],
  ['signed-yearly', ['carries_personal_data', 'video_calls']],
])('on the rules of %s whoever takes a laptop home is asked %j, beside the terms', async (preset, asked) => {
  const school = await schoolOn(preset)
  const laptop = await addDevice(school.db, 'LT-0001')
  await addPass(school.db, laptop)
  await addApproval(school.db, { person_id: school.lead, device_id: laptop, by_id: school.head })
  await sign(school, school.lead)
  const { text } = await (await signedIn(school, school.lead)).get('/off-site/new?device=LT-0001')
  expect(text).toContain('The terms')
  expect(['carries_personal_data', 'video_calls'].filter((name) => text.includes(`name="${name}"`))).toEqual(asked)
})
