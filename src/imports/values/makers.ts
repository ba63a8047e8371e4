const MAKERS = [
  'Acer', 'Apple', 'Asus', 'Canon', 'Dell', 'Dell Inc.', 'Dynabook', 'Fujitsu', 'Google', 'Hewlett Packard', 'HP',
  'iStorage', 'Kingston', 'Kodak', 'Lenovo', 'LG', 'Logitech', 'Microsoft', 'Nikon', 'Panasonic', 'Philips', 'Samsung',
  'SanDisk', 'Sony', 'Stone', 'Toshiba', 'TTS', 'Viglen',
].toSorted((a, b) => b.length - a.length)

/** "Lenovo ThinkBook" of a column "Make / Model" as its two parts; a maker that is not known stays with the model. */
export function makeAndModel(text: string): { make: string, model: string } {
  const maker = MAKERS.find((name) => ` ${text} `.toLowerCase().startsWith(` ${name.toLowerCase()} `))
  if (!maker) return { make: '', model: text }
  return { make: text.slice(0, maker.length), model: text.slice(maker.length).trim() }
}
