/** One page of PowerShell that says how BitLocker stands and asks for no key: what it writes can be brought in as it is. */
export const SCRIPT = `# Kitbook: how BitLocker stands on this computer. No password and no key is read.
# Run it as administrator:
#   powershell -ExecutionPolicy Bypass -File kitbook-bitlocker.ps1
$ErrorActionPreference = 'Stop'
$serial = (Get-CimInstance -ClassName Win32_BIOS).SerialNumber
$drives = Get-Volume | Where-Object { $_.DriveType -eq 'Fixed' -and $_.DriveLetter }
$fixed = $drives | ForEach-Object { "$($_.DriveLetter):" }
$now = (Get-Date).ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ssZ')
$stands = Get-BitLockerVolume | Where-Object { $fixed -contains $_.MountPoint }
$volumes = @($stands | ForEach-Object {
    [pscustomobject]@{
        SerialNumber         = $serial
        ComputerName         = $env:COMPUTERNAME
        MountPoint           = $_.MountPoint
        VolumeStatus         = [string]$_.VolumeStatus
        ProtectionStatus     = [string]$_.ProtectionStatus
        EncryptionPercentage = $_.EncryptionPercentage
        EncryptionMethod     = [string]$_.EncryptionMethod
        CheckedAt            = $now
    }
})
$file = Join-Path $PSScriptRoot "kitbook-$env:COMPUTERNAME.json"
ConvertTo-Json -InputObject $volumes | Set-Content -Path $file -Encoding UTF8
Write-Host "Written: $file"
# Many computers: let each write into one folder, then make one file of all:
#   $all = Get-ChildItem kitbook-*.json | ForEach-Object {
#       (Get-Content $_ -Raw | ConvertFrom-Json) }
#   ConvertTo-Json -InputObject @($all) | Set-Content all.json -Encoding UTF8
`
