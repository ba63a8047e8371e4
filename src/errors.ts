/** What goes wrong on purpose; everything else is ours to mend and shows as 500 with a reference. */
export class NotFound extends Error {
  readonly status = 404
}

export class Forbidden extends Error {
  readonly status = 403
}

export class TooMany extends Error {
  readonly status = 429
}

export class CrossSite extends Error {
  readonly status = 403
}
