// One Flex Consumption app; a plan holds one app.

param name string
param location string
param tags object
param identity appIdentity
@description('Blob container that the package is deployed to, with its account\'s endpoint.')
param packageUrl string
param instanceMemoryMB int
param maximumInstanceCount int
@description('Instances kept warm for HTTP.')
param alwaysReadyHttp int
@description('Requests that one instance takes at a time.')
param httpConcurrency int
@description('Subnet for outgoing traffic; empty: none.')
param subnetId string
@description('What may reach the app; empty: everybody.')
param ipSecurityRestrictions array
param settings object

import { appIdentity } from 'types.bicep'

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: '${name}-plan'
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: name
  location: location
  tags: tags
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identity.id}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    clientAffinityEnabled: false
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: packageUrl
          authentication: { type: 'UserAssignedIdentity', userAssignedIdentityResourceId: identity.id }
        }
      }
      runtime: { name: 'dotnet-isolated', version: '10.0' }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstanceCount
        alwaysReady: alwaysReadyHttp == 0 ? [] : [{ name: 'http', instanceCount: alwaysReadyHttp }]
        triggers: { http: { perInstanceConcurrency: httpConcurrency } }
      }
      // Instances are replaced one after the other and finish what is in hand. The service has it; the published types do not yet.
      #disable-next-line BCP037
      siteUpdateStrategy: { type: 'RollingUpdate' }
    }
    siteConfig: {
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      ftpsState: 'Disabled'
      http20Enabled: true
      ipSecurityRestrictions: ipSecurityRestrictions
      ipSecurityRestrictionsDefaultAction: empty(ipSecurityRestrictions) ? 'Allow' : 'Deny'
    }
  }

  // Deployment is by Entra ID alone.
  resource ftp 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }

  resource scm 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }

  resource appSettings 'config' = {
    name: 'appsettings'
    properties: settings
  }
}

output id string = app.id
output name string = app.name
output hostName string = app.properties.defaultHostName
