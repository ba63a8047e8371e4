import { anyOf, beginningWith } from '../values/word-lists.ts'
import { heading, headingWords } from './fields.ts'

type Reason = { why: string, words?: RegExp, whole?: RegExp, except?: RegExp }

/** Columns that Kitbook must not keep, whoever asks, and why: "What never goes into the database". */
const REASONS: Reason[] = [
  {
    why: 'passwords, PINs and keys',
    words: anyOf(`
      passwords?, passwd, passcode, passphrase, pwd, pw, pins?, puk, keys?, secret, tokens?, credentials?,
      bypass, unlock, recovery, login, logon, psk, p w, pass, combination, local admin, admin account,
      (?:security|access|lock|door|safe|entry|alarm) codes?`),
    whole: /password|passcode|recoverykey|bitlockerkey|unlockpin/,
    except: /\bkey stage\b|\bkeyboard\b|\bkey worker\b|\bkeyholder\b|\bpat\b|\bpass (?:or )?fail\b/,
  },
  {
    why: 'pupils',
    words: anyOf('pupils?, learners?, child, children, recent users?, students?, upn, uln'),
    whole: beginningWith(
      'recentusers pupil student annotateduser. mostrecentuser lastuser lastloggedin lastloggedon currentuser'),
    except: /\bprimary user\b/,
  },
  {
    why: 'ages and dates of birth',
    words: anyOf('dob, birth, birthday, birthdate, age'), whole: beginningWith('dob dateofbirth'),
  },
  {
    why: 'phone numbers',
    words: anyOf('phones?, telephone, tel, mobile, landline, fax'),
    whole: beginningWith('phonenumber mobileno subscriber'),
    except: /\bmobile device\b|\bphone (?:model|make)\b/,
  },
  {
    why: 'home addresses',
    words: anyOf('address, postcode, post code, street, town, county'),
    whole: beginningWith('homeaddress postcode addressline'),
    except: anyOf('email, e mail, mail, ip, mac, ethernet, wi fi, wifi, i pv4, ipv4, ipv6'),
  },
  {
    why: 'personal records',
    words: anyOf(`
      gender, sex, ethnicity, religion, nationality, medical, disability, salary, pay, payroll, ni, nino,
      insurance number, dbs, trn, teacher number, kin, emergency, absence, absences, marital, personal email,
      home email, private email, photo, photos`),
    whole: beginningWith('ninumber nationalinsurance homeemail personalemail payrollnumber dbsnumber sickness'),
  },
  {
    why: 'users of a device',
    words: anyOf(`
      user id, user ids, username, user name, upn, primary user, annotated user, assign to user, assigned user,
      sis username, person id, person number, staff id, employee id, employee number, staff code, registered by,
      logged on, last user, recent user`),
    whole: beginningWith(`
      users?. userid username primaryuser annotateduser assigntouser enrolledby managementname personid personnumber
      sisusername`),
  },
  {
    why: 'network and SIM numbers',
    words: anyOf(`
      imei[0-9]?, meid, iccid, eid, imsi, mac, ssid, ip, ipv4, ipv6, subnet, carrier, cellular, wi fi, wifi, bssid,
      last known network`),
    whole: beginningWith('imei meid iccid eid wifi ethernet macaddress lastknownnetwork wanip lanip lastknownip'),
  },
  {
    why: 'where a device has been',
    words: anyOf('latitude, longitude, gps, geolocation, last location, last known location'),
  },
]

const ADULT_ANSWERS = /^checkedoutto/

/** Why a column with this heading is never kept, in a few words; null for the columns that may be. */
export function neverKept(text: string): string | null {
  const words = headingWords(text).join(' ')
  const whole = heading(text)
  if (ADULT_ANSWERS.test(whole) && !/username/.test(whole)) return null
  const reason = REASONS.find(({ words: said, whole: is, except }) =>
    (said?.test(words) || is?.test(whole)) && !except?.test(words))
  return reason?.why ?? null
}
