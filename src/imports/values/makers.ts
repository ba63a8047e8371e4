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

/** "HP" and "HP ProBook 450" say the maker twice. */
export function withoutMake(make: string, model: string): { make: string, model: string } {
  const twice = make !== '' && model.toLowerCase().startsWith(`${make.toLowerCase()} `)
  return { make, model: twice ? model.slice(make.length).trim() : model }
}
