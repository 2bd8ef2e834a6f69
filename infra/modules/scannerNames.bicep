// The DNS zone of a Container Apps environment that has no public names.

param domain string
param staticIp string
param networkId string
param tags object

resource zone 'Microsoft.Network/privateDnsZones@2020-06-01' = {
  name: domain
  location: 'global'
  tags: tags

  resource link 'virtualNetworkLinks' = {
    name: 'scanner'
    location: 'global'
    tags: tags
    properties: {
      registrationEnabled: false
      virtualNetwork: { id: networkId }
    }
  }

  resource wildcard 'A' = {
    name: '*'
    properties: { ttl: 300, aRecords: [{ ipv4Address: staticIp }] }
  }
}
