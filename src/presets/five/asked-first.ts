import type { PersonKind } from '../../database/tables.ts'
import type { Preset, TypeRule } from '../shape.ts'

const notEmployed: readonly PersonKind[] = ['volunteer', 'visitor']
const asked: TypeRule = { off_site: 'lead', not_for: [] }

export const askedFirst: Preset = {
  id: 'asked-first',
  name: 'Asked first',
  about: 'Nothing is taken away from school without permission. Work is done in the cloud or on an encrypted pen, each evening everything is closed down, and the business manager says who may use what.',
  settings: {
    agreement_before_account: true, unsigned_may: 'borrow here', permission_to_borrow: { volunteer: 'head' }, ask_personal_data: false, ask_video_calls: false, return_checklist: true,
    keepers_standing_yes: false, password_reset_every: 'off', password_known_to: false,
    personal_devices: 'head', personal_device_conditions: ['locked', 'encrypted'], master_passwords: false,
  },
  types: {
    'Laptop': { ...asked, encrypted: { usually: 'BitLocker' } },
    'iPad': { off_site: 'lead', not_for: notEmployed, encrypted: { usually: 'iPadOS passcode' } },
    'Chromebook': { ...asked, encrypted: { usually: 'ChromeOS built-in' } },
    'Camera': { off_site: 'lead', not_for: notEmployed },
    'Video camera': { off_site: 'lead', not_for: notEmployed },
    'Robot': asked,
    'Data logger': asked,
    'Encrypted USB pen': { ...asked, encrypted: { usually: 'Hardware-encrypted' } },
    'Video-conferencing kit': asked,
  },
  agreement: { kinds: ['staff', 'governor', 'volunteer', 'visitor'], renewal: 'new version' },
  clauses: [
    { id: 'M7', words: 'Equipment is not removed without the permission of somebody who may give it.', kept: { types: ['Laptop', 'iPad', 'Chromebook', 'Camera', 'Video camera', 'Robot', 'Data logger', 'Video-conferencing kit'] } },
    { id: 'M7', words: 'Parents who help in school use its equipment if the head allows it.', kept: { setting: 'permission_to_borrow' } },
    { id: 'M5', words: 'At the end of the day everything is logged out of and shut down.', kept: { always: 'The end-of-day check counts what is in; whoever puts it away shuts it down' } },
    { id: 'M6', words: 'Away from school the same rules hold as in it, and more care.', kept: { always: 'The terms accepted before something leaves; the off-site register' } },
    { id: 'M9', words: 'Devices are encrypted as befits what is on them.', kept: { types: ['Laptop', 'iPad', 'Chromebook'] } },
    { id: 'M15', words: 'Sensitive files are kept in the cloud or on an encrypted pen, never on the laptop itself.', kept: { types: ['Encrypted USB pen'] } },
    { id: 'M11', words: 'Staff, governors, volunteers and visitors have read the agreement and signed it.', kept: { setting: 'agreement_before_account' } },
    { id: 'M16', words: 'Data that reached the wrong person is told to the head at once, who has a procedure for it.', kept: { later: 'Reporting a problem in one step, with its clock' } },
    { id: 'M17', words: 'Updates and virus protection run by themselves, and nobody gets round them.', kept: { people: 'The technician looks; add it under “Checks of devices” to be reminded' } },
    { id: 'M18', words: 'Nothing is got rid of without permission.', kept: { later: 'Permission and proof of wiping before a disposal' } },
    { id: 'M19', words: 'Everybody’s rights are written down, and the business manager manages them.', kept: { always: 'The business manager and the head give and take roles' } },
    { id: 'M21', words: 'Whoever has finished logs out and locks it.', kept: { setting: 'return_checklist' } },
    { id: 'M23', words: 'A device of one’s own is used for the school’s data only where the head has allowed that very person to.', kept: { setting: 'personal_devices' } },
    { id: 'M23', words: 'And only if it is secure enough and encrypted.', kept: { setting: 'personal_device_conditions' } },
    { id: 'M24', words: 'Chromebooks, iPads and laptops are the school’s, and whatever comes next.', kept: { always: 'A school adds types of its own' } },
    { id: 'M26', words: 'Head and business manager see that the policy is kept.', kept: { later: 'The policy page for governors' } },
    { id: 'M27', words: 'The policy is looked at again every three years.', kept: { later: 'A reminder of the policy’s own date' } },
  ],
}
