import type { PersonKind } from '../../database/tables.ts'
import type { Preset } from '../shape.ts'

const visitors: readonly PersonKind[] = ['visitor']

export const signedYearly: Preset = {
  id: 'signed-yearly',
  name: 'Signed every year',
  about: 'Everybody signs anew each year before they borrow. Laptops may leave, encrypted; children’s data, pictures and video calls leave only by the head’s word, and passwords change every term.',
  settings: {
    agreement_before_account: true, unsigned_may: 'nothing', permission_to_borrow: {}, ask_personal_data: true, ask_video_calls: true, return_checklist: true,
    keepers_standing_yes: false, password_reset_every: 'term', password_known_to: false,
    personal_devices: 'declared', personal_device_conditions: ['nothing-kept', 'protected'], master_passwords: true,
  },
  types: {
    'Laptop': { off_site: 'yes', not_for: [], encrypted: { usually: 'BitLocker' }, password_reset: 1 },
    'iPad': { off_site: 'head', not_for: visitors, encrypted: { usually: 'iPadOS passcode' } },
    'Chromebook': { off_site: 'yes', not_for: [], encrypted: { usually: 'ChromeOS built-in' } },
    'Camera': { off_site: 'head', not_for: visitors },
    'Video camera': { off_site: 'head', not_for: visitors },
    'Robot': { off_site: 'yes', not_for: [] },
    'Data logger': { off_site: 'yes', not_for: [] },
    'Encrypted USB pen': { off_site: 'head', not_for: [], encrypted: { usually: 'Hardware-encrypted' } },
    'Video-conferencing kit': { off_site: 'head', not_for: [] },
  },
  agreement: { kinds: ['staff', 'supply', 'student', 'governor', 'volunteer', 'visitor'], renewal: 'yearly' },
  clauses: [
    { id: 'M11', words: 'All users sign, staff once a year.', kept: { setting: 'unsigned_may' } },
    { id: 'M8', words: 'Children’s and staff’s data is not taken out of school unless the head has permitted it.', kept: { setting: 'ask_personal_data' } },
    { id: 'M8', words: 'An iPad, a camera and a USB pen carry such data by their nature.', kept: { types: ['iPad', 'Camera', 'Video camera', 'Encrypted USB pen'] } },
    { id: 'M7', words: 'No video calls are made from elsewhere without the head’s permission.', kept: { setting: 'ask_video_calls' } },
    { id: 'M7', words: 'Nor does the equipment for them leave.', kept: { types: ['Video-conferencing kit'] } },
    { id: 'M5', words: 'It is switched off and locked away when nobody needs it.', kept: { always: 'The end-of-day check counts it' } },
    { id: 'M6', words: 'The rules hold out of school as they do in it.', kept: { always: 'The terms accepted before something leaves; the off-site register' } },
    { id: 'M9', words: 'Personal data that leaves the school’s network is encrypted.', kept: { types: ['Laptop', 'iPad', 'Chromebook', 'Encrypted USB pen'] } },
    { id: 'M10', words: 'Passwords are changed at regular times.', kept: { setting: 'password_reset_every' } },
    { id: 'M12', words: 'Every child is reminded of theirs each year.', kept: { always: 'Counted by class, in numbers only' } },
    { id: 'M16', words: 'Damage and faults are told at once, whoever caused them.', kept: { later: 'Reporting a problem in one step' } },
    { id: 'M17', words: 'Software is up to date, virus protection runs, and nobody installs anything.', kept: { people: 'The technician looks; add it under “Checks of devices” to be reminded' } },
    { id: 'M20', words: 'A member of staff answers for what a guest does.', kept: { always: 'A volunteer’s or visitor’s loan has a member of staff who answers for it' } },
    { id: 'M20', words: 'Pictures are taken with the school’s equipment by those who have signed for it, so not by visitors.', kept: { types: ['iPad', 'Camera', 'Video camera'] } },
    { id: 'M21', words: 'Whoever has used children’s data logs off properly.', kept: { setting: 'return_checklist' } },
    { id: 'M23', words: 'A device of one’s own is treated like the school’s: protected against viruses, and no pictures of children on it.', kept: { setting: 'personal_device_conditions' } },
    { id: 'M23', words: 'The school knows which those are.', kept: { setting: 'personal_devices' } },
    { id: 'M24', words: 'Robots, data loggers, cameras and video cameras are equipment too.', kept: { always: 'Each has a type, and a school adds its own' } },
    { id: 'M25', words: 'How computers were used is audited.', kept: { always: '“Who had it?” answers for any moment' } },
    { id: 'M26', words: 'Governors are told regularly how the policy is kept.', kept: { later: 'The policy page for governors' } },
    { id: 'M28', words: 'Two people at least can get at each master password.', kept: { setting: 'master_passwords' } },
    { id: 'M27', words: 'The policy is looked at again every two years.', kept: { later: 'A reminder of the policy’s own date' } },
  ],
}
