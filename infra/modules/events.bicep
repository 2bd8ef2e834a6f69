// Files that are dropped straight into the container uploads reach the queue of scans: by the topic's identity, without a key or a webhook.

param namePrefix string
param location string
param tags object
param accountName string
param queueName string
param deadLetterContainer string

import { roles } from 'roles.bicep'

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' existing = {
  name: accountName
}

resource topic 'Microsoft.EventGrid/systemTopics@2025-02-15' = {
  name: '${namePrefix}-uploads'
  location: location
  tags: tags
  identity: { type: 'SystemAssigned' }
  properties: {
    source: account.id
    topicType: 'Microsoft.Storage.StorageAccounts'
  }
}

// Event Grid checks for dead-lettering at the account, not at the container.
resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in [
    roles.storageQueueDataMessageSender
    roles.storageBlobDataContributor
  ]: {
    scope: account
    name: guid(account.id, topic.id, role)
    properties: {
      principalId: topic.identity.principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
    }
  }
]

resource subscription 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15' = {
  parent: topic
  name: 'scans'
  properties: {
    eventDeliverySchema: 'CloudEventSchemaV1_0'
    deliveryWithResourceIdentity: {
      identity: { type: 'SystemAssigned' }
      destination: {
        endpointType: 'StorageQueue'
        // -1: a message that nobody takes for a week is still there.
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
    filter: {
      includedEventTypes: ['Microsoft.Storage.BlobCreated']
      subjectBeginsWith: '/blobServices/default/containers/uploads/blobs/'
    }
    retryPolicy: { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1440 }
  }
  dependsOn: [assignment]
}
