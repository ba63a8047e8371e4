import type { PersonKind, Role } from '../../src/database/tables.ts'

/** `stay`: 'left' last term, 'leaving' within three weeks, 'starting' soon; everybody else is here throughout. */
export type Part = {
  name: string, kind: PersonKind, job: string, roles: Role[], stay?: 'left' | 'leaving' | 'starting'
  /** The place in the list of classes that this adult teaches (`teaches`) or helps in. */
  teaches?: number, helps?: number
}

export const school = {
  school_name: 'Marrowby Primary School',
  school_address: 'Mill Lane, Marrowby, Demonshire',
  school_phone: '01632 960147',
}

/** Two classes a year from Reception to Year 6, named after trees. */
export const classNames = [
  'Reception Hazel', 'Reception Willow', 'Year 1 Alder', 'Year 1 Rowan', 'Year 2 Elder', 'Year 2 Maple',
  'Year 3 Birch', 'Year 3 Cherry', 'Year 4 Ash', 'Year 4 Oak', 'Year 5 Beech', 'Year 5 Elm', 'Year 6 Cedar',
  'Year 6 Pine',
]

const teachers = [
  'Bronagh O’Shaughnessy', 'Nia Ŵyn Parry', 'Oluwaseun Adébáyò', 'Harpreet Kaur Dhaliwal', 'Gethin Prŷs',
  'Zoë Featherstonehaugh', 'Paweł Gołębiewski', 'Thandiwe Mkhabela', 'Renée Castellane', 'Imran Qureshi-Holt',
  'Nguyễn Thị Hồng Ân', 'Isolde Tarrant', 'João d’Almeida', 'Maria-Konstantina Papadimitriou-Worthington',
]

const helpers = [
  'Hodan Warsame', 'Dilys Llŷr Bowen', 'Işıl Yıldırım', 'Agnieszka Wróblewska', 'Fatoumata Diabaté',
  'Tamsin Penhallow', 'Søren Bækgaard', 'Siobhán Ní Dhálaigh', 'Lakshmi Venkataraghavan', 'Joy Abernathy',
  'Ștefania Ionescu', 'Wu Li',
]

/** The computing lead teaches Year 5 Elm; two more people hold several roles. */
const LEAD = 11

const staff = (name: string, job: string, ...roles: Role[]): Part => ({
  name, kind: 'staff', job, roles: ['staff', ...roles],
})

const others: Part[] = [
  staff('Rosalind Okonkwo-Hart', 'Head teacher', 'head'),
  staff('Æthelred Marchbanks', 'Deputy head teacher', 'head', 'lead'),
  staff('Jürgen Weißhaupt', 'SENCo'),
  staff('Constance Ravenhill', 'School business manager', 'business', 'office'),
  staff('Maureen Tuffnell', 'Office administrator', 'office'),
  staff('Ayesha Begum Choudhury', 'Office assistant', 'office'),
  staff('Kwabena Asante-Boateng', 'IT technician', 'technician'),
  staff('Beatriz Quintanilha', 'Higher-level teaching assistant'),
  staff('Ryszard Żółtowski', 'Higher-level teaching assistant'),
  staff('Barnaby Thrupp', 'Site manager'),
  { ...staff('Elodie Hartnoll', 'Teaching assistant'), stay: 'left' },
  { ...staff('Cormac Mac Giolla Bhríde', 'Teaching assistant'), stay: 'leaving' },
  { ...staff('Yuki Hasegawa', 'Teaching assistant'), stay: 'starting' },
  { name: 'Desmond Achterberg', kind: 'supply', job: 'Supply teacher', roles: ['staff'] },
  { name: 'Petronella van der Merwe', kind: 'supply', job: 'Supply teacher', roles: ['staff'] },
  { name: 'Suresh Thirunavukkarasu', kind: 'supply', job: 'Supply teacher', roles: ['staff'] },
  { name: 'Freya Lindqvist', kind: 'student', job: 'Student on placement', roles: ['staff'] },
  { name: 'Callum Birtwhistle', kind: 'student', job: 'Student on placement', roles: ['staff'] },
  { name: 'Marguerite Fotheringay', kind: 'governor', job: 'Chair of governors', roles: [] },
  { name: 'Tunde Bamgbose', kind: 'governor', job: 'Governor', roles: [] },
  { name: 'Putri', kind: 'volunteer', job: 'Hears children read', roles: [] },
  { name: 'Wilfred Oddy', kind: 'volunteer', job: 'Gardening club', roles: [] },
  { name: 'Þórdís Björnsdóttir', kind: 'visitor', job: 'Music tutor', roles: [] },
  { name: 'Leopold Nkemelu', kind: 'visitor', job: 'Speech therapist', roles: [] },
]

/** Everybody at the school, all invented. */
export const cast: Part[] = [
  ...teachers.map((name, i): Part => ({
    ...(i === LEAD ? staff(name, 'Class teacher and computing lead', 'lead') : staff(name, 'Class teacher')),
    teaches: i,
  })),
  ...helpers.map((name, i): Part => ({ ...staff(name, 'Teaching assistant'), helps: i })),
  ...others,
]

/** Whose accounts are printed, by the job that a visitor to the demonstration wants to try. */
export const accountsFor: [label: string, name: string][] = [
  ['Computing lead', 'Isolde Tarrant'],
  ['Class teacher', 'Nia Ŵyn Parry'],
  ['Teaching assistant', 'Hodan Warsame'],
  ['Office', 'Maureen Tuffnell'],
  ['IT technician', 'Kwabena Asante-Boateng'],
  ['Head teacher', 'Rosalind Okonkwo-Hart'],
  ['Business manager', 'Constance Ravenhill'],
]
