// Defender for Storage as the scanner: its results reach the queue of scans as CloudEvents and count as an engine's verdict.

param namePrefix string
param location string
param tags object
param accountName string
param queueName string
@description('GB a month that are scanned at most; -1: no cap.')
param capGbPerMonth int

import { roles } from 'roles.bicep'

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' existing = {
  name: accountName
}

resource results 'Microsoft.EventGrid/topics@2025-02-15' = {
  name: '${namePrefix}-scan-results'
  location: location
  tags: tags
  identity: { type: 'SystemAssigned' }
  properties: {
    inputSchema: 'EventGridSchema'
    disableLocalAuth: true
    minimumTlsVersionAllowed: '1.2'
  }
}

resource sender 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: account
  name: guid(account.id, results.id, roles.storageQueueDataMessageSender)
  properties: {
    principalId: results.identity.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roles.storageQueueDataMessageSender
    )
  }
}

resource subscription 'Microsoft.EventGrid/topics/eventSubscriptions@2025-02-15' = {
  parent: results
  name: 'scans'
  properties: {
    eventDeliverySchema: 'CloudEventSchemaV1_0'
    deliveryWithResourceIdentity: {
      identity: { type: 'SystemAssigned' }
      destination: {
        endpointType: 'StorageQueue'
        properties: { resourceId: account.id, queueName: queueName, queueMessageTimeToLiveInSeconds: -1 }
      }
    }
    filter: { includedEventTypes: ['Microsoft.Security.MalwareScanningResult'] }
    retryPolicy: { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1440 }
  }
  dependsOn: [sender]
}

resource settings 'Microsoft.Security/defenderForStorageSettings@2022-12-01-preview' = {
  scope: account
  name: 'current'
  properties: {
    isEnabled: true
    overrideSubscriptionLevelSettings: true
    malwareScanning: {
      onUpload: { isEnabled: true, capGBPerMonth: capGbPerMonth }
      scanResultsEventGridTopicResourceId: results.id
    }
    sensitiveDataDiscovery: { isEnabled: false }
  }
}
