#Requires -Modules ExchangeOnlineManagement
[CmdletBinding(SupportsShouldProcess)]
param()
# As of {as-of}. {notice}
# Microsoft ended Office 365 connectors in Teams on 22 May 2026: there these settings
# bring nothing back. They still count for Outlook groups and actionable messages.
# They hold for everybody in the organisation, not for some users, and win over a
# group's own setting. They may take 24 hours.
# Reference: https://learn.microsoft.com/powershell/module/exchange/set-organizationconfig
# For Outlook: https://support.microsoft.com/topic/ed0ce547-038f-4902-b9b3-9e518ae6fbab
# See first what would change: run this script with -WhatIf.
$ErrorActionPreference = "Stop"

if ((Get-Module ExchangeOnlineManagement -ListAvailable | Sort-Object Version | Select-Object -Last 1).Version -lt [version]"2.0") {
    throw "Install a newer module: Install-Module ExchangeOnlineManagement -Scope CurrentUser"
}
Import-Module ExchangeOnlineManagement
{connect}
