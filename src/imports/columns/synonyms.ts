import { type About, type DeviceField, type Field, heading, type PeopleField } from './fields.ts'

type Words<F extends Field> = Partial<Record<F, RegExp>>

/** Headings as schools write them (folded, letters and digits only); the surest list first. */
const DEVICES: Words<DeviceField>[] = [
  {
    code: /^(?:kitbook)?(?:code|(?:asset|equipment|inventory|device|item|kit|school|ict|it|laptop|ipad|chromebook|camera|tablet)?(?:tag|tagno|tagnumber|tagid|no|nos|number|num|ref|refno|reference|code|label)|asset(?:id)?|annotatedassetid|barcode|inventory)$/,
    serial: /^(?:device|equipment|laptop|ipad|hardware|system)?(?:serial|serialno|serialnos|serialnumber|serialnumbers|serialnum|serviceno|sno|sn|servicetag)$/,
    item: /^(?:item|items|type|types|device|equipment|category|hardware|(?:device|item|equipment|asset|hardware|product)(?:type|category|kind)|typeof(?:device|equipment|item)|kind|kindofdevice|what|whatisit|itemname|equipmentname)$/,
    make: /^(?:make|maker|manufacturer|brand|vendor|makemanufacturer|manufacturername)$/,
    model: /^(?:model|modelname|devicemodel|makemodel|makeandmodel|makemodelno|brandmodel|manufacturermodel|modeltype|hardwaremodel|productname|product)$/,
    computer_name: /^(?:computername|hostname|devicename|pcname|machinename|computer|netbiosname|devicehostname|assetname|identification|displayname)$/,
    bought_on: /^(?:bought|boughton|datebought|purchased|purchasedate|purchasedon|dateofpurchase|datepurchased|purchase|acquired|acquisitiondate|dateacquired|dateofacquisition|yearpurchased|yearbought|yearofpurchase|purchaseyear|whenbought|invoicedate|orderdate|datereceived|deliverydate)$/,
    price: /^(?:unit|purchase|original|initial|insurance|insured|item)?(?:cost|price|value|amount)(?:each|perunit|per|incvat|exvat|incl?vat|gbp|pounds|paid|new)?$/,
    warranty: /^(?:warranty|guarantee)(?:until|expires|expiry|expirydate|end|ends|enddate|expiration|expirationdate|to|date|expireson)?$/,
    home: /^(?:location|wherekept|where|kept|keptin|keptat|room|place|home|stored|storedin|storage|storagelocation|wherestored|annotatedlocation|defaultlocation|assetlocation|currentlocation|usuallocation|trolley|cart|set|classset|base|homelocation|locationroom|roomlocation)$/,
    slot: /^(?:slot|slotno|slotnumber|bay|trolleyslot|slotintrolley|trayno|traynumber|positionintrolley)$/,
    quantity: /^(?:qty|quantity|howmany|count|noof|numberof|noofitems|numberofitems|qtyheld|noofunits|units)$/,
    notes: /^(?:notes?|comments?|remarks?|assetnotes|devicenotes|otherinformation|otherinfo|otherdetails|furtherinformation|details|faults|issues|condition)$/,
    status: /^(?:status|statuslabel|state|assetstatus|devicestatus|currentstatus|disposalstatus|disposed|lifecycle)$/,
    old_number: /^(?:old|previous|former|legacy)(?:no|number|tag|assettag|assetno|assetnumber|code|ref|id|reference)$/,
    os: /^(?:os|operatingsystem|osname|platform)$/,
    owner: /^(?:ownership|ownertype|deviceownership)$/,
    due_on: /^(?:expectedcheckin|expectedcheckindate|dueback|duebackon|duedate)$/,
    out_to_email: /^(?:checkedouttoemail)$/,
    out_to_name: /^(?:checkedoutto|checkedouttoname|checkedouttofullname|onloanto|loanedto|borrowedby|signedoutto|bookedoutto|outto|lentto)$/,
  },
  {
    item: /^(?:description|itemdescription|assetdescription|equipmentdescription|asset|name|desc)$/,
    code: /^(?:id|assetid|deviceid|itemid|idno|idnumber|securitymark|smartwater|schoolno|schoolnumber)$/,
    model: /^(?:modelno|modelnumber|modelref|description|version|spec|specification)$/,
    home: /^(?:class|classroom|site|building|department|area|usedin|usedby)$/,
    bought_on: /^(?:year|date|age|installed|datein|received|startdate)$/,
    computer_name: /^(?:name|label|nickname|friendlyname)$/,
    quantity: /^(?:no|number|total)$/,
  },
]

const PEOPLE: Words<PeopleField>[] = [
  {
    name: /^(?:name|names|fullname|staffname|stafffullname|employee|employeename|staff|staffmember|memberofstaff|teacher|teachername|adult|adultname|person|personname|legalname|legalfullname|displayname|chosenfullname|preferredfullname|nameofstaff|surnameforename|surnamefirstname|lastnamefirstname)$/,
    first: /^(?:first|firstname|forename|forenames|givenname|legalforename|legalfirstname|christianname|staffforename|stafffirstname|chosenforename)$/,
    last: /^(?:last|lastname|surname|familyname|legalsurname|legallastname|staffsurname|stafflastname|secondname|chosensurname)$/,
    preferred: /^(?:preferredname|preferredforename|preferredfirstname|knownas|chosenname|chosenfirstname|goesby|nickname|usualname)$/,
    email: /^(?:email|emails|emailaddress|work(?:email|emailaddress)|school(?:email|emailaddress)|staffemail|mainemail|mainemailaddress|primaryemail|primaryemailaddress|defaultemail|emailwork|emailaddresswork|workmail|mail|contactemail)$/,
    job_title: /^(?:position|positions|job|jobtitle|jobrole|jobdescription|role|roles|roletitle|rolename|post|posttitle|currentpost|staffrole|occupation|mainrole|mainposition|contractpost|contractrole|contractposition|serviceterm|schoolrole|roleinschool|designation)$/,
    kind: /^(?:kind|type|stafftype|staffcategory|category|persontype|employeetype|employmenttype|typeofstaff|kindofperson)$/,
    class: /^(?:class|classes|classname|form|formname|reggroup|registrationgroup|registrationform|regform|tutorgroup|classtaught|mainclass|classyear|yearclass|registrationclass|reg|teachinggroup)$/,
    first_day: /^(?:firstday|start|started|starts|startdate|startedon|datestarted|dateofstart|employmentstart|employmentstartdate|startofemployment|joined|joineddate|datejoined|joiningdate|joindate|dateofjoining|dateofarrival|arrivaldate|commenced|commencementdate|appointed|dateofappointment|appointmentdate|contractstart|contractstartdate|roleposition?startdate|servicestart|servicestartdate|hiredate)$/,
    last_day: /^(?:lastday|end|enddate|ended|endson|leaving|leavingdate|leavedate|leaver|leaverdate|leaves|left|leftdate|lefton|dateleft|dateofleaving|dateleaving|finish|finishdate|employmentend|employmentenddate|endofemployment|contractend|contractenddate|serviceend|serviceenddate|terminationdate|lastdayofwork|lastworkingday)$/,
  },
  {
    first: /^(?:initials?|preferredfirst)$/,
    last: /^(?:preferredsurname|preferredlastname)$/,
    email: /^(?:managedappleid|userprincipalname|googleaccount|account)$/,
    job_title: /^(?:title|responsibilities|responsibility|subject|department)$/,
    class: /^(?:group|teaches)$/,
    kind: /^(?:status|contract|contracttype)$/,
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
