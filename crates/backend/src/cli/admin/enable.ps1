{head}
Get-OrganizationConfig | Format-List *Connectors*

if ($PSCmdlet.ShouldProcess("the organisation", "Enable connectors")) {
    Set-OrganizationConfig -ConnectorsEnabled:$true
    Set-OrganizationConfig -ConnectorsEnabledForTeams:$true
    Set-OrganizationConfig -ConnectorsActionableMessagesEnabled:$true
}
Get-OrganizationConfig | Format-List *Connectors*

# Back again:
# Set-OrganizationConfig -ConnectorsActionableMessagesEnabled:$false
# Set-OrganizationConfig -ConnectorsEnabledForTeams:$false
# Set-OrganizationConfig -ConnectorsEnabled:$false
