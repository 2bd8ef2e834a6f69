// Vigil in one resource group: the function app, its storage, its queue of incidents, its secrets and its telemetry. No key is created, read or set.

targetScope = 'resourceGroup'

@description('Start of every name; 3 to 10 lower-case letters and digits.')
@minLength(3)
@maxLength(10)
param prefix string = 'vigil'

@description('A region that has Flex Consumption.')
param location string = resourceGroup().location

param tags object = {}

@description('OpenID Connect authority of those who triage; the tenant\'s own by default.')
param triageAuthority string = '${environment().authentication.loginEndpoint}${tenant().tenantId}/v2.0'

@description('Client id of the app registration that tokens for triage are issued for (infra/README.md, "The login").')
param triageAudience string

@description('Where alerts about Vigil itself go.')
param alertEmails string[] = []

@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS'])
param storageSku string = 'Standard_ZRS'

@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048

@minValue(40)
@maxValue(1000)
param maximumInstanceCount int = 100

@description('Instances kept warm for HTTP: a webhook then never waits for a cold start.')
@minValue(0)
param alwaysReadyHttp int = 1

@description('Deliveries that one instance handles at a time.')
@minValue(1)
@maxValue(1000)
param httpConcurrency int = 32

@description('Deploys the package twice: webhooks and queues in one app, triage in another, so that a flood of deliveries cannot take triage down.')
param splitTriage bool = false

@description('clamd: a Container App in a virtual network. defender: Defender for Storage. none: the application\'s own inspector and hash list.')
@allowed(['clamd', 'defender', 'none'])
param scanner string = 'none'

param clamdImage string = 'docker.io/clamav/clamav:1.4'

@minValue(0)
param clamdMinReplicas int = 1

@description('GB a month that Defender for Storage scans at most; -1: no cap.')
param defenderCapGbPerMonth int = 100

@description('Storage, vault and Service Bus through private endpoints alone. Makes Service Bus Premium.')
param privateNetworking bool = false

@description('A /22 or larger; used when clamd or private networking is.')
param addressPrefix string = '10.71.0.0/22'

@description('Address ranges, service tags or a Front Door that may reach webhooks and triage, as siteConfig.ipSecurityRestrictions; empty: everybody.')
param ipSecurityRestrictions array = []

@description('The X-Azure-FDID of the only Front Door that may reach the apps; empty: any.')
param frontDoorId string = ''

@description('Days that no alert and no audit entry can be changed or deleted; 0: no such policy. See infra/README.md before you set it.')
@minValue(0)
param evidenceImmutabilityDays int = 0

@description('Days after which alerts and audit move to the cool tier; 0: never.')
@minValue(0)
param evidenceCoolAfterDays int = 30

@minValue(30)
@maxValue(730)
param logRetentionDays int = 30

@description('GB of telemetry a day at most; -1: no cap.')
param logDailyCapGb int = 5

@description('Monthly budget of the resource group, in its currency; 0: none.')
@minValue(0)
param budgetAmount int = 0

@description('First day of the month that the budget starts in, as 2026-12-01; needed with budgetAmount. Keep it: a budget cannot change its start.')
param budgetStart string = ''

@description('Further application settings, as in README, "Configuration".')
param extraSettings object = {}

import { roles } from 'modules/roles.bicep'

var suffix = uniqueString(resourceGroup().id)
var namePrefix = '${prefix}-${suffix}'
// Storage accounts: 24 characters, letters and digits alone.
var accountPrefix = '${prefix}${take(suffix, 10)}'

var appNames = splitTriage ? ['intake', 'triage'] : ['intake']
var withClamd = scanner == 'clamd'
var withNetwork = withClamd || privateNetworking
// Eight at a time fit into the 8 GiB of disk that a replica of 2 vCPU has, unpacked files included.
var clamdMaxMiB = 512

var workQueues = ['detections', 'findings', 'scans']
var poisonQueues = [for queue in workQueues: '${queue}-poison']
var packageContainers = [for app in appNames: 'package-${app}']

module identities 'modules/identity.bicep' = [
  for app in appNames: {
    name: 'identity-${app}'
    params: { name: '${namePrefix}-${app}', location: location, tags: tags }
  }
]

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  params: {
    namePrefix: namePrefix
    location: location
    tags: tags
    retentionInDays: logRetentionDays
    dailyCapGb: logDailyCapGb
    alertEmails: alertEmails
    publishers: [for (app, i) in appNames: identities[i].outputs.identity.principalId]
  }
}

module network 'modules/network.bicep' = if (withNetwork) {
  name: 'network'
  params: {
    namePrefix: namePrefix
    location: location
    tags: tags
    addressPrefix: addressPrefix
    apps: appNames
    withScanner: withClamd
    withPrivateEndpoints: privateNetworking
  }
}

// The Functions host's own: leases of timers, its keys, the packages.
module hostStorage 'modules/storage.bicep' = {
  name: 'host-storage'
  params: {
    name: '${accountPrefix}h'
    location: location
    tags: tags
    sku: storageSku
    containers: packageContainers
    queues: []
    isPrivate: privateNetworking
    principalIds: [for (app, i) in appNames: identities[i].outputs.identity.principalId]
    roleIds: [
      roles.storageBlobDataOwner
      roles.storageQueueDataContributor
      roles.storageTableDataContributor
    ]
  }
}

module dataStorage 'modules/storage.bicep' = {
  name: 'data-storage'
  params: {
    name: '${accountPrefix}d'
    location: location
    tags: tags
    sku: storageSku
    containers: [
      'done'
      'findings'
      'members'
      'open'
      'incidents'
      'refresh'
      'index'
      'pending'
      'uploads'
      'scans'
      'holds'
      'clean'
      'quarantine'
      'dead-letters'
      'reference'
      'reports'
      'event-dead-letters'
    ]
    queues: concat(workQueues, poisonQueues)
    isPrivate: privateNetworking
    takesEvents: true
    isScannedByDefender: scanner == 'defender'
    principalIds: [for (app, i) in appNames: identities[i].outputs.identity.principalId]
    roleIds: [
      roles.storageBlobDataContributor
      // The narrower roles together still lack the right to update a message, which extends its time and gives it back.
      roles.storageQueueDataContributor
    ]
  }
}

module evidenceStorage 'modules/storage.bicep' = {
  name: 'evidence-storage'
  params: {
    name: '${accountPrefix}e'
    location: location
    tags: tags
    sku: storageSku
    containers: ['alerts', 'audit']
    queues: []
    immutabilityDays: evidenceImmutabilityDays
    coolAfterDays: evidenceCoolAfterDays
    isPrivate: privateNetworking
    principalIds: [for (app, i) in appNames: identities[i].outputs.identity.principalId]
    roleIds: [roles.storageBlobDataContributor]
  }
}

module serviceBus 'modules/serviceBus.bicep' = {
  name: 'service-bus'
  params: {
    name: '${namePrefix}-bus'
    location: location
    tags: tags
    sku: privateNetworking ? 'Premium' : 'Standard'
    isPrivate: privateNetworking
    senders: [for (app, i) in appNames: identities[i].outputs.identity.principalId]
    // CollectPoison drains the dead-letter queue, and runs in the first app alone.
    receivers: [identities[0].outputs.identity.principalId]
  }
}

// The app that takes webhooks is the only one that reads the senders' secrets.
module keyVault 'modules/keyVault.bicep' = {
  name: 'key-vault'
  params: {
    name: take('${prefix}${suffix}', 24)
    location: location
    tags: tags
    isPrivate: privateNetworking
    principalIds: [identities[0].outputs.identity.principalId]
    roleIds: [roles.keyVaultSecretsUser]
  }
}

var endpointOwners = {
  host: hostStorage.outputs.id
  data: dataStorage.outputs.id
  evidence: evidenceStorage.outputs.id
  vault: keyVault.outputs.id
  bus: serviceBus.outputs.id
}
var endpointTargets = [
  { owner: 'host', groupId: 'blob' }
  { owner: 'host', groupId: 'queue' }
  { owner: 'host', groupId: 'table' }
  { owner: 'data', groupId: 'blob' }
  { owner: 'data', groupId: 'queue' }
  { owner: 'evidence', groupId: 'blob' }
  { owner: 'vault', groupId: 'vault' }
  { owner: 'bus', groupId: 'namespace' }
]

module privateEndpoints 'modules/privateEndpoint.bicep' = [
  for target in endpointTargets: if (privateNetworking) {
    name: 'endpoint-${target.owner}-${target.groupId}'
    params: {
      name: '${namePrefix}-${target.owner}-${target.groupId}'
      location: location
      tags: tags
      resourceId: endpointOwners[target.owner]
      groupId: target.groupId
      subnetId: network!.outputs.endpointSubnetId
      zoneId: network!.outputs.zoneIds[target.groupId]
    }
  }
]

module clamd 'modules/scanner.bicep' = if (withClamd) {
  name: 'scanner'
  params: {
    namePrefix: namePrefix
    location: location
    tags: tags
    subnetId: network!.outputs.scannerSubnetId
    networkId: network!.outputs.networkId
    workspaceId: monitoring.outputs.workspaceId
    image: clamdImage
    minReplicas: clamdMinReplicas
    maxReplicas: 4
    streamMaxMiB: clamdMaxMiB
  }
}

// A storage account has one system topic; under Defender that is Defender's, whose results tell of new files as well.
module events 'modules/events.bicep' = if (scanner != 'defender') {
  name: 'events'
  params: {
    namePrefix: namePrefix
    location: location
    tags: tags
    accountName: dataStorage.outputs.name
    queueName: 'scans'
    deadLetterContainer: 'event-dead-letters'
  }
}

module defender 'modules/defender.bicep' = if (scanner == 'defender') {
  name: 'defender'
  params: {
    namePrefix: namePrefix
    location: location
    tags: tags
    accountName: dataStorage.outputs.name
    queueName: 'scans'
    deadLetterContainer: 'event-dead-letters'
    capGbPerMonth: defenderCapGbPerMonth
  }
}

var fromFrontDoor = empty(frontDoorId)
  ? []
  : [
      {
        name: 'front-door'
        action: 'Allow'
        priority: 50
        tag: 'ServiceTag'
        ipAddress: 'AzureFrontDoor.Backend'
        headers: { 'x-azure-fdid': [frontDoorId] }
      }
    ]

// What triage runs in an app of its own must not run there a second time: timers, queues and webhooks.
var pipelineFunctions = [
  'ReceiveWebhook'
  'EnrichDetection'
  'RaiseIncident'
  'ScanUpload'
  'AcceptUpload'
  'SweepPending'
  'CollectPoison'
  'ExpireRecords'
  'WriteDailyReport'
]
var disabledInTriage = toObject(pipelineFunctions, name => 'AzureWebJobs.${name}.Disabled', name => 'true')

var commonSettings = {
  APPLICATIONINSIGHTS_CONNECTION_STRING: monitoring.outputs.connectionString
  AzureWebJobsDisableHomepage: 'true'
  AzureWebJobsStorage__blobServiceUri: hostStorage.outputs.blobEndpoint
  AzureWebJobsStorage__queueServiceUri: hostStorage.outputs.queueEndpoint
  AzureWebJobsStorage__tableServiceUri: hostStorage.outputs.tableEndpoint
  AzureWebJobsStorage__credential: 'managedidentity'
  Storage__blobServiceUri: dataStorage.outputs.blobEndpoint
  Storage__queueServiceUri: dataStorage.outputs.queueEndpoint
  Storage__credential: 'managedidentity'
  // Once more for the triggers: the host looks for AzureWebJobsStorage where a trigger says Storage.
  Queues__queueServiceUri: dataStorage.outputs.queueEndpoint
  Queues__credential: 'managedidentity'
  Evidence__blobServiceUri: evidenceStorage.outputs.blobEndpoint
  Evidence__credential: 'managedidentity'
  ServiceBus__fullyQualifiedNamespace: serviceBus.outputs.hostName
  ServiceBus__credential: 'managedidentity'
  Triage__Authority: triageAuthority
  Triage__Audience: triageAudience
}
var vaultSettings = { KeyVault__Uri: keyVault.outputs.uri }
var scannerSettings = withClamd
  ? {
      Scanning__Clamd__Host: clamd!.outputs.host
      Scanning__Clamd__Port: string(clamd!.outputs.port)
      Scanning__Clamd__MaxBytes: string(clamdMaxMiB * 1024 * 1024)
    }
  : scanner == 'defender' ? { Scanning__DefenderForStorage: 'true' } : {}

module apps 'modules/functionApp.bicep' = [
  for (app, i) in appNames: {
    name: 'app-${app}'
    params: {
      name: '${namePrefix}-${app}'
      location: location
      tags: union(tags, { 'azd-service-name': app })
      identity: identities[i].outputs.identity
      packageUrl: '${hostStorage.outputs.blobEndpoint}${packageContainers[i]}'
      instanceMemoryMB: instanceMemoryMB
      maximumInstanceCount: maximumInstanceCount
      alwaysReadyHttp: alwaysReadyHttp
      httpConcurrency: httpConcurrency
      subnetId: withNetwork ? network!.outputs.appSubnetIds[i] : ''
      ipSecurityRestrictions: concat(fromFrontDoor, ipSecurityRestrictions)
      settings: union(
        commonSettings,
        // Two apps on one host account must not take each other's leases for their own.
        {
          AzureFunctionsWebHost__hostid: take('${app}-${suffix}', 32)
          APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identities[i].outputs.identity.clientId};Authorization=AAD'
          AzureWebJobsStorage__clientId: identities[i].outputs.identity.clientId
          Storage__clientId: identities[i].outputs.identity.clientId
        Queues__clientId: identities[i].outputs.identity.clientId
          Evidence__clientId: identities[i].outputs.identity.clientId
          ServiceBus__clientId: identities[i].outputs.identity.clientId
        },
        app == 'intake'
          ? union(vaultSettings, { KeyVault__clientId: identities[i].outputs.identity.clientId }, scannerSettings)
          : disabledInTriage,
        extraSettings
      )
    }
    dependsOn: [privateEndpoints]
  }
]

module alerts 'modules/alerts.bicep' = {
  name: 'alerts'
  params: {
    namePrefix: namePrefix
    location: location
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
    actionGroupId: monitoring.outputs.actionGroupId
    serviceBusId: serviceBus.outputs.id
    withScanner: withClamd
    oldestMessageSeconds: 900
    intakeP95Milliseconds: 2500
  }
}

module workbook 'modules/workbook.bicep' = {
  name: 'workbook'
  params: { location: location, tags: tags, workspaceId: monitoring.outputs.workspaceId }
}

module budget 'modules/budget.bicep' = if (budgetAmount > 0) {
  name: 'budget'
  params: { name: '${namePrefix}-budget', amount: budgetAmount, startDate: budgetStart, actionGroupId: monitoring.outputs.actionGroupId }
}

output webhooks string = 'https://${apps[0].outputs.hostName}/api/webhooks/'
output triage string = 'https://${apps[length(appNames) - 1].outputs.hostName}/api/'
output appNames string[] = [for (app, i) in appNames: apps[i].outputs.name]
output vaultUri string = keyVault.outputs.uri
output incidentQueue string = '${serviceBus.outputs.hostName}/${serviceBus.outputs.queueName}'
output dataAccount string = dataStorage.outputs.name
