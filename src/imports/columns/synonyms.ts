import { type About, type DeviceField, type Field, heading, type PeopleField } from './fields.ts'

type Words<F extends Field> = Partial<Record<F, RegExp>>

/** One of these words (which may be patterns), with or without what may stand before and behind it. */
function said(words: string, before = '', after = ''): RegExp {
  const any = (list: string) => `(?:${list.trim().split(/\s+/).join('|')})`
  return new RegExp(`^${any(before)}?${any(words)}${any(after)}?$`)
}

const KINDS =
  'asset equipment inventory device item kit school our ict it laptop ipad chromebook camera tablet hardware system'

/** Headings as schools write them (folded, letters and digits only); the surest list first. */
const DEVICES: Words<DeviceField>[] = [
  {
    code: said(
      'tag tagno tagnumber tagid nos? number num ref refno reference code label assetid annotatedassetid barcode',
      KINDS),
    serial: said('serial serialnos? serialnumbers? serialnum serviceno sno sn servicetag', KINDS),
    item: said(`
      item items type types device equipment category hardware
      (?:device|item|equipment|asset|hardware|product)(?:type|category|kind) typeof(?:device|equipment|item)
      kind kindofdevice what whatisit itemname equipmentname`),
    make: said('make maker manufacturer brand vendor makemanufacturer manufacturername'),
    model: said(`
      model modelname devicemodel makemodel makeandmodel makemodelno brandmodel manufacturermodel modeltype
      hardwaremodel productname product`),
    computer_name: said(`
      computername hostname devicename pcname machinename computer netbiosname devicehostname assetname
      identification displayname`),
    bought_on: said(`
      bought boughton datebought purchased purchasedate purchasedon dateofpurchase datepurchased purchase
      acquired acquisitiondate dateacquired dateofacquisition yearpurchased yearbought yearofpurchase
      purchaseyear whenbought invoicedate orderdate datereceived deliverydate`),
    price: said(
      'cost price value amount', 'unit purchase original initial insurance insured item',
      'each perunit per incvat exvat incl?vat gbp pounds paid new'),
    warranty: said(
      'warranty guarantee', '',
      'until expires expiry expirydate ends? enddate expiration expirationdate to date expireson'),
    home: said(`
      location wherekept where kept keptin keptat room place home stored storedin storage storagelocation
      wherestored annotatedlocation defaultlocation assetlocation currentlocation usuallocation trolley cart set
      classset base homelocation locationroom roomlocation`),
    slot: said('slot slotno slotnumber bay trolleyslot slotintrolley trayno traynumber positionintrolley'),
    quantity: said('qty quantity howmany count noof numberof noofitems numberofitems qtyheld noofunits units'),
    notes: said(`
      notes? comments? remarks? assetnotes devicenotes otherinformation otherinfo otherdetails
      furtherinformation details faults issues condition`),
    status: said('status statuslabel state assetstatus devicestatus currentstatus disposalstatus disposed lifecycle'),
    old_number: said('(?:old|previous|former|legacy)(?:asset)?(?:no|number|tag|code|ref|id|reference)'),
    os: said('os operatingsystem osname platform'),
    owner: said('ownership ownertype deviceownership manageddeviceownertype'),
    due_on: said('expectedcheckin expectedcheckindate dueback duebackon duedate'),
    out_to_email: said('checkedouttoemail'),
    out_to_name: said(`
      checkedoutto checkedouttoname checkedouttofullname onloanto loanedto borrowedby signedoutto bookedoutto
      outto lentto`),
  },
  {
    item: said('description itemdescription assetdescription equipmentdescription asset name desc'),
    code: said('id asset identifier sticker inventory deviceid itemid idno idnumber securitymark smartwater schoolno schoolnumber'),
    model: said('modelno modelnumber modelref description version spec specification'),
    home: said('class classroom site building department area usedin usedby'),
    bought_on: said('year date age installed datein received startdate'),
    computer_name: said('name label nickname friendlyname'),
    quantity: said('no number total'),
  },
]

const PEOPLE: Words<PeopleField>[] = [
  {
    name: said(`
      name names fullname staffname stafffullname employee employeename staff staffmember memberofstaff teacher
      teachername adult adultname person personname legalname legalfullname displayname chosenfullname
      preferredfullname nameofstaff surnameforename surnamefirstname lastnamefirstname`),
    first: said(`
      first firstname forename forenames givenname legalforename legalfirstname christianname staffforename
      stafffirstname chosenforename`),
    last: said(`
      last lastname surname familyname legalsurname legallastname staffsurname stafflastname secondname
      chosensurname`),
    preferred: said(`
      preferredname preferredforename preferredfirstname knownas chosenname chosenfirstname goesby nickname
      usualname`),
    preferred_last: said('preferredsurname preferredlastname preferredfamilyname'),
    email: said(`
      email emails emailaddress work(?:email|emailaddress) school(?:email|emailaddress) staffemail mainemail
      mainemailaddress primaryemail primaryemailaddress defaultemail emailwork emailaddresswork workmail mail
      contactemail`),
    job_title: said(`
      position positions job jobtitle jobrole jobdescription role roles roletitle rolename post posttitle
      currentpost staffrole occupation mainrole mainposition contractpost contractrole contractposition
      serviceterm employeetitle stafftitle schoolrole roleinschool designation`),
    kind: said(`
      kind type stafftype staffcategory category persontype employeetype employmenttype typeofstaff kindofperson`),
    class: said(`
      class classes classname form formname reggroups? formgroups? registrationgroups? registrationform regform
      tutorgroups?
      classtaught mainclass classyear yearclass registrationclass reg teachinggroup`),
    first_day: said(`
      firstday start started starts startdate startedon datestarted dateofstart employmentstart
      employmentstartdate startofemployment joined joineddate datejoined joiningdate joindate dateofjoining
      dateofarrival arrivaldate commenced commencementdate appointed dateofappointment appointmentdate
      contractstart contractstartdate roleposition?startdate servicestart servicestartdate hiredate`),
    last_day: said(`
      lastday end enddate ended endson leave leaving leavingdate leavedate leaver leaverdate leaves left leftdate
      lefton dateleft dateofleaving dateleaving finish finishdate employmentend employmentenddate
      endofemployment contractend contractenddate serviceend serviceenddate terminationdate lastdayofwork
      lastworkingday`),
  },
  {
    first: said('initials? preferredfirst'),
    email: said('managedappleid userprincipalname googleaccount account'),
    job_title: said('title responsibilities responsibility subject department'),
    class: said('group teaches'),
    kind: said('status contract contracttype'),
  },
]

/** How sure a guess is: 2 for a heading that means one thing, 1 for one that may, 0 for none. */
export type Guess = { field: Field, sure: 1 | 2 }

/** What a heading may mean in a list of this kind, surest first. */
export function guesses(text: string, about: About): Guess[] {
  const lists: Partial<Record<Field, RegExp>>[] = about === 'devices' ? DEVICES : PEOPLE
  const folded = heading(text)
  return lists.flatMap((list, i) => Object.entries(list)
    .filter(([, words]) => words.test(folded))
    .map(([field]) => ({ field: field as Field, sure: i === 0 ? 2 as const : 1 as const })))
}
