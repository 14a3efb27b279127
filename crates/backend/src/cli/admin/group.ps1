{head}
Get-UnifiedGroup -Identity "{group}" | Format-List DisplayName, ConnectorsEnabled
if (-not (Get-OrganizationConfig).ConnectorsEnabled) {
    Write-Warning "The organisation has connectors off, which wins over the group."
}

if ($PSCmdlet.ShouldProcess("{group}", "Disable the group's connectors")) {
    Set-UnifiedGroup -Identity "{group}" -ConnectorsEnabled:$false
}

# Back again:
# Set-UnifiedGroup -Identity "{group}" -ConnectorsEnabled:$true
