import type { Preset } from '../shape.ts'

export const codeOfConduct: Preset = {
  id: 'code-of-conduct',
  name: 'A code of conduct',
  about: 'Every adult signs one code and is trusted with the equipment. Personal data, and what keeps children’s pictures, leaves the school only by the head’s word.',
  settings: {
    agreement_before_account: true, unsigned_may: 'borrow here', permission_to_borrow: {}, ask_personal_data: true, ask_video_calls: false, return_checklist: false,
    keepers_standing_yes: false, password_reset_every: 'off', password_known_to: false,
    personal_devices: 'off', personal_device_conditions: ['locked'], master_passwords: false,
  },
  types: {
    'Laptop': { off_site: 'yes', not_for: [], encrypted: { usually: 'BitLocker' } },
    'iPad': { off_site: 'head', not_for: ['visitor'], encrypted: { usually: 'iPadOS passcode' } },
    'Chromebook': { off_site: 'yes', not_for: [], encrypted: { usually: 'ChromeOS built-in' } },
    'Camera': { off_site: 'head', not_for: ['visitor'] },
    'Video camera': { off_site: 'head', not_for: ['visitor'] },
    'Robot': { off_site: 'yes', not_for: [] },
    'Data logger': { off_site: 'yes', not_for: [] },
    'Encrypted USB pen': { off_site: 'head', not_for: [], encrypted: { usually: 'Hardware-encrypted' } },
    'Video-conferencing kit': { off_site: 'lead', not_for: [] },
  },
  agreement: { kinds: ['staff', 'student', 'governor', 'volunteer'], renewal: 'new version' },
  clauses: [
    { id: 'M8', words: 'Personal data is carried out of school only where the head or the governors have said yes.', kept: { setting: 'ask_personal_data' } },
    { id: 'M8', words: 'An iPad, a camera and a USB pen carry such data by their nature.', kept: { types: ['iPad', 'Camera', 'Video camera', 'Encrypted USB pen'] } },
    { id: 'M9', words: 'All that is needed is done to keep data from loss, theft and other people’s eyes.', kept: { types: ['Laptop', 'Chromebook'] } },
    { id: 'M11', words: 'Staff, governors, students and volunteers sign, with name, job title and date.', kept: { setting: 'agreement_before_account' } },
    { id: 'M12', words: 'Each family returns a signed slip to the office.', kept: { always: 'Counted by class, in numbers only' } },
    { id: 'M16', words: 'Damage, loss, theft and infection are guarded against and told at once.', kept: { later: 'Reporting a problem in one step' } },
    { id: 'M17', words: 'Virus protection is up to date; nothing is installed without leave.', kept: { people: 'The technician looks; add it under “Checks of devices” to be reminded' } },
    { id: 'M20', words: 'Pictures of children are taken for the school’s purposes by those who have signed, so not by visitors.', kept: { types: ['iPad', 'Camera', 'Video camera'] } },
  ],
}
