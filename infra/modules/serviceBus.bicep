// The queue that incidents leave on.

param name string
param location string
param tags object
@description('Standard is enough; Premium brings private endpoints and messages above 256 KB.')
@allowed(['Standard', 'Premium'])
param sku string
param isPrivate bool
@description('Who may do what is said by roleIds (see roles.bicep): each of these principals has each of those roles.')
param principalIds string[]
param roleIds string[]

var grants = flatten(map(
  principalIds,
  principalId => map(roleIds, roleId => { principalId: principalId, roleId: roleId })
))

resource namespace 'Microsoft.ServiceBus/namespaces@2024-01-01' = {
  name: name
  location: location
  tags: tags
  sku: { name: sku, tier: sku }
  properties: {
    disableLocalAuth: true
    minimumTlsVersion: '1.2'
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
  }
}

resource incidents 'Microsoft.ServiceBus/namespaces/queues@2024-01-01' = {
  parent: namespace
  name: 'incidents'
  properties: {
    // A crash between publishing and recording it publishes again within minutes; an hour is ample and costs little.
    requiresDuplicateDetection: true
    duplicateDetectionHistoryTimeWindow: 'PT1H'
    deadLetteringOnMessageExpiration: true
    defaultMessageTimeToLive: 'P14D'
    lockDuration: 'PT1M'
    maxDeliveryCount: 10
    enableBatchedOperations: true
    enablePartitioning: false
  }
}

resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for item in grants: {
    scope: incidents
    name: guid(incidents.id, item.principalId, item.roleId)
    properties: {
      principalId: item.principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', item.roleId)
    }
  }
]

output id string = namespace.id
output queueName string = incidents.name
@description('The namespace as a client names it, in any cloud.')
output hostName string = split(replace(namespace.properties.serviceBusEndpoint, 'https://', ''), ':')[0]
