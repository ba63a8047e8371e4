import { defaultDeviceTypes } from '../../src/device-types/defaults.ts'

/** The demonstration school encrypts its laptops with what Windows brings along. */
export const deviceTypes = defaultDeviceTypes.map((type) => (type.name === 'Laptop' ? { ...type, encryption: 'BitLocker' } : type))
