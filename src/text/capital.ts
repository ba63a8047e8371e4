/** Words as a sentence begins with them. */
export function capital(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1)
}

/** The same words within a sentence. */
export function uncapital(words: string): string {
  return words.slice(0, 1).toLowerCase() + words.slice(1)
}
