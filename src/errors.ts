/** What goes wrong on purpose, in words for whoever asked; everything else is ours to mend and shows as 500 with a reference. */
export abstract class Told extends Error {
  abstract readonly status: number
}

export class Unreadable extends Told {
  readonly status = 400
}

export class NotFound extends Told {
  readonly status = 404
}

export class Forbidden extends Told {
  readonly status = 403
}

export class TooMany extends Told {
  readonly status = 429
}

export class CrossSite extends Told {
  readonly status = 403
}
