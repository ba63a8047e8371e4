import type { PersonKind } from '../../database/tables.ts'
import type { Preset } from '../shape.ts'

/** No policy but one speaks of it; Kitbook is careful with children's pictures until a school says otherwise (M20). */
const notEmployed: readonly PersonKind[] = ['volunteer', 'visitor']

/** Where every new school begins. */
export const signingOutBook: Preset = {
  id: 'signing-out-book',
  name: 'The signing-out book',
  about: 'Everything is signed out and in and spends the night in the suite. Laptops go home encrypted, with a new password every half-term; an iPad leaves by the head’s word.',
  settings: {
    agreement_before_account: true, unsigned_may: 'borrow here', permission_to_borrow: {}, ask_personal_data: false, ask_video_calls: false, return_checklist: true,
    keepers_standing_yes: false, password_reset_every: 'half-term', password_known_to: true,
    personal_devices: 'declared', personal_device_conditions: ['locked'], master_passwords: false,
  },
  types: {
    'Laptop': { off_site: 'yes', not_for: [], encrypted: 'DESlock', password_reset: 1 },
    'iPad': { off_site: 'head', not_for: notEmployed, encrypted: 'iPadOS passcode' },
    'Chromebook': { off_site: 'lead', not_for: [], encrypted: { usually: 'ChromeOS built-in' } },
    'Camera': { off_site: 'head', not_for: notEmployed },
    'Video camera': { off_site: 'head', not_for: notEmployed },
    'Robot': { off_site: 'lead', not_for: [] },
    'Data logger': { off_site: 'lead', not_for: [] },
    'Encrypted USB pen': { off_site: 'lead', not_for: [], encrypted: { usually: 'Hardware-encrypted' } },
    'Video-conferencing kit': { off_site: 'head', not_for: [] },
  },
  agreement: { kinds: ['staff', 'supply', 'student', 'governor', 'volunteer', 'visitor'], renewal: 'yearly' },
  clauses: [
    { id: 'M1', words: 'Whatever is carried about is written into the book: the day, the adult or class, and what it is for.', kept: { always: 'The desk writes it; the signing-out book is read, searched, printed and saved as a file' } },
    { id: 'M2', words: 'Shared devices stay in the computing lead’s care and are taken out when they are needed.', kept: { always: 'A device that nobody looks after is the suite’s' } },
    { id: 'M2', words: 'They can be asked for ahead of the lesson.', kept: { later: 'Reserving a device for a lesson' } },
    { id: 'M3', words: 'What one adult looks after others may have by asking; where that is difficult the computing lead decides.', kept: { always: 'The desk says whom to ask, and takes the lead’s yes' } },
    { id: 'M4', words: 'After the lesson it goes back to the suite and on charge.', kept: { always: 'Bringing back asks whether it is on charge' } },
    { id: 'M5', words: 'When the school day ends everything is back in the suite, and nothing is left about.', kept: { always: 'The end-of-day check counts it' } },
    { id: 'M5', words: 'That holds for what an adult looks after too, unless they say that it goes home.', kept: { setting: 'keepers_standing_yes' } },
    { id: 'M6', words: 'Laptops may be taken home; insurance covers them there as long as they are taken care of.', kept: { types: ['Laptop'] } },
    { id: 'M6', words: 'What is away, with whom and since when is known.', kept: { always: 'The off-site register' } },
    { id: 'M7', words: 'Whether an iPad leaves the school is for the head to say.', kept: { types: ['iPad', 'Camera', 'Video camera'] } },
    { id: 'M9', words: 'Staff laptops are encrypted with DESlock; iPads by a passcode.', kept: { types: ['Laptop', 'iPad'] } },
    { id: 'M10', words: 'Each half-term a laptop’s user gives it another password.', kept: { setting: 'password_reset_every' } },
    { id: 'M10', words: 'Colleagues who need the laptop during the day may know it too.', kept: { setting: 'password_known_to' } },
    { id: 'M11', words: 'Nobody has an account before they have signed.', kept: { setting: 'agreement_before_account' } },
    { id: 'M12', words: 'Children from Reception on sign every September, newcomers when they join.', kept: { always: 'Counted by class, in numbers only' } },
    { id: 'M13', words: 'Whoever leaves hands back all they have.', kept: { always: 'Today names who leaves within three weeks and has something' } },
    { id: 'M14', words: 'Before a long absence the kit comes back; if need be the school fetches it.', kept: { always: 'On a person’s page their return is arranged by a day: brought in, or fetched by the school; why they are away is never asked' } },
    { id: 'M15', words: 'USB pens are encrypted, and somebody has permitted them.', kept: { types: ['Encrypted USB pen'] } },
    { id: 'M17', words: 'Nothing is installed on a laptop but what its user needs to get online at home; files from elsewhere are scanned.', kept: { people: 'The technician looks; add it under “Checks of devices” to be reminded' } },
    { id: 'M19', words: 'The computing lead answers for the equipment.', kept: { always: 'Each person’s roles say what they may do' } },
    { id: 'M20', words: 'Supply teachers and students sign like everybody else.', kept: { always: 'Each agreement says which kinds of people sign it; reception has a page for it' } },
    { id: 'M21', words: 'Whoever has finished logs off.', kept: { setting: 'return_checklist' } },
    { id: 'M22', words: 'What it costs to use it at home the borrower pays.', kept: { always: 'The terms accepted before something leaves say so' } },
    { id: 'M23', words: 'Whoever reads school e-mail on a telephone of their own has said so.', kept: { setting: 'personal_devices' } },
    { id: 'M23', words: 'Such a telephone opens only for its owner.', kept: { setting: 'personal_device_conditions' } },
    { id: 'M25', words: 'An alert names a computer and a time; who had it then has to be known.', kept: { always: '“Who had it?” answers for any moment' } },
    { id: 'M27', words: 'The policy is looked at again every year.', kept: { later: 'A reminder of the policy’s own date' } },
  ],
}
