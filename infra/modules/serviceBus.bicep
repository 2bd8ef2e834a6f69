// The queue that incidents leave on.

param name string
param location string
param tags object
@description('Standard is enough; Premium brings private endpoints and messages above 256 KB.')
@allowed(['Standard', 'Premium'])
param sku string
param isPrivate bool
@description('Principals that publish.')
param senders string[]
@description('Principals that take messages, dead ones included.')
param receivers string[]

import { roles } from 'roles.bicep'

var grants = concat(
  map(senders, principalId => { principalId: principalId, roleId: roles.serviceBusDataSender }),
  map(receivers, principalId => { principalId: principalId, roleId: roles.serviceBusDataReceiver })
)

resource namespace 'Microsoft.ServiceBus/namespaces@2024-01-01' = {
  name: name
  location: location
  tags: tags
  sku: sku == 'Premium' ? { name: sku, tier: sku, capacity: 1 } : { name: sku, tier: sku }
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
