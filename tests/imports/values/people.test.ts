import { describe, expect, it } from 'vitest'
import { hasLostLetter, readEmail, readName } from '../../../src/imports/values/names.ts'
import { kindFromWord, kindOf, readClasses, suggestedRoles } from '../../../src/imports/values/positions.ts'

const parts = { name: '', first: '', last: '', preferred: '', preferred_last: '' }

describe('readName', () => {
  it.each([
    [{ name: 'Farrow, Joao' }, 'Joao Farrow'],
    [{ name: 'Farrow, Joao', preferred: 'Jo' }, 'Jo Farrow'],
    [{ name: 'Farrow, Joao', preferred: 'Jo Farrow' }, 'Jo Farrow'],
    [{ name: 'Farrow, Joao', preferred: 'Farrow, Jo' }, 'Jo Farrow'],
    [{ name: 'Day-Lewis, Uma' }, 'Uma Day-Lewis'],
    [{ name: "O'Rourke, Mrs Hana" }, "Hana O'Rourke"],
    [{ name: 'Mrs Hana O’Rourke' }, 'Hana O’Rourke'],
    [{ name: 'Lewin, Kofi, Mr' }, 'Kofi Lewin'],
    [{ name: 'Siôn Llŷr', preferred: 'Siôn' }, 'Siôn Llŷr'],
    [{ name: 'Mair Ellen Pryce', preferred: 'Mair' }, 'Mair Pryce'],
    [{ name: '  Zoe   Mensah ' }, 'Zoe Mensah'],
    [{ first: 'Joao', last: 'Farrow' }, 'Joao Farrow'],
    [{ first: 'Joao', last: 'Farrow', preferred: 'Jo' }, 'Jo Farrow'],
    [{ first: 'Dr Wren', last: 'Clarke' }, 'Wren Clarke'],
    [{ name: 'Cher' }, 'Cher'], [{ name: 'Mrs Pryce' }, 'Mrs Pryce'], [{ name: 'Mrs E Pryce' }, 'E Pryce'],
    [{ first: 'Hana', last: "O'ROURKE" }, "Hana O'Rourke"], [{ name: 'DAY-LEWIS, UMA' }, 'Uma Day-Lewis'], [{ name: 'Xu, Noor' }, 'Noor Xu'],
    [{ name: 'FARROW, Joanna (Mrs)' }, 'Joanna Farrow'], [{ name: 'Farrow, Joanna (Mrs)', preferred_last: 'Lewin' }, 'Joanna Lewin'],
    [{ first: 'JOANNA', last: 'FARROW', preferred: 'Jo', preferred_last: 'LEWIN' }, 'Jo Lewin'], [{ preferred: 'Jo', preferred_last: 'Lewin' }, 'Jo Lewin'],
    [{ name: 'McDONALD, Iona' }, 'Iona McDonald'], [{ name: 'MCDONALD, IONA' }, 'Iona McDonald'], [{ name: 'MacDONALD, Iona' }, 'Iona MacDonald'],
    [{ name: 'MACDONALD, Iona' }, 'Iona Macdonald'], [{ name: 'NG, Wei' }, 'Wei Ng'], [{ first: 'Wei', last: 'NG' }, 'Wei Ng'], [{ name: 'ŁUCZAK-SMITH, ŻANETA' }, 'Żaneta Łuczak-Smith'],
    [{ name: 'ben roe' }, 'Ben Roe'], [{ name: 'roe, ben' }, 'Ben Roe'],
    [{}, ''],
  ])('reads %o as “%s”', (given, name) => expect(readName({ ...parts, ...given })).toBe(name))
})

describe('hasLostLetter', () => {
  it.each([['Siôn Ll?r', true], ['?ukasz Nowak', true], ['Jos\uFFFD Santos', true], ['Ana Santos', false], ['Ana Santos ?', false]])(
    '“%s”: %s', (name, lost) => expect(hasLostLetter(name)).toBe(lost))
})

describe('readEmail', () => {
  it.each([
    ['J.Farrow@Meadowbank.Example', 'j.farrow@meadowbank.example'],
    ['Jo Farrow <j.farrow@meadowbank.example>', 'j.farrow@meadowbank.example'],
    ['a@x.example; b@x.example', 'a@x.example'], ['mailto:a.b+c@x.sch.example', 'a.b+c@x.sch.example'],
  ])('reads “%s”', (cell, email) => expect(readEmail(cell)).toEqual({ email }))
  it.each(['', '-', 'n/a', 'none'])('takes “%s” as none', (cell) => expect(readEmail(cell)).toBeNull())
  it.each(['j.farrow', 'j farrow at school', '@x'])('refuses “%s”', (cell) => expect(readEmail(cell)).toHaveProperty('problem'))
})

describe('kindOf and suggestedRoles', () => {
  it.each([
    ['Class Teacher', 'staff', []], ['HLTA', 'staff', []], ['Midday Supervisor', 'staff', []],
    ['Headteacher', 'staff', ['head']], ['Head Teacher', 'staff', ['head']], ['Deputy Headteacher', 'staff', []],
    ['Assistant Head Teacher', 'staff', []], ['PA to the Headteacher', 'staff', []], ['Head of Year', 'staff', []],
    ['Computing Lead, Y5 Teacher', 'staff', ['lead']], ['ICT Co-ordinator', 'staff', ['lead']], ['Computing Subject Leader', 'staff', ['lead']],
    ['Business Manager', 'staff', ['business']], ['School Business Manager (SBM)', 'staff', ['business']],
    ['Office Administrator', 'staff', ['office']], ['School Secretary', 'staff', ['office']],
    ['IT Technician (visiting)', 'staff', ['technician']], ['Science Technician', 'staff', []],
    ['Supply Teacher', 'supply', []], ['Agency TA', 'supply', []], ['Cover Supervisor', 'staff', []],
    ['Student on placement', 'student', []], ['Trainee Teacher', 'student', []], ['Student Support Assistant', 'staff', []],
    ['Governor', 'governor', []], ['Parent Governor', 'governor', []], ['Clerk to the Governors', 'staff', []],
    ['Reading volunteer', 'volunteer', []], ['Visitor', 'visitor', []], ['Visiting Music Teacher', 'staff', []], ['', null, []],
  ])('“%s” is %s, suggests %o', (position, kind, roles) => {
    expect(kindOf(position)).toBe(kind)
    expect(suggestedRoles(position)).toEqual(roles)
  })
  it.each([['Supply', 'supply'], ['Governor', 'governor'], ['Teaching', 'staff'], ['Part time', null], ['', null]])(
    'a column of kinds with “%s” says %s', (word, kind) => expect(kindFromWord(word)).toBe(kind))
})

describe('readClasses', () => {
  it.each([
    ['Year 4 Oak', ['Year 4 Oak']], ['4 Oak; 5 Elm', ['4 Oak', '5 Elm']], ['4 Oak, 4 Oak', ['4 Oak']],
    ['Year 1/2 Beech', ['Year 1/2 Beech']], ['', []], ['N/A', []], ['-', []],
  ])('“%s”', (cell, classes) => expect(readClasses(cell)).toEqual(classes))
})
