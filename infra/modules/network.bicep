// The virtual network that the apps call out through, and the private names in it. Deployed when something in it is asked for.

param namePrefix string
param location string
param tags object
@description('A /22 at least.')
param addressPrefix string
@description('Names of the function apps; each gets a subnet of its own.')
param apps string[]
@description('With a subnet for clamd\'s environment.')
param withScanner bool
@description('With a subnet for private endpoints, and their DNS zones.')
param withPrivateEndpoints bool

// Suffixes of the cloud that this is deployed to: windows.net, usgovcloudapi.net, …
var storageSuffix = environment().suffixes.storage
var cloudSuffix = replace(storageSuffix, 'core.', '')
var vaultSuffix = replace(environment().suffixes.keyvaultDns, '.vault.', '.vaultcore.')

var zoneNames = {
  blob: 'privatelink.blob.${storageSuffix}'
  queue: 'privatelink.queue.${storageSuffix}'
  table: 'privatelink.table.${storageSuffix}'
  vault: 'privatelink${vaultSuffix}'
  namespace: 'privatelink.servicebus.${cloudSuffix}'
}

var delegatedSubnets = [
  for (app, i) in apps: {
    name: app
    properties: {
      addressPrefix: cidrSubnet(addressPrefix, 26, i)
      delegations: [{ name: 'flex', properties: { serviceName: 'Microsoft.App/environments' } }]
    }
  }
]

var scannerSubnet = {
  name: 'scanner'
  properties: {
    addressPrefix: cidrSubnet(addressPrefix, 26, 8)
    delegations: [{ name: 'environment', properties: { serviceName: 'Microsoft.App/environments' } }]
  }
}

var endpointSubnet = {
  name: 'endpoints'
  properties: {
    addressPrefix: cidrSubnet(addressPrefix, 26, 9)
    privateEndpointNetworkPolicies: 'Enabled'
  }
}

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: '${namePrefix}-vnet'
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: [addressPrefix] }
    // In the network itself rather than as resources of their own: a redeployment then never takes a subnet away from an app.
    subnets: concat(delegatedSubnets, withScanner ? [scannerSubnet] : [], withPrivateEndpoints ? [endpointSubnet] : [])
  }
}

resource zones 'Microsoft.Network/privateDnsZones@2020-06-01' = [
  for zone in items(zoneNames): if (withPrivateEndpoints) {
    name: zone.value
    location: 'global'
    tags: tags
  }
]

resource links 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2020-06-01' = [
  for (zone, i) in items(zoneNames): if (withPrivateEndpoints) {
    parent: zones[i]
    name: network.name
    location: 'global'
    tags: tags
    properties: {
      registrationEnabled: false
      virtualNetwork: { id: network.id }
    }
  }
]

output networkId string = network.id
output appSubnetIds string[] = [for app in apps: '${network.id}/subnets/${app}']
output scannerSubnetId string = withScanner ? '${network.id}/subnets/scanner' : ''
output endpointSubnetId string = withPrivateEndpoints ? '${network.id}/subnets/endpoints' : ''
@description('By the group id of a private endpoint: blob, queue, table, vault, namespace.')
output zoneIds object = toObject(
  items(zoneNames),
  zone => zone.key,
  zone => resourceId('Microsoft.Network/privateDnsZones', zone.value)
)
