import type { PersonKind } from '../../database/tables.ts'
import type { Preset } from '../shape.ts'

const noPictures: readonly PersonKind[] = ['volunteer', 'visitor']

export const signedAtInduction: Preset = {
  id: 'signed-at-induction',
  name: 'Signed at induction',
  about: 'Nobody borrows anything before they have signed, at their induction. After that devices come and go freely, encrypted; volunteers and visitors take no pictures.',
  settings: {
    agreement_before_account: true, unsigned_may: 'nothing', permission_to_borrow: {}, ask_personal_data: false, ask_video_calls: false, return_checklist: true,
    keepers_standing_yes: true, password_reset_every: 'off', password_known_to: false,
    personal_devices: 'declared', personal_device_conditions: ['nothing-kept'], master_passwords: false,
  },
  types: {
    'Laptop': { off_site: 'yes', not_for: [], encrypted: { usually: 'BitLocker' } },
    'iPad': { off_site: 'yes', not_for: noPictures, encrypted: { usually: 'iPadOS passcode' } },
    'Chromebook': { off_site: 'yes', not_for: [], encrypted: { usually: 'ChromeOS built-in' } },
    'Camera': { off_site: 'lead', not_for: noPictures },
    'Video camera': { off_site: 'lead', not_for: noPictures },
    'Robot': { off_site: 'yes', not_for: [] },
    'Data logger': { off_site: 'yes', not_for: [] },
    'Encrypted USB pen': { off_site: 'yes', not_for: [], encrypted: { usually: 'Hardware-encrypted' } },
    'Video-conferencing kit': { off_site: 'lead', not_for: [] },
  },
  agreement: { kinds: ['staff', 'supply', 'student', 'governor', 'volunteer', 'visitor'], renewal: 'yearly' },
  clauses: [
    { id: 'M11', words: 'The agreement is a part of everybody’s induction; without it nothing is used.', kept: { setting: 'unsigned_may' } },
    { id: 'M20', words: 'Volunteers and visitors sign one of their own and take no pictures or films of children.', kept: { types: ['iPad', 'Camera', 'Video camera'] } },
    { id: 'M6', words: 'Devices given to staff are theirs to take home; they are not left in sight or alone where others are.', kept: { types: ['Laptop', 'iPad', 'Chromebook'] } },
    { id: 'M6', words: 'So nobody asks in the evening whether they have taken one home.', kept: { setting: 'keepers_standing_yes' } },
    { id: 'M9', words: 'Data that leaves is protected in a way that the school has approved.', kept: { types: ['Laptop', 'iPad', 'Chromebook', 'Encrypted USB pen'] } },
    { id: 'M15', words: 'Every memory stick and portable disk has a password.', kept: { types: ['Encrypted USB pen'] } },
    { id: 'M24', words: 'Pictures go into the school’s own storage, so a camera leaves only if the computing lead knows.', kept: { types: ['Camera', 'Video camera'] } },
    { id: 'M12', words: 'Children and their families read and sign theirs.', kept: { always: 'Counted by class, in numbers only' } },
    { id: 'M16', words: 'Damage and viruses are told to whoever looks after the computers; lost files to the head and the data protection officer.', kept: { later: 'Reporting a problem in one step, with its clock' } },
    { id: 'M17', words: 'Nothing is installed without permission.', kept: { people: 'The technician looks; add it under “Checks of devices” to be reminded' } },
    { id: 'M21', words: 'Nothing is left logged on, and nothing private is kept on it.', kept: { setting: 'return_checklist' } },
    { id: 'M23', words: 'Nothing about children, and none of the school’s files, is kept on a device of one’s own.', kept: { setting: 'personal_device_conditions' } },
    { id: 'M23', words: 'The school knows which those are.', kept: { setting: 'personal_devices' } },
    { id: 'M26', words: 'How it is used may be looked into.', kept: { always: 'The book and “Who had it?” answer for any moment' } },
    { id: 'M27', words: 'The policy is looked at again at least every year.', kept: { later: 'A reminder of the policy’s own date' } },
  ],
}
