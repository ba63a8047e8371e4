import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

// The shell is Chromium without its windows: the same pages, in two thirds of the time.
const names = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome', 'microsoft-edge']
const onMac = ['Chromium', 'Google Chrome', 'Microsoft Edge'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`)
const inProgramFiles = ['Chromium/Application/chrome.exe', 'Google/Chrome/Application/chrome.exe', 'Microsoft/Edge/Application/msedge.exe']

function onWindows() {
  const folders = ['ProgramFiles', 'ProgramFiles(x86)', 'LocalAppData'].map((name) => process.env[name]).filter(Boolean)
  return folders.flatMap((folder) => inProgramFiles.map((file) => join(folder, file)))
}

function onPath() {
  return (process.env.PATH ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)))
}

/** A Chromium on this machine: CHROMIUM if it is set, or else the usual places; undefined where there is none. */
export function findChromium() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM
  const places = { darwin: () => [...onMac, ...onPath()], win32: onWindows }[process.platform] ?? onPath
  return places().find((file) => existsSync(file))
}
