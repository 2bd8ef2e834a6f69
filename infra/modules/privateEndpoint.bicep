// A resource's own address in the virtual network, and its name.

param name string
param location string
param tags object
param resourceId string
@description('blob, queue, table, vault or namespace.')
param groupId string
param subnetId string
param zoneId string

resource endpoint 'Microsoft.Network/privateEndpoints@2024-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    subnet: { id: subnetId }
    customNetworkInterfaceName: '${name}-nic'
    privateLinkServiceConnections: [
      {
        name: groupId
        properties: { privateLinkServiceId: resourceId, groupIds: [groupId] }
      }
    ]
  }

  resource zone 'privateDnsZoneGroups' = {
    name: 'default'
    properties: {
      privateDnsZoneConfigs: [{ name: groupId, properties: { privateDnsZoneId: zoneId } }]
    }
  }
}
