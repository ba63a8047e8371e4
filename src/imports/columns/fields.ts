export type About = 'devices' | 'people'

/** What a column of a device list can mean, as people choose it. */
export const DEVICE_FIELDS = {
  code: 'Code (the number on the device)',
  old_number: 'Old number',
  item: 'What it is (type)',
  make: 'Make',
  model: 'Model',
  serial: 'Serial number',
  computer_name: 'Computer name',
  bought_on: 'Bought on',
  price: 'Price',
  warranty: 'Warranty until',
  home: 'Where it is kept',
  slot: 'Slot in its trolley',
  quantity: 'How many',
  notes: 'Notes',
  home_notes: 'Notes that may name a trolley',
  status: 'Condition or status',
  owner: 'Who owns it (school or personal)',
  os: 'Operating system',
  out_to_email: 'Booked out to: email',
  out_to_name: 'Booked out to: name',
  out_to_first: 'Booked out to: first name',
  out_to_last: 'Booked out to: last name',
  out_to_kind: 'Booked out to a user, a place or a device',
  out_to_place: 'Booked out to: place',
  due_on: 'Due back on',
} as const

/** What a column of a staff list can mean. */
export const PEOPLE_FIELDS = {
  name: 'Name',
  first: 'First name',
  last: 'Surname',
  preferred: 'Preferred name',
  preferred_last: 'Preferred surname',
  email: 'Email',
  job_title: 'Job or position',
  kind: 'Kind (staff, supply, governor …)',
  class: 'Class',
  first_day: 'First day',
  last_day: 'Last day',
} as const

export type DeviceField = keyof typeof DEVICE_FIELDS
export type PeopleField = keyof typeof PEOPLE_FIELDS
export type Field = DeviceField | PeopleField

/** What each column means, in the order of the headings; null for a column that is not used. */
export type Mapping = (Field | null)[]

export function fieldsOf(about: About): Record<string, string> {
  return about === 'devices' ? DEVICE_FIELDS : PEOPLE_FIELDS
}

/** These may come from several columns, whose words are joined. */
export const JOINED: readonly Field[] = ['notes', 'home_notes', 'old_number', 'class']

export const DATE_FIELDS: readonly Field[] = ['bought_on', 'warranty', 'due_on', 'first_day', 'last_day']

/** A heading as it is compared: "Cost (£)", "cost_£", "Cost [Required]" and "Cost" are one. */
export function heading(text: string): string {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  const outside = plain.replace(/\([^)]*\)?|\[[^\]]*\]?/g, ' ').replace(/[^a-z0-9]+/g, '')
  return outside === '' ? plain.replace(/[^a-z0-9]+/g, '') : outside
}

/** The single words of a heading: "recentUsers.0.email" is recent, users, 0, email. */
export function headingWords(text: string): string[] {
  const parted = text.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
  return parted.toLowerCase().split(/[^a-z0-9]+/).filter(Boolean)
}
