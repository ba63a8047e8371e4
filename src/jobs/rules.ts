const MOST = 200

/** Why a job failed, fit to be shown: the reason's first line, without addresses of people. */
export function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  const [first = ''] = message.trim().split('\n')
  return first.replace(/[^\s<>"'()]+@[^\s<>"'()]+/g, '…').slice(0, MOST) || 'It did not say why'
}

/** "3 letters sent", "nothing to do": what a job that counts its work has done. */
export function counted(one: string, many: string) {
  return (result: unknown): string => {
    if (typeof result !== 'number' || result === 0) return 'Nothing to do'
    return `${result.toLocaleString('en-GB')} ${result === 1 ? one : many}`
  }
}
