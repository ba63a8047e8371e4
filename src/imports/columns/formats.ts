import { type About, type Field, heading } from './fields.ts'

export type Format = {
  key: string
  /** As the preview says it: "This is an export of all devices from Intune." */
  name: string
  about: About
  /** Headings (folded) that must all be there, and some of which one must be. */
  all: string[]
  any: string[]
  /** Where several headings mean one thing, the one that stands first here and is not blank in every line. */
  columns: Record<string, Field>
  /** What its devices are when nothing else tells. */
  type?: string
}

function words(list: string): string[] {
  return list.trim().split(/\s+/)
}

/** What other systems export; a list that fits none is read by its headings. More particular ones first. */
export const FORMATS: Format[] = [
  {
    key: 'intune', name: 'an export of devices from Intune', about: 'devices',
    all: ['devicename', 'serialnumber'],
    any: words(`
      managementname azureaddeviceid microsoftentradeviceid entradeviceid enrollmentdate lastcheckin primaryuserupn
      easactivationid skufamily jointype`),
    columns: {
      devicename: 'computer_name', serialnumber: 'serial', manufacturer: 'make', model: 'model', category: 'item',
      devicecategory: 'item', os: 'os', operatingsystem: 'os', ownership: 'owner', manageddeviceownertype: 'owner',
      devicestate: 'status', notes: 'notes',
    },
  },
  {
    key: 'snipe-it', name: 'an export from Snipe-IT', about: 'devices',
    all: ['assettag'],
    any: words(`
      checkedouttousername checkedouttofirstname checkedouttoname checkedouttoemail checkedoutto checkouttype
      assetnotes asseteoldate expectedcheckindate modelnotes checkedout lastcheckoutdate`),
    columns: {
      assettag: 'code', name: 'computer_name', assetname: 'computer_name', itemname: 'computer_name', category: 'item',
      manufacturer: 'make', model: 'model', modelname: 'model', serialnumber: 'serial', serial: 'serial',
      defaultlocation: 'home', location: 'home', purchasedate: 'bought_on', purchasecost: 'price', assetnotes: 'notes',
      notes: 'notes', status: 'status', statuslabel: 'status', warrantyexpires: 'warranty', warrantyexpiry: 'warranty',
      warranty: 'warranty', checkouttype: 'out_to_kind', checkedoutto: 'out_to_name', checkedouttoname: 'out_to_name',
      checkedouttofirstname: 'out_to_first', checkedouttolastname: 'out_to_last', checkedouttoemail: 'out_to_email',
      checkedouttolocation: 'out_to_place', expectedcheckindate: 'due_on', expectedcheckin: 'due_on',
    },
  },
  {
    key: 'chromeos', name: 'an export of Chromebooks from Google', about: 'devices',
    all: ['serialnumber'],
    any: words(`
      annotatedassetid annotatedlocation orgunitpath autoupdatethrough autoupdateexpiration enrollmenttime
      lastenrollmenttime mostrecentuser recentusers0email chromeosversion bootmode deprovisionreason`),
    columns: {
      serialnumber: 'serial', annotatedassetid: 'code', assetid: 'code', annotatedlocation: 'home', location: 'home',
      notes: 'home_notes', model: 'model', status: 'status', devicestatus: 'status', provisionstatus: 'status',
    },
    type: 'Chromebook',
  },
  {
    key: 'jamf', name: 'an export of devices from Jamf', about: 'devices',
    all: ['serialnumber', 'assettag'],
    any: words(`
      identification assigntouser udid supervised jamfproid jamfprodeviceid mobiledeviceid managedappleid
      devicegroups enrollmenttype`),
    columns: {
      serialnumber: 'serial', assettag: 'code', identification: 'computer_name', name: 'computer_name',
      devicename: 'computer_name', displayname: 'computer_name', model: 'model', modelname: 'model', os: 'os',
      notes: 'home_notes', room: 'home', location: 'home', building: 'home', podate: 'bought_on',
      purchasedate: 'bought_on', purchaseprice: 'price', warrantyexpiration: 'warranty', warrantydate: 'warranty',
    },
    type: 'iPad',
  },
  {
    key: 'apple-staff', name: 'a list of staff from Apple School Manager', about: 'people',
    all: ['personid', 'firstname', 'lastname'],
    any: words('sisusername locationid personnumber managedappleid emailaddress'),
    columns: { firstname: 'first', lastname: 'last', emailaddress: 'email', email: 'email', managedappleid: 'email' },
  },
]

/** The known format that has these headings, or null. */
export function formatOf(headings: readonly string[]): Format | null {
  const there = new Set(headings.map(heading))
  const has = (text: string) => there.has(text)
  return FORMATS.find(({ all, any }) => all.every(has) && any.some(has)) ?? null
}
