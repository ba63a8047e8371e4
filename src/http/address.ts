type Asked = Readonly<Record<string, string | undefined>>

/** What is asked for as a query; what is empty is left out. */
export function queryOf(asked: Asked): string {
  return new URLSearchParams(Object.entries(asked).filter((pair): pair is [string, string] => Boolean(pair[1]))).toString()
}

export function addressOf(path: string, asked: Asked): string {
  const query = queryOf(asked)
  return query ? `${path}?${query}` : path
}
