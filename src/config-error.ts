/** A setting of the installation that cannot be understood, in one line. */
export class SettingError extends Error {
  override name = 'SettingError'
}
