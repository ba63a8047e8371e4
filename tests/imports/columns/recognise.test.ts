import { describe, expect, it } from 'vitest'
import { neverKept } from '../../../src/imports/columns/never.ts'
import { isAboutChildren } from '../../../src/imports/columns/children.ts'
import { readAs } from '../../../src/imports/columns/recognise.ts'
import { recognised, sample } from '../support/lists.ts'

describe('recognise', () => {
  it.each([
    ['intune-all-devices.csv', 'devices', 'intune'], ['jamf-school-devices.csv', 'devices', 'jamf'], ['chromeos-devices.csv', 'devices', 'chromeos'],
    ['snipe-it-assets.csv', 'devices', 'snipe-it'], ['apple-school-manager-staff.csv', 'people', 'apple-staff'],
    ['mis-staff-list.csv', 'people', 'list'], ['school-spreadsheet.csv', 'devices', 'list'],
  ])('%s is about %s, in the format %s', (name, about, format) =>
    expect(recognised(sample(name))).toMatchObject({ about, format, sure: true }))

  it.each<[string, string, string, (string | null)[]]>([
    ['SIMS', 'Surname,Forename,Title,Staff Code,Work Email,Post,Reg Group,Employment start,Employment end\nFarrow,Joao,Mr,JF,j@x.example,Teacher,4 Oak,01/09/2020,',
      'people', ['last', 'first', null, null, 'email', 'job_title', 'class', 'first_day', 'last_day']],
    ['Arbor', 'Staff Name,Preferred Name,Email Address,Position,Start Date,End Date,Mobile,Date of birth\n"Farrow, Joao",Jo,j@x.example,Teacher,01/09/2020,,07,1980',
      'people', ['name', 'preferred', 'email', 'job_title', 'first_day', 'last_day', null, null]],
    ['Bromcom', 'Legal Surname,Legal Forename,Known As,Work Email Address,Job Title,Date Joined,Date of Leaving\nFarrow,Joao,Jo,j@x.example,TA,01/09/2020,',
      'people', ['last', 'first', 'preferred', 'email', 'job_title', 'first_day', 'last_day']],
    ['Arbor with form groups', 'Staff member,Staff ID,Job title,Default email,Form groups,Employment start date,Status\nMiss Ada Quill,12,Teacher,a@x.example,4 Oak,3 Sep 2024,Current',
      'people', ['name', null, 'job_title', 'email', 'class', 'first_day', 'kind']],
    ['Bromcom by surname', '"Surname, First Name (Title)",Role,E-mail (Work),Start,Leave\n"QUILL, Ada (Mrs)",Teacher,a@x.example,03/09/2024,',
      'people', ['name', 'job_title', 'email', 'first_day', 'last_day']],
    ['SIMS with a preferred surname', 'Legal Surname,Legal Forename,Preferred Surname,Preferred Forename,Post\nFARROW,JOANNA,Lewin,Jo,Teacher', 'people', ['last', 'first', 'preferred_last', 'preferred', 'job_title']],
    ['Google’s users', 'First Name [Required],Last Name [Required],Email Address [Required],Password [Required],Recovery Phone [MUST BE IN THE E.164 FORMAT],Employee Title\nAda,Quill,a@x.example,****,,Teacher',
      'people', ['first', 'last', 'email', null, null, 'job_title']],
    ['Intune by script, with whose a device is', 'DeviceName,SerialNumber,OperatingSystem,ManagedDeviceOwnerType,EnrolledDateTime,AzureADDeviceId\nPC1,S1,Windows,company,,x', 'devices', ['computer_name', 'serial', 'os', 'owner', null, null]],
    ['Snipe-IT’s table, and what a school added to it', 'Asset Name,Asset Tag,Serial,Purchased,Cost,Warranty,Checked Out,Checked Out To,Location,Default Location,Slot\nA,1,S,2022-09-02,£5,36 months,Yes,Jo Farrow,Staff room,Suite,4',
      'devices', ['computer_name', 'code', 'serial', 'bought_on', 'price', 'warranty', null, 'out_to_name', null, 'home', 'slot']],
    ['Snipe-IT’s table where no default location is given', 'Asset Tag,Serial,Checked Out To,Location,Default Location\n1,S,,Suite,', 'devices', ['code', 'serial', 'out_to_name', 'home', null]],
    ['made-up names with numbers', 'Name,Email\n"Person1, Ada",a@x.example\n"Person2, Ada",b@x.example\n"Person3, Ada",c@x.example', 'people', ['name', 'email']],
    ['a short list of names', 'Name,Role\nJo Farrow,Teacher\nAnn Lewin,TA\n', 'people', ['name', 'job_title']],
    ['an inventory', 'Asset Tag,Description,Manufacturer,Model No,S/N,Room,Date of purchase,Purchase price (£),Condition\nLT1,Laptop,HP,G8,X1,Suite,2020,£400,Good',
      'devices', ['code', 'item', 'make', 'model', 'serial', 'home', 'bought_on', 'price', 'notes']],
    ['a list with a column of line numbers', 'No,Asset No,Device,Serial\n1,LT-7,Laptop,A1\n2,LT-8,Laptop,A2\n3,LT-9,Laptop,A3',
      'devices', [null, 'code', 'item', 'serial']],
    ['a list by names', 'Name,Type,Serial Number,Location\nLT01,Laptop,A1,Suite\nLT02,Laptop,A2,Suite', 'devices', ['computer_name', 'item', 'serial', 'home']],
    ['Intune’s short export', 'Device name,Managed by,Ownership,Compliance,OS,OS version,Last check-in,Primary user UPN,Serial number\nLT-1,Intune,Corporate,Compliant,Windows,10,,a@x.example,S1',
      'devices', ['computer_name', null, 'owner', null, 'os', null, null, null, 'serial']],
    ['Snipe-IT’s list of assets', 'Asset Name,Asset Tag,Serial,Model,Category,Status,Checked Out To,Location,Purchase Cost\nA,1,S,M,Laptops,Deployed,Jo Farrow,Suite,5',
      'devices', ['computer_name', 'code', 'serial', 'model', 'item', 'status', 'out_to_name', 'home', 'price']],
    ['Google’s admin console', 'Serial number,Asset ID,Location,Model,Most recent user,Org unit path,Status\nS1,CB-1,Suite,Acer Chromebook,p@x.example,/,Provisioned',
      'devices', ['serial', 'code', 'home', 'model', null, null, 'status']],
    ['SIMS with a column that only says yes or no', 'Surname,Forename,Role,Teacher\nPRYCE,Ellen,Teacher,Yes\nHALE,Ben,TA,No\nLEWIN,Nia,TA,No\n', 'people', ['last', 'first', 'job_title', null]],
    ['Jamf Pro', 'Display Name,Serial Number,Asset Tag,Model,Username,Building,Room,Supervised\niPad 1,S1,A1,iPad,p,Main,Year 4,Yes\n', 'devices', ['computer_name', 'serial', 'code', 'model', null, null, 'home', null]],
    ['a list of laptops with the names of those who have them', 'Laptop no,Name,Serial no,User\n1,Mrs Pryce,S1,a\n2,Mr Hale,S2,b\n3,Ms Lewin,S3,c', 'devices', ['code', null, 'serial', null]],
  ])('reads %s', (_, text, about, mapping) => {
    const found = recognised(text)
    expect(found).toMatchObject({ about, sure: true })
    expect(found.mapping).toEqual(mapping)
  })

  it.each([['Our number', 'code'], ['Asset', 'code'], ['Identifier', 'code']])('takes “%s” for the code', (text, field) =>
    expect(recognised(`Type,${text},Serial\nLaptop,LT 01,A1\nLaptop,LT 02,A2\nLaptop,LT 03,A3\n`).mapping[1]).toBe(field))

  it('asks rather than give new codes where a column may hold the school’s', () =>
    expect(recognised('Type,Gwthio,Serial\nLaptop,LT 01,A1\nLaptop,LT 02,A2\n')).toMatchObject({ sure: false, mapping: ['item', null, 'serial'] }))

  it('is not sure of a list whose headings say little', () =>
    expect(recognised('alpha,beta\nLT-1,good\nLT-2,bad\n')).toMatchObject({ sure: false, mapping: [null, null] }))

  it('goes by what stands in a column where its heading has two meanings', () => {
    const found = readAs('devices', ['No', 'Item', 'Cost'], [['6', 'Bee-Bot', 'Suite'], ['6', 'Camera', 'Office'], ['6', 'Laptop', 'Hall']])
    expect(found.mapping).toEqual(['quantity', 'item', null])
  })
})

describe('columns that are never kept', () => {
  it.each([
    ['recentUsers.0.email', 'pupils'], ['Pupil name', 'pupils'], ['annotatedUser', 'pupils'], ['IMEI', 'network and SIM numbers'],
    ['Wi-Fi MAC', 'network and SIM numbers'], ['WiFiIPv4Address', 'network and SIM numbers'], ['MAC Address', 'network and SIM numbers'],
    ['Phone number', 'phone numbers'], ['Mobile', 'phone numbers'], ['Home address', 'home addresses'], ['Postcode', 'home addresses'],
    ['Date of birth', 'ages and dates of birth'], ['DOB', 'ages and dates of birth'], ['Password', 'passwords, PINs and keys'], ['Login PIN', 'passwords, PINs and keys'],
    ['BitLocker recovery key', 'passwords, PINs and keys'], ['Wi-Fi key', 'passwords, PINs and keys'], ['Activation Lock Bypass Code', 'passwords, PINs and keys'],
    ['UserId', 'users of a device'], ['Primary user UPN', 'users of a device'], ['Checked Out To: Username', 'users of a device'],
    ['P/W', 'passwords, PINs and keys'], ['Local admin', 'passwords, PINs and keys'], ['Security code', 'passwords, PINs and keys'], ['Wi-Fi pass', 'passwords, PINs and keys'],
    ['Home email', 'personal records'], ['NI Number', 'personal records'], ['Reason for absence', 'personal records'],
    ['Gender', 'personal records'], ['Last known location', 'where a device has been'],
  ])('“%s”: %s', (text, why) => expect(neverKept(text)).toBe(why))

  it.each(['Email Address', 'E-mail', 'Checked Out To: Email', 'Checked Out To: First Name', 'Serial number', 'Key stage', 'Model', 'Location', 'Notes', 'Class',
    'Position', 'Start Date', 'Asset Tag', 'Device name', 'Mobile device name', 'Cost (£)', 'Code', 'PAT pass', 'Admin centre'])('“%s” may be', (text) => expect(neverKept(text)).toBeNull())

  it.each([['UPN', true], ['Admission Number', true], ['grade_level', true], ['Primary user UPN', false], ['Staff Name', false]])(
    'a list with “%s” is about children: %s', (text, children) => expect(isAboutChildren(['Name', text], ['name', 'email'], [])).toBe(children))
})
