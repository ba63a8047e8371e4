/**
 * The icons, each as the line that draws it in a square of 24. They stand in the page itself: one that points into a file is
 * copied out of it by the browser every time that the desk's answer changes.
 */
export const ICONS: Record<string, string> = {
  out: 'M11 5H5v14h6M10 12h10M15.5 7.5 20 12l-4.5 4.5',
  back: 'M13 5h6v14h-6M15 12H5M9.5 7.5 5 12l4.5 4.5',
  refused: 'M8 3h8l5 5v8l-5 5H8l-5-5V8zM8 12h8',
  unknown: 'm12 2.5 9.5 9.5-9.5 9.5L2.5 12zM9.7 9.8a2.4 2.4 0 1 1 3.4 2.6c-.8.4-1.1.9-1.1 1.6M12 16.7v.1',
  again: 'm3 12.5 4.5 4.5L15 8M11.5 15.5 13 17l8-9',
  in: 'M4 4v16h16V4M8 14h8M8 9.5h8',
  kept: 'M8 8a4 4 0 1 0 8 0a4 4 0 1 0-8 0M4.5 20.5c.6-4 3.6-6 7.5-6s6.9 2 7.5 6',
  repair: 'M20 6.5 16.5 10l-2.5-2.5L17.5 4A5 5 0 0 0 11 10.2L4 17.2 6.8 20l7-7A5 5 0 0 0 20 6.5z',
  'not-back': 'M6 3h12M6 21h12M7 3c0 5 5 6 5 9s-5 4-5 9M17 3c0 5-5 6-5 9s5 4 5 9',
  lost: 'M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0M9.5 9.6a2.6 2.6 0 1 1 3.7 2.7c-.9.4-1.2 1-1.2 1.7M12 17v.1',
  stolen: 'M12 3 2.5 20h19zM12 10v4.5M12 17.2v.1',
  retired: 'M5 4h14a1 1 0 0 1 1 1v14a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1zM4 20 20 4',
  late: 'M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0M12 6.5V12l4 2.5',
  due: 'M4 6h16v14H4zM4 10h16M8.5 3v4M15.5 3v4',
  done: 'm4 13 5.5 5.5L20.5 6.5',
  todo: 'M3.5 12a8.5 8.5 0 1 0 17 0a8.5 8.5 0 1 0-17 0',
  heed: 'M12 3 2.5 20h19zM12 10v4.5M12 17.2v.1',
  note: 'M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0M12 11v5.5M12 7.5v.1',
  search: 'M4 10.5a6.5 6.5 0 1 0 13 0a6.5 6.5 0 1 0-13 0M15.5 15.5l5.5 5.5',
  undo: 'M8 5 4 9l4 4M4 9h10a5.5 5.5 0 0 1 0 11h-4',
  'off-site': 'M3 11.5 12 4l9 7.5M6 9.5V20h12V9.5M10 20v-6h4v6',
  charge: 'M13 2.5 5.5 13.5H12l-1 8 7.5-11H12z',
  print: 'M7 8V3.5h10V8M7 17H4V8h16v9h-3M7 14h10v6.5H7z',
  older: 'M5 12h14M13 6l6 6-6 6',
  newer: 'M19 12H5M11 6l-6 6 6 6',
  ask: 'M4 4h16v12h-8l-5 4.5v-4.5H4zM10.2 8.3a1.9 1.9 0 1 1 2.7 1.9c-.6.3-.9.6-.9 1.2M12 13.2v.1',
}
