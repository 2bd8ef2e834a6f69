// clamd as a Container App in the virtual network. It is reached over plain TCP by the function app alone: nothing of it is public.

param namePrefix string
param location string
param tags object
param subnetId string
param networkId string
param workspaceId string
@description('A clamd image that fetches its own signatures.')
param image string
@description('0 lets it sleep: the first scan then waits for the signatures to load, a minute or more.')
param minReplicas int
param maxReplicas int
@description('Largest file in MiB that clamd takes; the application refuses larger ones before they are sent.')
param streamMaxMiB int

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: '${namePrefix}-clamd'
  location: location
  tags: tags
}

resource env 'Microsoft.App/managedEnvironments@2025-01-01' = {
  name: '${namePrefix}-scanner'
  location: location
  tags: tags
  properties: {
    vnetConfiguration: { infrastructureSubnetId: subnetId, internal: true }
    workloadProfiles: [{ name: 'Consumption', workloadProfileType: 'Consumption' }]
    // Logs reach the workspace by diagnostic settings: the other way wants the workspace's key.
    appLogsConfiguration: { destination: 'azure-monitor' }
    zoneRedundant: false
  }
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: env
  name: 'workspace'
  properties: {
    workspaceId: workspaceId
    logs: [{ categoryGroup: 'allLogs', enabled: true }]
  }
}

resource clamd 'Microsoft.App/containerApps@2025-01-01' = {
  name: '${namePrefix}-clamd'
  location: location
  tags: tags
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identity.id}': {} }
  }
  properties: {
    environmentId: env.id
    workloadProfileName: 'Consumption'
    configuration: {
      activeRevisionsMode: 'Single'
      // "External" to the environment, which is internal to the network.
      ingress: { external: true, transport: 'tcp', targetPort: 3310, exposedPort: 3310 }
    }
    template: {
      containers: [
        {
          name: 'clamd'
          image: image
          resources: { cpu: json('2'), memory: '4Gi' }
          env: [
            { name: 'CLAMD_CONF_StreamMaxLength', value: '${streamMaxMiB}M' }
            { name: 'CLAMD_CONF_MaxScanSize', value: '${streamMaxMiB}M' }
            { name: 'CLAMD_CONF_MaxFileSize', value: '${streamMaxMiB}M' }
            // What exceeds a limit must be told, not passed as clean.
            { name: 'CLAMD_CONF_AlertExceedsMax', value: 'yes' }
            { name: 'CLAMD_CONF_AlertEncrypted', value: 'yes' }
          ]
          probes: [
            // Signatures load for a minute or more after they were fetched.
            {
              type: 'Startup'
              tcpSocket: { port: 3310 }
              initialDelaySeconds: 10
              periodSeconds: 10
              failureThreshold: 60
            }
            { type: 'Readiness', tcpSocket: { port: 3310 }, periodSeconds: 10 }
            { type: 'Liveness', tcpSocket: { port: 3310 }, periodSeconds: 30, failureThreshold: 5 }
          ]
        }
      ]
      scale: {
        minReplicas: minReplicas
        maxReplicas: maxReplicas
        rules: [{ name: 'connections', tcp: { metadata: { concurrentConnections: '8' } } }]
      }
    }
  }
}

// The environment's names are only known to the network by this zone.
module names 'scannerNames.bicep' = {
  params: {
    domain: env.properties.defaultDomain
    staticIp: env.properties.staticIp
    networkId: networkId
    tags: tags
  }
}

output host string = clamd.properties.configuration.ingress.fqdn
output port int = 3310
