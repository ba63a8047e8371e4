import type { Logger } from 'pino'
import { absenceRoutes } from './absences/routes.ts'
import { accessReviewRoutes } from './access-review/routes.ts'
import { ownAccountRoutes } from './accounts/own/routes.ts'
import { accountRoutes } from './accounts/routes.ts'
import { agreementRoutes } from './agreements/routes.ts'
import { allocationRoutes } from './allocations/routes.ts'
import { approvalRoutes } from './approvals/routes.ts'
import { authRoutes } from './auth/routes.ts'
import { bookRoutes } from './book/routes.ts'
import { calendarRoutes } from './calendar/school/routes.ts'
import { certificateRoutes } from './certificate/routes.ts'
import { classCardRoutes } from './classes/cards/routes.ts'
import { classRoutes } from './classes/routes.ts'
import type { Config } from './config.ts'
import { correctionRoutes } from './corrections/routes.ts'
import { deskCheckRoutes } from './desk/check-routes.ts'
import { openingRoutes } from './desk/opening-routes.ts'
import { deskRoutes } from './desk/routes.ts'
import { deviceCheckRoutes } from './device-checks/routes.ts'
import { deviceTypeRoutes } from './device-types/routes.ts'
import { deviceRoutes } from './devices/routes.ts'
import { endOfDayRoutes } from './end-of-day/routes.ts'
import { extensionRoutes } from './extensions/routes.ts'
import { figuresRoutes } from './figures/routes.ts'
import { finderRoutes } from './finder/routes.ts'
import { healthRoutes } from './http/health.ts'
import type { NavItem } from './http/page.ts'
import type { Route } from './http/routes.ts'
import { importRoutes } from './imports/routes.ts'
import { jobRoutes } from './jobs/routes.ts'
import { labelRoutes } from './labels/routes.ts'
import { leaverRoutes } from './leavers/routes.ts'
import { loanRoutes } from './loans/routes.ts'
import { masterPasswordRoutes } from './master-passwords/routes.ts'
import { mailRoutes } from './mail/routes.ts'
import { newYearRoutes } from './new-year/routes.ts'
import { offSiteRoutes } from './off-site/routes.ts'
import { outOfUseRoutes } from './out-of-use/routes.ts'
import { paperRoutes } from './paper/routes.ts'
import { passwordResetRoutes } from './password-resets/routes.ts'
import { pauseRoutes } from './pauses/routes.ts'
import { peopleRoutes } from './people/routes.ts'
import { personalDeviceRoutes } from './personal-devices/routes.ts'
import { presetRoutes } from './presets/routes.ts'
import { providerRoutes } from './provider/routes.ts'
import { reminderRoutes } from './reminders/routes.ts'
import { receptionDeskRoutes } from './reception/routes.ts'
import { limitRoutes } from './reception/settings-routes.ts'
import { runUpRoutes } from './run-up/routes.ts'
import type { Schools } from './schools/schools.ts'
import { secondStepRoutes } from './second-step/routes.ts'
import { setPastRoutes } from './sets/past-routes.ts'
import { setRoutes } from './sets/routes.ts'
import { settingsRoutes } from './settings/routes.ts'
import { reservationRoutes } from './reservations/routes.ts'
import { retentionRoutes } from './retention/routes.ts'
import { schoolFileRoutes } from './school-file/routes.ts'
import { personRecordRoutes } from './person-record/routes.ts'
import { setUpRoutes } from './setup/routes.ts'
import { styleguideRoutes } from './styleguide/routes.ts'
import { supplyCardRoutes } from './supply-cards/routes.ts'
import { todayRoutes } from './today/routes.ts'
import { tripRoutes } from './trips/routes.ts'
import { whoHadItRoutes } from './who-had-it/routes.ts'

export type Services = {
  schools: Schools, config: Config, clock: () => Date, log: Logger
  /** Printed on the console; whoever has it may claim an empty school. */
  setUpCode: string
}

export const NAV: readonly NavItem[] = [
  { href: '/', owns: ['/figures', '/my-loans', '/password-resets/mine', '/personal-devices', '/run-up/mine'], label: 'Today', access: 'signed-in' },
  { href: '/devices', owns: ['/sets', '/allocations', '/out-of-use', '/loans'], label: 'Devices', access: 'see-devices' },
  { href: '/reservations', label: 'Reservations', access: 'book-out' },
  { href: '/people', owns: ['/access-review', '/classes', '/new-year', '/reception', '/supply-cards', '/leavers', '/absences', '/agreements'], label: 'People', access: 'see-people' },
  { href: '/book', owns: ['/paper', '/who-had-it', '/loans/*/correct', '/loans/*/strike-out'], label: 'Signing-out book', access: 'read-book' },
  { href: '/end-of-day', owns: ['/run-up'], label: 'End-of-day check', access: 'do-end-of-day' },
  { href: '/approvals', owns: ['/off-site', '/trips'], label: 'Permissions', access: 'signed-in' },
  { href: '/device-checks', owns: ['/password-resets'], label: 'Device checks', access: 'record-checks' },
  { href: '/imports', label: 'Imports', access: 'import-lists' },
  { href: '/labels', label: 'Labels', access: 'print-labels' },
  { href: '/calendar', label: 'Calendar', access: 'signed-in' },
  { href: '/settings', owns: ['/master-passwords', '/desk/open', '/desks'], label: 'Settings', access: 'change-settings' },
]

/** Every route of the app, feature by feature: the table of contents. */
export function allRoutes(services: Services): Route[] {
  return [
    ...healthRoutes,
    ...labelRoutes(services),
    ...setUpRoutes(services),
    ...authRoutes(services),
    ...accountRoutes(services),
    ...ownAccountRoutes(services),
    ...providerRoutes(services),
    ...secondStepRoutes(services),
    ...accessReviewRoutes, ...newYearRoutes,
    ...peopleRoutes,
    ...leaverRoutes(services),
    ...absenceRoutes, ...receptionDeskRoutes, ...limitRoutes, ...supplyCardRoutes,
    ...agreementRoutes,
    ...classRoutes,
    ...classCardRoutes,
    ...mailRoutes(services),
    ...reminderRoutes(services),
    ...jobRoutes(services),
    ...deviceRoutes(services),
    ...setRoutes, ...setPastRoutes,
    ...allocationRoutes(services),
    ...approvalRoutes(services),
    ...tripRoutes(services),
    ...deviceCheckRoutes(services),
    ...passwordResetRoutes,
    ...outOfUseRoutes(services),
    ...reservationRoutes(services),
    ...settingsRoutes,
    ...presetRoutes,
    ...personalDeviceRoutes, ...masterPasswordRoutes,
    ...schoolFileRoutes(services),
    ...retentionRoutes,
    ...personRecordRoutes,
    ...calendarRoutes(services),
    ...pauseRoutes,
    ...deviceTypeRoutes,
    ...importRoutes,
    ...finderRoutes(),
    ...certificateRoutes(services),
    ...todayRoutes,
    ...figuresRoutes,
    ...endOfDayRoutes,
    ...runUpRoutes,
    ...loanRoutes,
    ...offSiteRoutes(services),
    ...extensionRoutes,
    ...correctionRoutes,
    ...bookRoutes,
    ...(services.config.development ? styleguideRoutes : []),
    ...deskRoutes,
    ...openingRoutes,
    ...deskCheckRoutes,
    ...whoHadItRoutes,
    ...paperRoutes,
  ]
}
