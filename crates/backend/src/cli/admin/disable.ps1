{head}
Get-OrganizationConfig | Format-List *Connectors*

if ($PSCmdlet.ShouldProcess("the organisation", "Disable connectors")) {
    Set-OrganizationConfig -ConnectorsEnabled:$false
}
if ($PSCmdlet.ShouldProcess("the organisation", "Disable actionable messages")) {
    Set-OrganizationConfig -ConnectorsActionableMessagesEnabled:$false
}
Get-OrganizationConfig | Format-List *Connectors*

# Back again:
# Set-OrganizationConfig -ConnectorsEnabled:$true
# Set-OrganizationConfig -ConnectorsActionableMessagesEnabled:$true
