import { beginningWith } from '../values/word-lists.ts'
import type { Line } from '../file/sheet.ts'
import { type Field, heading, type Mapping } from './fields.ts'
import { neverKept } from './never.ts'

/** Headings that only a list of children has. */
const CHILDREN = beginningWith(`
  upn uniquepupilnumber pupilname pupilforename pupilsurname admissionnumber admissionno gradelevel pupilpremium
  freeschoolmeals fsm senstatus senneed parentname parentemail priorityonecontact yearofentry legalguardian
  studentid studentname`)

/** Fields that a list of staff has, and a class list has not. */
const OF_ADULTS: readonly Field[] = ['email', 'job_title', 'kind', 'first_day', 'last_day']

/** More people to a class than adults ever have. */
const CHILDREN_TO_A_CLASS = 8

/** A list of pupils chosen by mistake is refused whole: Kitbook keeps adults only. */
export function isAboutChildren(headings: readonly string[], mapping: Mapping, lines: readonly Line[]): boolean {
  if (headings.some((text) => CHILDREN.test(heading(text)))) return true
  if (OF_ADULTS.some((field) => mapping.includes(field))) return false
  return headings.some((text) => neverKept(text) === 'ages and dates of birth') || isClassList(mapping, lines)
}

function isClassList(mapping: Mapping, lines: readonly Line[]): boolean {
  const column = mapping.indexOf('class')
  if (column < 0) return false
  const classes = new Set(lines.map(({ cells }) => cells[column] ?? ''))
  return lines.length / classes.size >= CHILDREN_TO_A_CLASS
}

/** All that is kept of a line about a pupil: what it is. */
export const PUPIL = 'Pupil'

const SAID = /^(?:pupils?|learners?|child|children)$/i

/** Whether a list calls somebody a pupil. */
export function isPupil(word: string): boolean {
  return SAID.test(word.trim())
}

/** A few are on placement; many are a school's pupils. */
const STUDENT = /^students?$/i
const MOST_ON_PLACEMENT = 5

/** Which lines of a staff list are about pupils, by a column that says what somebody is. */
export function pupilsAmong(mapping: Mapping, lines: readonly Line[]): (line: Line) => boolean {
  const columns = mapping.flatMap((field, i) => (field === 'kind' || field === 'job_title' ? [i] : []))
  const words = ({ cells }: Line) => columns.map((i) => (cells[i] ?? '').trim())
  const isStudent = (line: Line) => words(line).some((word) => STUDENT.test(word))
  const students = lines.filter(isStudent).length
  const areChildren = students > Math.max(MOST_ON_PLACEMENT, lines.length / 4)
  return (line) => words(line).some(isPupil) || (areChildren && isStudent(line))
}
