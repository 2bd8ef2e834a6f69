// The senders' secrets: RBAC alone, and nothing in it can be purged before its time.

param name string
param location string
param tags object
param isPrivate bool
@description('Who may do what is said by roleIds (see roles.bicep): each of these principals has each of those roles.')
param principalIds string[]
param roleIds string[]

var grants = flatten(map(
  principalIds,
  principalId => map(roleIds, roleId => { principalId: principalId, roleId: roleId })
))

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    enablePurgeProtection: true
    softDeleteRetentionInDays: 90
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
    networkAcls: {
      bypass: 'None'
      defaultAction: isPrivate ? 'Deny' : 'Allow'
    }
  }
}

resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for item in grants: {
    scope: vault
    name: guid(vault.id, item.principalId, item.roleId)
    properties: {
      principalId: item.principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', item.roleId)
    }
  }
]

output id string = vault.id
output uri string = vault.properties.vaultUri
