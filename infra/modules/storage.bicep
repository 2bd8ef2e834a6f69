// One storage account without keys: its containers, its queues, and who may do what in it.

param name string
param location string
param tags object
@description('Zone-redundant where the region has zones.')
param sku string
param containers string[]
param queues string[]
@description('Days that no blob may be changed or deleted in the containers of this account; 0: no such policy. The policy is unlocked: locking it is a deliberate act by hand.')
@minValue(0)
@maxValue(146000)
param immutabilityDays int = 0
@description('Days after which blobs move to the cool tier; 0: never. Nothing is deleted by the account: that is the application\'s work alone.')
@minValue(0)
param coolAfterDays int = 0
@description('Reachable through private endpoints alone.')
param isPrivate bool
@description('Event Grid writes into it. It comes by the public endpoint, as a trusted service; nobody else then does.')
param takesEvents bool = false
@description('Defender for Storage reads it: it enters this rule by itself, and a deployment without it would take it away again.')
param isScannedByDefender bool = false
@description('Who may do what is said by roleIds (see roles.bicep): each of these principals has each of those roles.')
param principalIds string[]
param roleIds string[]

var grants = flatten(map(
  principalIds,
  principalId => map(roleIds, roleId => { principalId: principalId, roleId: roleId })
))

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: sku }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    publicNetworkAccess: isPrivate && !takesEvents ? 'Disabled' : 'Enabled'
    supportsHttpsTrafficOnly: true
    networkAcls: {
      bypass: takesEvents ? 'AzureServices' : 'None'
      defaultAction: isPrivate ? 'Deny' : 'Allow'
      resourceAccessRules: isScannedByDefender
        ? [
            {
              tenantId: tenant().tenantId
              resourceId: subscriptionResourceId('Microsoft.Security/datascanners', 'StorageDataScanner')
            }
          ]
        : []
    }
  }
}

resource blobService 'Microsoft.Storage/storageAccounts/blobServices@2025-01-01' = {
  parent: account
  name: 'default'
  properties: {
    // Records are replaced by ETag many times a minute; every version kept would be paid for, and a deleted virus must be gone.
    isVersioningEnabled: false
    deleteRetentionPolicy: { enabled: false }
    containerDeleteRetentionPolicy: { enabled: true, days: 14 }
  }
}

resource container 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-01-01' = [
  for item in containers: {
    parent: blobService
    name: item
    properties: { publicAccess: 'None' }
  }
]

resource immutability 'Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies@2025-01-01' = [
  for (item, i) in containers: if (immutabilityDays > 0) {
    parent: container[i]
    name: 'default'
    properties: {
      immutabilityPeriodSinceCreationInDays: immutabilityDays
      allowProtectedAppendWrites: false
    }
  }
]

resource queueService 'Microsoft.Storage/storageAccounts/queueServices@2025-01-01' = if (!empty(queues)) {
  parent: account
  name: 'default'
}

resource queue 'Microsoft.Storage/storageAccounts/queueServices/queues@2025-01-01' = [
  for item in queues: {
    parent: queueService
    name: item
  }
]

resource lifecycle 'Microsoft.Storage/storageAccounts/managementPolicies@2025-01-01' = if (coolAfterDays > 0) {
  parent: account
  name: 'default'
  properties: {
    policy: {
      rules: [
        {
          name: 'tier-down'
          enabled: true
          type: 'Lifecycle'
          definition: {
            filters: { blobTypes: ['blockBlob'] }
            actions: { baseBlob: { tierToCool: { daysAfterModificationGreaterThan: coolAfterDays } } }
          }
        }
      ]
    }
  }
  dependsOn: [blobService]
}

resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for item in grants: {
    scope: account
    name: guid(account.id, item.principalId, item.roleId)
    properties: {
      principalId: item.principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', item.roleId)
    }
  }
]

output id string = account.id
output name string = account.name
output blobEndpoint string = account.properties.primaryEndpoints.blob
output queueEndpoint string = account.properties.primaryEndpoints.queue
output tableEndpoint string = account.properties.primaryEndpoints.table
