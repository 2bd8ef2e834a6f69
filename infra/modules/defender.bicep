// Defender for Storage as the scanner: its results reach the queue of scans as CloudEvents and count as an engine's verdict.

param namePrefix string
param location string
param tags object
param accountName string
param queueName string
param deadLetterContainer string
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

// Event Grid checks for dead-lettering at the account, not at the container.
resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in [
    roles.storageQueueDataMessageSender
    roles.storageBlobDataContributor
  ]: {
    scope: account
    name: guid(account.id, results.id, role)
    properties: {
      principalId: results.identity.principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
    }
  }
]

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
    deadLetterWithResourceIdentity: {
      identity: { type: 'SystemAssigned' }
      deadLetterDestination: {
        endpointType: 'StorageBlob'
        properties: { resourceId: account.id, blobContainerName: deadLetterContainer }
      }
    }
    filter: { includedEventTypes: ['Microsoft.Security.MalwareScanningResult'] }
    retryPolicy: { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1440 }
  }
  dependsOn: [assignment]
}

resource settings 'Microsoft.Security/defenderForStorageSettings@2025-01-01' = {
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
