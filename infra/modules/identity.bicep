// A user-assigned identity: its roles can be there before the app that uses it starts.

param name string
param location string
param tags object

import { appIdentity } from 'types.bicep'

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: name
  location: location
  tags: tags
}

output identity appIdentity = {
  id: identity.id
  clientId: identity.properties.clientId
  principalId: identity.properties.principalId
}
